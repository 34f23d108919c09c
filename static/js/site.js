// Everything works without this file; it only saves a second click and shows where a form needs a hand.
"use strict";

// A button pressed twice sends once. The guard lets go when the page is shown again from the back button.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || !form.hasAttribute("data-once")) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  event.submitter?.setAttribute("aria-disabled", "true");
  window.setTimeout(() => release(form), 8000);
});

window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(release));

function release(form) {
  delete form.dataset.sent;
  form.querySelectorAll("[aria-disabled]").forEach((button) => button.removeAttribute("aria-disabled"));
}

document.getElementById("error-summary")?.focus();

document.querySelectorAll("[data-print]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
});

document.querySelectorAll("[data-copy]").forEach((button) => {
  const field = document.getElementById(button.dataset.copy);
  if (!field || !navigator.clipboard) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(field.value);
    button.textContent = button.dataset.done;
  });
});

// A form was sent and this page says that it arrived: what autosave.js kept of it goes.
const done = document.querySelector("[data-autosave-done]");
if (done) {
  const sent = JSON.parse(sessionStorage.getItem("typed-sent") ?? "null");
  if (sent?.form === done.dataset.autosaveDone) {
    localStorage.removeItem(sent.item);
    sessionStorage.removeItem("typed-sent");
  }
}
