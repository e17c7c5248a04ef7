// The keyboard of the review site, and its notice that a list has changed. Every page works without it.
//
// What a template says so that a key works on its page:
//   data-key="c"      on a link, button or field: this key presses it (a field is entered). Within a row
//                     it is that row's; the key acts on the row one stands on, else on the page's own.
//   data-row          on each row of a list; its first link opens it, its tick box is what x ticks.
//   data-undecided    on each item still to be decided: ] leads to the next one, [ to the one before.
//   data-fold="d"     on each <details>: the key opens or folds them all.
//   data-send         on a form: Ctrl+Enter sends it, from any of its fields.
//   data-stale="…"    on a list: the address that tells its present stamp; data-stamp: the one it was shown with.
// c claim, n next, s skip, 1 no conflict, 2 ask, 3 advise, 4 escalate, / search, d changes only, ? the keys.
// No key carries anything out for good: 1 to 4 are links to pages with a form.
"use strict";
(() => {
  const script = document.currentScript;
  const all = (what, within = document) => [...within.querySelectorAll(what)];
  const seen = (one) => (one.checkVisibility ? one.checkVisibility() : one.getClientRects().length > 0);
  const rows = () => all("[data-row]").filter(seen);
  const row = () => document.activeElement.closest("[data-row]");
  const keys = document.getElementById("keys");
  const writes = (one) =>
    one.isContentEditable || one.matches("textarea, select, input:not([type=checkbox], [type=radio], [type=submit], [type=button])");

  const stand = (one) => {
    if (!one) return;
    if (!one.matches("a, button, input")) one.tabIndex = -1;
    one.focus();
    one.scrollIntoView({ block: "nearest" });
  };
  const move = (by) => {
    const list = rows();
    const now = list.indexOf(row());
    const next = list[now < 0 ? (by > 0 ? 0 : list.length - 1) : now + by];
    if (next) stand(next.querySelector("a"));
  };
  const jump = (by) => {
    const list = all("[data-undecided]").filter(seen);
    const at = document.activeElement;
    const now = list.findIndex((one) => one.contains(at));
    const after = (one) => at.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING;
    const from = by > 0 ? list.findIndex(after) : list.findLastIndex((one) => !after(one) && !one.contains(at));
    const next = now >= 0 ? now + by : at === document.body ? (by > 0 ? 0 : -1) : from;
    if (list.length) stand(list.at(next < 0 || next >= list.length ? (by > 0 ? 0 : -1) : next));
  };
  const tick = () => {
    const box = row() && row().querySelector("input[type=checkbox]");
    if (box) box.click();
  };
  const press = (key) => {
    const what = `[data-key="${CSS.escape(key)}"]`;
    const here = row();
    const found = (here && here.querySelector(what)) || all(what).find((one) => seen(one) && !one.closest("[data-row]"));
    if (!found) return false;
    if (writes(found)) stand(found);
    else found.click();
    return true;
  };
  const fold = (key) => {
    const parts = all(`details[data-fold="${CSS.escape(key)}"]`);
    const open = parts.some((one) => !one.open);
    for (const one of parts) one.open = open;
    return parts.length > 0;
  };
  const acts = { j: () => move(1), k: () => move(-1), x: tick, "]": () => jump(1), "[": () => jump(-1) };
  const letter = (event) => {
    const { key } = event;
    if (key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (writes(event.target) || document.querySelector("dialog[open]")) return;
    if (key === "?" && keys) keys.showModal();
    else if (acts[key]) acts[key]();
    else if (!press(key) && !fold(key)) return;
    event.preventDefault();
  };
  const send = (event) => {
    const form = event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.closest("form[data-send]");
    if (!form || event.repeat) return;
    event.preventDefault();
    form.requestSubmit();
  };
  document.addEventListener("keydown", send);
  if (keys) document.getElementById("keys-close").addEventListener("click", () => keys.close());
  if (script.dataset.letters === "on") document.addEventListener("keydown", letter);

  // How many are ticked, beside the buttons that act on them; and one box for them all.
  for (const form of all("form[data-ticked]")) {
    const line = form.querySelector("[data-count]");
    const boxes = all("input[type=checkbox][name=case]");
    const say = () => {
      line.textContent = line.dataset.count.replace("{number}", boxes.filter((one) => one.checked).length);
    };
    for (const one of boxes) one.addEventListener("change", say);
    for (const one of all("[data-tick-all]"))
      one.addEventListener("change", () => {
        for (const box of boxes) box.checked = one.checked;
        say();
      });
    if (line) say();
  }

  // A list tells when it is no longer as it was shown. Looking anew keeps the row one stood on last:
  // by then one stands on the notice.
  let last = null;
  document.addEventListener("focusin", () => (last = row() || last));
  const list = document.querySelector("[data-stale]");
  const notice = document.getElementById("list-stale");
  const look = async () => {
    if (document.hidden) return;
    try {
      const answer = await fetch(list.dataset.stale, { redirect: "manual", cache: "no-store" });
      if (answer.ok && (await answer.json()).stamp !== list.dataset.stamp) notice.hidden = false;
    } catch {
      // Without a line nothing can be said about the list; it is asked again.
    }
  };
  if (list && notice) {
    setInterval(look, 30000);
    document.addEventListener("visibilitychange", look);
    notice.querySelector("a").addEventListener("click", (event) => {
      event.preventDefault();
      location.hash = last ? last.id : "";
      location.reload();
    });
  }
  const named = location.hash && document.getElementById(location.hash.slice(1));
  if (named && named.matches("[data-row]")) stand(named.querySelector("a"));
})();
