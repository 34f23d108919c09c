// While something runs in the background its page looks again by itself; without this file the link does.
"use strict";

if (document.querySelector("[data-watch]")) {
  window.setTimeout(() => window.location.reload(), 3000);
}
