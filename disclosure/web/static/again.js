// Sends a form again after the seconds that the site asked for: it had no room at that moment.
"use strict";
(() => {
  const form = document.querySelector("form[data-again]");
  if (form) setTimeout(() => form.requestSubmit(), form.dataset.again * 1000);
})();
