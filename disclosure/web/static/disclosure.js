// What a page does better with script: it warns before a session ends, and saves while one writes.
// It keeps nothing in the browser, and every page works without it. What it says stands before it, as `words`.
"use strict";
(() => {
  const SECOND = 1000;
  const by = (id) => document.getElementById(id);
  const clock = (at) =>
    at.toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

  // The session: a warning some minutes before its end; any key on its one button goes on.
  const { dataset: own, src } = document.currentScript;
  document.body.insertAdjacentHTML("beforeend", words.warning);
  const warning = by("session-warning");
  let last;
  let timer;
  const expect = (seconds) => {
    clearTimeout(timer);
    last = seconds <= own.lead;
    timer = setTimeout(warn, Math.max(seconds - own.lead, 0) * SECOND);
    by("session-until").textContent = words.until.replace("{time}", clock(new Date(Date.now() + seconds * SECOND)));
  };
  const warn = () => {
    by("session-warning-more").hidden = last;
    by("session-warning-last").hidden = !last;
    if (!warning.open) warning.showModal();
  };
  const stay = async (event) => {
    event.preventDefault();
    warning.close();
    if (last) return;
    try {
      const answer = await fetch(own.stay, { redirect: "manual", cache: "no-store" });
      if (answer.ok) expect((await answer.json()).seconds);
    } catch {
      timer = setTimeout(warn, 20 * SECOND);
    }
  };
  Object.assign(warning.dataset, own);
  by("session-warning-stay").addEventListener("click", stay);
  warning.addEventListener("cancel", stay);
  expect(+own.seconds);

  // What may be meant while one writes: a list that no page carries comes once, when it is first needed.
  document.addEventListener("focusin", async ({ target }) => {
    const id = target.getAttribute("list");
    if (!words.lists[id] || by(id)) return;
    const list = Object.assign(document.createElement("datalist"), { id });
    document.body.append(list);
    const answer = await fetch(new URL(words.lists[id], src)).catch(() => list.remove());
    if (answer) list.append(...(await answer.json()).map((one) => new Option(...one)));
  });

  const say = (line, text) => {
    if (line.textContent !== text) line.textContent = text;
  };
  const waits = (form, running) =>
    form.addEventListener("submit", async (event) => {
      if (!running()) return;
      event.preventDefault();
      await running();
      form.requestSubmit(event.submitter);
    });

  // Saving while one writes: what is on the form goes to the form's own address.
  const saves = (form) => {
    const line = form.querySelector("[data-saved]");
    let wanted;
    let running = null;
    let stopped;
    let pause = 5;
    let wait;
    const soon = (after) => {
      if (stopped) return;
      wanted = true;
      clearTimeout(wait);
      wait = setTimeout(run, after, false);
    };
    const content = () => {
      const sent = new URLSearchParams({ autosaved: "yes" });
      for (const [name, value] of new FormData(form))
        if (name !== "once" && typeof value === "string") sent.append(name, value);
      return sent;
    };
    const stop = (text) => {
      stopped = true;
      say(line, text);
    };
    const again = () => {
      say(line, words.trying);
      soon(pause * SECOND);
      pause = Math.min(pause * 2, 60);
    };
    const send = async (keepalive) => {
      wanted = false;
      try {
        const answer = await fetch(form.action, { method: "POST", body: content(), redirect: "manual", keepalive });
        if (answer.status === 409) return stop(words.moved);
        if (answer.status >= 500 || answer.status === 429) return again();
        if (!answer.ok) return stop(words.stopped);
        const told = await answer.json();
        form.elements.version.value = told.version;
        say(line, told.saved ? words.saved.replace("{time}", clock(new Date())) : "");
        pause = 5;
        expect(told.seconds);
      } catch {
        again();
      }
    };
    const run = async (keepalive) => {
      if (running || stopped) return;
      running = send(keepalive);
      await running;
      running = null;
    };
    form.addEventListener("input", () => soon(1.5 * SECOND));
    form.addEventListener("change", () => soon(0.3 * SECOND));
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden || !wanted) return;
      clearTimeout(wait);
      run(true);
    });
    // A form is never sent while it is being saved: the version it carries would be an old one.
    form.addEventListener("submit", () => {
      clearTimeout(wait);
      stopped = true;
    });
    waits(form, () => running);
    addEventListener("pageshow", () => (stopped = false));
  };
  document.querySelectorAll("form[data-saves]").forEach(saves);

  // A large file goes in pieces, so that after a cut line it goes on from the last piece that arrived.
  // What fails for another reason than the line stays in its box, and goes with the form.
  const PIECE = 256 * 1024;
  const pieces = (input) => {
    const form = input.form;
    const line = input.parentElement.querySelector("[data-sent]");
    const headers = { "X-CSRFToken": form.elements.csrf_token.value };
    const megabytes = (bytes) =>
      (bytes / 1e6).toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 });
    const pause = (seconds) => new Promise((go) => setTimeout(go, seconds * SECOND));
    let running = null;
    let spoken = 0;
    const tell = (text) => {
      spoken = Date.now();
      say(line, text);
    };
    const ask = async (address, body) => {
      const how = { method: body ? "POST" : "GET", body, headers, redirect: "manual", cache: "no-store" };
      const answer = await fetch(address, how);
      if (answer.status >= 500 || answer.status === 429) throw new TypeError();
      if (!answer.ok && answer.status !== 409) throw new Error();
      const told = await answer.json();
      expect(told.seconds);
      return told;
    };
    // A fetch that finds no line raises a TypeError: `again` is then tried, ever less often.
    const until = async (act, again = act) => {
      for (let wait = 2; ; wait = Math.min(wait * 2, 60)) {
        try {
          return await act();
        } catch (fault) {
          if (!(fault instanceof TypeError)) throw fault;
          tell(words.cut);
          await pause(wait);
          act = again;
        }
      }
    };
    const mark = async (file) => {
      const known = await new Blob([file.name, "\0", file.size, "\0", file.slice(0, PIECE)]).arrayBuffer();
      const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", known));
      return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    };
    const send = async (file) => {
      const about = new URLSearchParams({ mark: await mark(file), size: file.size });
      let { arrived, here, whole } = await until(() => ask(input.dataset.pieces, about));
      while (arrived < file.size) {
        if (Date.now() - spoken > 4 * SECOND)
          tell(words.sent.replace("{done}", megabytes(arrived)).replace("{size}", megabytes(file.size)));
        const piece = file.slice(arrived, arrived + PIECE);
        ({ arrived } = await until(() => ask(`${here}?start=${arrived}`, piece), () => ask(here)));
      }
      return (await until(() => ask(whole, new URLSearchParams({ name: file.name })))).said;
    };
    const all = async () => {
      const left = new DataTransfer();
      const said = [];
      spoken = 0;
      for (const file of input.files)
        try {
          if (file.size <= PIECE) left.items.add(file);
          else said.push(await send(file));
        } catch {
          left.items.add(file);
        }
      input.files = left.files;
      tell(said.join(" "));
    };
    input.addEventListener("change", async () => {
      if (running) await running;
      running = all();
      await running;
      running = null;
    });
    waits(form, () => running);
  };
  if (window.crypto?.subtle) document.querySelectorAll("input[data-pieces]").forEach(pieces);
})();
