// Makes the explorer quicker: it asks for the next page and puts its main part in the place of this
// one's. Every address is answered whole by the server, so that nothing here is needed.

const APART = /^\/(v1|docs|explorer|health|openapi|llms|mcp)/; // What is no page of the explorer.
const PATIENCE_MS = 500; // How long new pictures may hold up the text beside them.
const PAUSE_MS = 120; // Between a key and the question for suggestions.
const SUGGESTIONS = 8;
const PAGES = {
  muscles: (slug) => `/muscles/${slug}`,
  exercises: (slug) => `/exercises/${slug}`,
  phases: (slug) => `/?phase=${slug}`,
  roles: (slug) => `/?role=${slug}`,
  injuries: (slug) => `/session?injury=${slug}`,
};

document.documentElement.classList.add("alive");
let asking = new AbortController();
let shown = location.pathname + location.search;

// --- Pages ---

/** Show the page of an address; `kept`: where the reader is in it stays. */
async function show(address, { kept = false, push = true } = {}) {
  asking.abort();
  asking = new AbortController();
  const { signal } = asking;
  document.body.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(address, { signal, headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const next = document.importNode(page.querySelector("main"), true);
    await Promise.race([
      Promise.all([...next.querySelectorAll("img:not([loading])")].map((one) => one.decode().catch(() => {}))),
      new Promise((resolve) => setTimeout(resolve, PATIENCE_MS)),
    ]);
    if (signal.aborted) return;
    put(next, page, kept);
    if (push) history.pushState(null, "", address);
    shown = location.pathname + location.search;
  } catch (error) {
    if (error.name !== "AbortError") location.assign(address);
  } finally {
    if (!signal.aborted) document.body.removeAttribute("aria-busy");
  }
}

/** Put a new main part in the place of the old one. */
function put(next, page, kept) {
  const old = document.querySelector("main");
  const focused = old.contains(document.activeElement) && document.activeElement.id;
  const open = [...old.querySelectorAll("details[open][id]")].map((one) => one.id);
  old.replaceWith(next);
  document.title = page.title;
  document.querySelector(".top nav").replaceWith(page.querySelector(".top nav"));
  document.querySelector("#said").textContent = next.querySelector("[data-said]")?.dataset.said ?? page.title;
  if (kept) {
    for (const id of open) document.getElementById(id)?.setAttribute("open", "");
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  } else {
    scrollTo({ top: 0, behavior: "instant" });
    next.focus({ preventScroll: true });
  }
}

/** Give the address that a form asks for, without what it leaves empty. */
function asked(form) {
  const given = [...new FormData(form)].filter(([, value]) => value !== "");
  const names = new Set(given.map(([name]) => name));
  const idle = [...form.querySelectorAll("[data-needs]")].filter((one) => !names.has(one.dataset.needs));
  for (const one of idle) names.delete(one.name);
  const query = new URLSearchParams(given.filter(([name]) => names.has(name)));
  return `${new URL(form.action).pathname}?${query}`;
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  const plain = event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
  if (!link || !plain || link.hasAttribute("download")) return;
  if (link.origin !== location.origin || link.hash || APART.test(link.pathname)) return;
  event.preventDefault();
  show(link.pathname + link.search);
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (APART.test(new URL(form.action).pathname)) return;
  event.preventDefault();
  const live = "live" in form.dataset;
  show(asked(form), { kept: live }).then(() => {
    if (live) document.querySelector("#result")?.scrollIntoView();
  });
});

document.addEventListener("change", (event) => {
  const form = event.target.form;
  if (form && "live" in form.dataset && form.checkValidity()) show(asked(form), { kept: true });
});

addEventListener("popstate", () => {
  if (shown !== location.pathname + location.search) show(location.href, { kept: true, push: false });
});

// --- Scrubbing: a pressed pointer that moves over the phases chooses the one under it ---

document.addEventListener("pointermove", (event) => {
  if (!(event.buttons & 1) || !event.target.closest?.("[data-scrub]")) return;
  const radio = document.elementFromPoint(event.clientX, event.clientY)?.closest("label")?.querySelector("input");
  if (radio && !radio.checked && radio.closest("[data-scrub]")) radio.click();
});

// --- Copying a call ---

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  await navigator.clipboard.writeText(location.origin + button.dataset.copy);
  document.querySelector("#said").textContent = "Copied.";
  button.firstChild.textContent = "Copied";
  setTimeout(() => { button.firstChild.textContent = "Copy"; }, 1500);
});

// --- Suggestions under the search ---

const field = document.querySelector("#find");
const list = document.createElement("ul");
list.id = "found";
list.className = "found";
list.hidden = true;
list.setAttribute("role", "listbox");
list.setAttribute("aria-label", "Suggestions");
field.after(list);
for (const [name, value] of Object.entries({
  role: "combobox", "aria-controls": "found", "aria-expanded": "false", "aria-autocomplete": "list",
})) field.setAttribute(name, value);
let pause;
let at = -1;

function close() {
  list.hidden = true;
  field.setAttribute("aria-expanded", "false");
  field.removeAttribute("aria-activedescendant");
  at = -1;
}

async function suggest() {
  const words = field.value.trim();
  if (!words) return close();
  const answer = await fetch(`/v1/suggest?${new URLSearchParams({ q: words, limit: SUGGESTIONS })}`);
  if (!answer.ok || field.value.trim() !== words) return;
  const hits = (await answer.json()).items.filter((one) => one.kind in PAGES);
  list.replaceChildren(...hits.map((one, place) => {
    const option = document.createElement("li");
    const hint = document.createElement("small");
    hint.textContent = one.hint;
    option.id = `found-${place}`;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    option.dataset.address = PAGES[one.kind](one.slug);
    option.append(one.name, hint);
    return option;
  }));
  close();
  list.hidden = hits.length === 0;
  field.setAttribute("aria-expanded", String(hits.length > 0));
}

function choose(step) {
  const options = [...list.children];
  if (list.hidden || options.length === 0) return;
  at = (at + step + options.length) % options.length;
  options.forEach((one, place) => one.setAttribute("aria-selected", String(place === at)));
  field.setAttribute("aria-activedescendant", options[at].id);
}

function go(option) {
  close();
  field.value = "";
  show(option.dataset.address);
}

field.addEventListener("input", () => {
  clearTimeout(pause);
  pause = setTimeout(suggest, PAUSE_MS);
});
field.addEventListener("keydown", (event) => {
  if (event.key === "Escape") close();
  else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    choose(event.key === "ArrowDown" ? 1 : at < 0 ? 0 : -1);
  } else if (event.key === "Enter" && at >= 0) {
    event.preventDefault();
    go(list.children[at]);
  }
});
field.addEventListener("blur", () => setTimeout(close, 150));
list.addEventListener("pointerdown", (event) => {
  event.preventDefault(); // The field keeps the focus.
  const option = event.target.closest("[role=option]");
  if (option) go(option);
});
field.form.addEventListener("submit", close);
