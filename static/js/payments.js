// One key per line: digits press the button that carries them, arrows go from line to line. Only inside a line, so that
// no key does anything by surprise; every button works without this.
"use strict";

const list = document.querySelector("ol[data-keys]");

function lineOf(target) {
  return target.closest(".bank-line");
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const line = lineOf(event.target);
  if (!line || event.target.matches("input:not([type=checkbox]), textarea, select")) return;
  const button = line.querySelector(`button[data-key="${CSS.escape(event.key)}"]`);
  if (button) {
    event.preventDefault();
    button.click();
    return;
  }
  const neighbour = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" }[event.key];
  if (neighbour && line[neighbour]) {
    event.preventDefault();
    line[neighbour].focus();
  }
});

// After a decision the next line is ready for its key.
if (list && window.location.hash === "#lines") list.firstElementChild.focus();

// What is being read is there within seconds.
if (document.querySelector("[data-reload]")) window.setTimeout(() => window.location.reload(), 4000);
