// What the filer will read, renewed beside the form while somebody writes. Without script a button does it.
"use strict";
(() => {
  const PAUSE = 1000;
  const form = document.getElementById("decision");
  const shown = document.getElementById("preview");
  const filled = form.dataset.filled && document.getElementById(form.dataset.filled);
  if (filled) filled.focus();
  let timer;
  let last = 0;
  const look = async () => {
    const mine = ++last;
    const sent = new FormData(form);
    sent.delete("once");
    sent.set("show", "fragment");
    try {
      const answer = await fetch(location.pathname, { method: "POST", body: sent, redirect: "manual" });
      const text = answer.ok && (await answer.text());
      if (text && mine === last) shown.innerHTML = text;
    } catch {
      // Without a line the preview stays as it was; the button still asks for it.
    }
  };
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE);
  });
})();
