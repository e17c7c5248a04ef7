// What a page does better with script: it warns before a session ends, and saves while one writes.
// It keeps nothing in the browser, and every page works without it.
"use strict";
(() => {
  const SECOND = 1000;
  const by = (id) => document.getElementById(id);
  const clock = (at) =>
    at.toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

  // The session: a warning some minutes before its end; any key on its one button goes on.
  const warning = by("session-warning");
  const until = by("session-until");
  let timer;
  const expect = (seconds) => {
    if (!warning) return;
    const lead = Number(warning.dataset.lead);
    clearTimeout(timer);
    warning.dataset.last = seconds <= lead ? "yes" : "";
    timer = setTimeout(warn, Math.max(seconds - lead, 0) * SECOND);
    if (until) until.textContent = until.dataset.text.replace("{time}", clock(new Date(Date.now() + seconds * SECOND)));
  };
  const warn = () => {
    const last = warning.dataset.last === "yes";
    by("session-warning-more").hidden = last;
    by("session-warning-last").hidden = !last;
    if (!warning.open) warning.showModal();
  };
  const stay = async () => {
    const last = warning.dataset.last === "yes";
    warning.close();
    if (last) return;
    try {
      const answer = await fetch(warning.dataset.stay, { redirect: "manual", cache: "no-store" });
      if (answer.ok) expect((await answer.json()).seconds);
    } catch {
      timer = setTimeout(warn, 20 * SECOND);
    }
  };
  if (warning) {
    by("session-warning-stay").addEventListener("click", stay);
    warning.addEventListener("cancel", (event) => {
      event.preventDefault();
      stay();
    });
    expect(Number(warning.dataset.seconds));
  }

  // Saving while one writes: what is on the form goes to the form's own address.
  const saves = (form) => {
    const line = form.querySelector("[data-saved]");
    let wanted = false;
    let running = null;
    let stopped = false;
    let pause = 5;
    let wait;
    const say = (text) => {
      if (line.textContent !== text) line.textContent = text;
    };
    const soon = (after) => {
      if (stopped) return;
      wanted = true;
      clearTimeout(wait);
      wait = setTimeout(run, after);
    };
    const content = () => {
      const sent = new URLSearchParams({ autosaved: "yes" });
      for (const [name, value] of new FormData(form))
        if (name !== "once" && typeof value === "string") sent.append(name, value);
      return sent;
    };
    const stop = (text) => {
      stopped = true;
      say(text);
    };
    const again = () => {
      say(line.dataset.trying);
      soon(pause * SECOND);
      pause = Math.min(pause * 2, 60);
    };
    const send = async (keepalive) => {
      wanted = false;
      try {
        const answer = await fetch(form.action, { method: "POST", body: content(), redirect: "manual", keepalive });
        if (answer.type === "opaqueredirect") return stop(line.dataset.stopped);
        if (answer.status === 409) return stop(line.dataset.moved);
        if (answer.status >= 500 || answer.status === 429) return again();
        if (!answer.ok) return stop(line.dataset.stopped);
        const told = await answer.json();
        form.elements.version.value = told.version;
        say(told.saved ? line.dataset.saved.replace("{time}", clock(new Date())) : "");
        pause = 5;
        expect(told.seconds);
      } catch {
        again();
      }
    };
    const run = async () => {
      if (running || stopped) return;
      running = send(false);
      await running;
      running = null;
    };
    form.addEventListener("input", () => soon(1.5 * SECOND));
    form.addEventListener("change", () => soon(0.3 * SECOND));
    document.addEventListener("visibilitychange", () => {
      if (document.hidden && wanted && !running && !stopped) {
        clearTimeout(wait);
        running = send(true).then(() => (running = null));
      }
    });
    // A form is never sent while it is being saved: the version it carries would be an old one.
    form.addEventListener("submit", async (event) => {
      clearTimeout(wait);
      if (!running) {
        stopped = true;
        return;
      }
      event.preventDefault();
      stopped = true;
      await running;
      form.requestSubmit(event.submitter);
    });
    window.addEventListener("pageshow", () => (stopped = false));
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
    const say = (text) => {
      spoken = Date.now();
      if (line.textContent !== text) line.textContent = text;
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
          say(line.dataset.cut);
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
          say(line.dataset.sent.replace("{done}", megabytes(arrived)).replace("{size}", megabytes(file.size)));
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
      say(said.join(" "));
    };
    input.addEventListener("change", async () => {
      if (running) await running;
      running = all();
      await running;
      running = null;
    });
    form.addEventListener("submit", async (event) => {
      if (!running) return;
      event.preventDefault();
      await running;
      form.requestSubmit(event.submitter);
    });
  };
  if (window.crypto && crypto.subtle) document.querySelectorAll("input[data-pieces]").forEach(pieces);
})();
