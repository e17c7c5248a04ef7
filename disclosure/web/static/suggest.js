// Names that the office lists, offered for the organisation one writes. What was typed goes in the body of
// the request, never in an address, and nothing of it is kept. Without an answer one writes on as ever.
{
  const { src } = document.currentScript;
  const PAUSE = 300;
  const LEAST = 3;
  let timer;

  const offer = async (field) => {
    const token = field.form.elements.csrf_token.value;
    const body = new URLSearchParams({ typed: field.value.trim(), csrf_token: token });
    const answer = await fetch(new URL("../suggest/organisations", src), { method: "POST", body }).catch(() => null);
    if (!answer?.ok) return;
    const list = document.getElementById("organisations") ?? document.createElement("datalist");
    list.id = "organisations";
    document.body.append(list);
    const known = new Set(Array.from(list.options, (one) => one.value));
    list.append(...(await answer.json()).filter((name) => !known.has(name)).map((name) => new Option("", name)));
  };

  document.addEventListener("input", ({ target }) => {
    clearTimeout(timer);
    if (target.getAttribute("list") !== "organisations" || target.value.trim().length < LEAST) return;
    timer = setTimeout(() => offer(target), PAUSE);
  });
}
