/* A part of the page that keeps itself up to date: <section data-live="address" data-live-stamp="…">.
   The stamp is opaque: it is handed back as it was given. Focus, caret, scroll, what is open and what is typed stay. */

const EVERY = 1500, LONGEST = 15000;

/* What a reader has done with an element is theirs: never taken back by what the server sends. */
const THEIRS = { DETAILS: ["open"] };
const untouchable = (node) => node.nodeType === 1 && (node.tagName === "FORM" || node.hasAttribute("data-keep"));
const named = (node) => (node.nodeType === 1 && node.id) || "";
const alike = (a, b) => a.nodeType === b.nodeType && a.nodeName === b.nodeName && named(a) === named(b);

function sameAttributes(from, to) {
  const theirs = THEIRS[from.tagName] || [];
  for (const { name } of [...from.attributes])
    if (!to.hasAttribute(name) && !theirs.includes(name)) from.removeAttribute(name);
  for (const { name, value } of to.attributes)
    if (from.getAttribute(name) !== value && !theirs.includes(name)) from.setAttribute(name, value);
}

function same(from, to) {
  if (from.nodeType !== 1) {
    if (from.nodeValue !== to.nodeValue) from.nodeValue = to.nodeValue;
    return;
  }
  if (untouchable(from) || from.isEqualNode(to)) return;
  sameAttributes(from, to);
  become(from, to);
}

/* Make the children of `from` those of `to`, keeping every element that is still there, found by its id or its place. */
export function become(from, to) {
  const wanted = [...to.childNodes];
  const ids = new Set(wanted.map(named).filter(Boolean));
  let here = from.firstChild;
  for (const next of wanted) {
    while (here && named(here) && !ids.has(named(here)) && !alike(here, next)) here = drop(here);
    const found = named(next) ? [...from.children].find((child) => child.id === next.id && alike(child, next)) : here;
    if (found && alike(found, next)) {
      if (found === here) here = here.nextSibling;
      else from.insertBefore(found, here);
      same(found, next);
    } else from.insertBefore(next, here);
  }
  while (here) here = drop(here);
}

/* Something with a form in it that is being written in stays until the page is opened again. */
function drop(node) {
  const next = node.nextSibling;
  if (!(node.nodeType === 1 && node.contains(document.activeElement) && node.querySelector("textarea, input"))) node.remove();
  return next;
}

/* Tell those who listen, politely and once, what has arrived. */
function say(section, before) {
  const news = [...section.querySelectorAll("[data-says]")].filter((node) => !before.has(node.id));
  const aloud = document.getElementById("said-aloud");
  if (news.length && aloud) aloud.textContent = news.map((node) => node.dataset.says).join(". ");
}

/* Keep what is being read where it is on the screen, whatever grew above it. */
function steady(section, change) {
  const place = (node) => node.getBoundingClientRect();
  const hand = document.activeElement !== document.body && document.activeElement;
  const written = hand && place(hand).bottom > 0 && place(hand).top < window.innerHeight;
  const anchor = written ? hand : [...section.querySelectorAll("[id]")].find((node) => place(node).bottom > 0);
  const top = anchor && place(anchor).top;
  change();
  if (anchor && anchor.isConnected && (written || window.scrollY > 0)) window.scrollBy(0, place(anchor).top - top);
}

function arrived(section, html) {
  const fresh = document.createElement("template");
  fresh.innerHTML = html;
  const before = new Set([...section.querySelectorAll("[data-says]")].map((node) => node.id));
  steady(section, () => become(section, fresh.content));
  say(section, before);
  section.dispatchEvent(new CustomEvent("tornio:arrived", { bubbles: true }));
}

function keepUp(section) {
  let wait = EVERY, timer = 0, asking = false, done = false;
  const later = () => {
    clearTimeout(timer);
    if (!done && !document.hidden) timer = setTimeout(ask, wait * (0.85 + Math.random() * 0.3));
  };
  const lost = (is) => document.dispatchEvent(new CustomEvent("tornio:lost", { detail: { who: section.id, is } }));
  async function ask() {
    if (asking || done) return;
    asking = true;
    try {
      const headers = { Accept: "text/html", "X-Tornio-Live": "1" };
      if (section.dataset.liveStamp) headers["If-None-Match"] = section.dataset.liveStamp;
      const answer = await fetch(section.dataset.live, { headers, redirect: "manual", cache: "no-store", signal: AbortSignal.timeout(8000) });
      if (answer.type === "opaqueredirect" || [401, 403, 404, 410].includes(answer.status)) {
        done = true;
        return void window.location.reload();
      }
      if (answer.status >= 500 || answer.status === 429) throw new Error(answer.status);
      if (answer.status === 200) {
        const html = await answer.text();
        section.dataset.liveStamp = answer.headers.get("ETag") || "";
        arrived(section, html);
      }
      wait = EVERY;
      lost(false);
    } catch {
      wait = Math.min(wait * 2, LONGEST);
      lost(true);
    } finally {
      asking = false;
      later();
    }
  }
  document.addEventListener("visibilitychange", () => (document.hidden ? clearTimeout(timer) : ask()));
  window.addEventListener("online", () => { wait = EVERY; ask(); });
  section.addEventListener("tornio:ask", ask);
  later();
}

for (const section of document.querySelectorAll("[data-live]")) keepUp(section);
