// Ties the buttons of our pages to the browser's passkeys. Without it the pages offer codes alone.
"use strict";

const forms = window.allauth?.webauthn?.forms;
const trouble = document.getElementById("passkey-trouble");

if (forms && window.PublicKeyCredential) {
  document.querySelectorAll("[data-passkey]").forEach((button) => {
    const { passkey, credential } = button.dataset;
    // First, since a passkey may refuse before the next listener is called.
    button.addEventListener("click", () => {
      if (trouble) trouble.hidden = true;
    });
    forms[passkey]({ ids: { add: button.id, authenticate: button.id, credential, data: "passkey-options" } });
    button.hidden = false;
  });
  document.querySelectorAll("[data-without-passkey]").forEach((words) => {
    words.hidden = true;
  });
}

// The person closed the browser's window, or nothing answered in time.
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  if (trouble) trouble.hidden = false;
});
