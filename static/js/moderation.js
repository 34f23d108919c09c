// Keys of the moderators' queue: each button, link and reason carries its own. None works while one types, and none
// does more than pressing the thing itself: every way works without this.
"use strict";

function types(target) {
  return target.matches("input:not([type=radio], [type=checkbox]), textarea, select");
}

// Words that were selected in the text go into the first empty row of those to be said otherwise.
function markSelected() {
  const words = String(window.getSelection()).trim();
  const free = [...document.querySelectorAll('input[name^="phrase_"]:not([name*="instead"])')].find((one) => !one.value);
  if (!words || !free) return false;
  free.value = words;
  free.closest("details").open = true;
  document.querySelector(`input[name="${free.name.replace("phrase_", "phrase_instead_")}"]`).focus();
  return true;
}

function openOtherWords() {
  const words = document.querySelector('textarea[name="text"]');
  if (!words) return false;
  words.closest("details").open = true;
  words.focus();
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return;
  if (event.key === "Escape" && types(event.target)) {
    event.target.blur();
    return;
  }
  if (types(event.target)) return;
  const key = event.key.toLowerCase();
  if ((key === "m" && markSelected()) || (key === "w" && openOtherWords())) {
    event.preventDefault();
    return;
  }
  const found = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!found) return;
  event.preventDefault();
  // What can't be undone is pressed twice: the key leads to its button, Enter presses it.
  if (found.hasAttribute("data-final")) found.focus();
  else if (found.type === "radio") found.checked = true;
  else found.click();
});
