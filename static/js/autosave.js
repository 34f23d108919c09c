// Keeps what is typed into a long form on this device until it is sent: unreadable without the key that the server
// gives to the page of the same person, gone after a day, and never a password, a file or what a form says not to keep.
"use strict";

(() => {
  const LASTS = 24 * 60 * 60 * 1000;
  const PREFIX = "typed:";
  const box = document.querySelector("[data-autosave]");
  const form = box?.closest("form");
  if (!form || !window.crypto?.subtle || !window.localStorage) return;

  const said = box.querySelector("[role=status]");
  const isKept = (field) =>
    field.name && !["hidden", "password", "file", "submit", "button"].includes(field.type) && !field.closest("[data-never-kept]");
  const fields = () => [...form.elements].filter(isKept);
  const isTicked = (field) => field.type === "checkbox" || field.type === "radio";
  const typed = () => fields().map((field) => [field.name, isTicked(field) ? field.checked : field.value]);
  const clock = (moment) => new Date(moment).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
  const say = (words, moment) => {
    box.hidden = false;
    said.textContent = words.replace("{time}", clock(moment));
  };

  for (const name of Object.keys(localStorage).filter((name) => name.startsWith(PREFIX))) {
    let at = 0;
    try {
      at = JSON.parse(localStorage.getItem(name)).at;
    } catch {
      // Not ours, or cut off: it goes.
    }
    if (!(Date.now() - at < LASTS)) localStorage.removeItem(name);
  }

  const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const text = (buffer) => btoa(Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join(""));

  async function opened({ name, key }) {
    const place = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(`${name}|${box.dataset.autosave}|${new URL(form.action).pathname}`));
    return {
      item: PREFIX + text(place),
      key: await crypto.subtle.importKey("raw", bytes(key), "AES-GCM", false, ["encrypt", "decrypt"]),
    };
  }

  async function read({ item, key }) {
    try {
      const kept = JSON.parse(localStorage.getItem(item));
      const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv: bytes(kept.iv) }, key, bytes(kept.words));
      return { at: kept.at, words: JSON.parse(new TextDecoder().decode(plain)) };
    } catch {
      return null;
    }
  }

  async function write({ item, key }) {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const words = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, new TextEncoder().encode(JSON.stringify(typed())));
    const at = Date.now();
    localStorage.setItem(item, JSON.stringify({ at, iv: text(iv), words: text(words) }));
    say(box.dataset.kept, at);
  }

  // Fields of one name come back in their order; what the form no longer asks is left out.
  function putBack(words) {
    const left = new Map();
    for (const [name, value] of words) left.set(name, [...(left.get(name) ?? []), value]);
    let changed = false;
    for (const field of fields()) {
      const value = left.get(field.name)?.shift();
      if (value === undefined || value === (isTicked(field) ? field.checked : field.value)) continue;
      if (isTicked(field)) field.checked = value;
      else field.value = value;
      field.dispatchEvent(new Event("change", { bubbles: true }));
      changed = true;
    }
    return changed;
  }

  async function begin() {
    const answer = await fetch(box.dataset.keys, {
      method: "POST",
      headers: { "X-CSRFToken": form.elements.csrfmiddlewaretoken?.value ?? "" },
    });
    if (!answer.ok) return;
    const places = await Promise.all((await answer.json()).keys.map(opened));
    const [current, ...earlier] = places;

    const found = (await Promise.all(places.map(read))).filter(Boolean).sort((a, b) => b.at - a.at)[0];
    // What comes back from the server with a form is newer than what lies here.
    if (found && !box.hasAttribute("data-answered") && putBack(found.words)) say(box.dataset.back, found.at);

    // One writing at a time; whatever was typed during it is written right after.
    let writing = false;
    let isStale = false;
    const save = async () => {
      isStale = true;
      if (writing) return;
      writing = true;
      earlier.splice(0).forEach(({ item }) => localStorage.removeItem(item));
      while (isStale) {
        isStale = false;
        await write(current);
      }
      writing = false;
    };
    form.addEventListener("input", save);
    form.addEventListener("submit", () => {
      sessionStorage.setItem("typed-sent", JSON.stringify({ form: box.dataset.autosave, item: current.item }));
    });
    box.querySelector("[data-forget]").addEventListener("click", () => {
      places.forEach(({ item }) => localStorage.removeItem(item));
      form.reset();
      say(box.dataset.gone, Date.now());
    });
  }

  begin().catch(() => {
    // Without the key nothing is kept, and nothing is promised: the box stays hidden.
  });
})();
