// Counts as one ticks, and shows how far letters are; both pages work without it.
"use strict";

const form = document.querySelector("form[data-live]");
if (form) {
  const target = document.getElementById(form.dataset.live);
  let latest = 0;
  form.addEventListener("change", async (event) => {
    if (event.target.type !== "checkbox") return;
    const mine = ++latest;
    try {
      const answer = await fetch(form.getAttribute("action") || window.location.href, {
        method: "POST",
        body: new FormData(form),
        headers: { "X-Requested-With": "fetch" },
        redirect: "error",
      });
      if (answer.ok && mine === latest) target.innerHTML = await answer.text();
    } catch {
      // The button beside it still counts.
    }
  });
}

const progress = document.querySelector("[data-progress]");
if (progress && progress.querySelector("[data-running]")) {
  const timer = window.setInterval(async () => {
    try {
      const answer = await fetch(progress.dataset.progress, { redirect: "error" });
      if (!answer.ok) return;
      progress.innerHTML = await answer.text();
      if (!progress.querySelector("[data-running]")) window.clearInterval(timer);
    } catch {
      // Tried again in a moment.
    }
  }, 3000);
}

// What is due begins within seconds; then the page shows how far it is.
if (document.querySelector("[data-reload]")) window.setTimeout(() => window.location.reload(), 5000);

// A button pressed twice sends once.
document.addEventListener("submit", (event) => {
  const sent = event.target;
  if (!sent.hasAttribute("data-once")) return;
  if (sent.dataset.sent) event.preventDefault();
  sent.dataset.sent = "yes";
  window.setTimeout(() => delete sent.dataset.sent, 8000);
});
