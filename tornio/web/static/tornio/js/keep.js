/* Nothing typed is lost: not by a double click, a reload or a dropped connection. <form data-keep> keeps in this tab;
   <form data-keep="address"> also sends a draft there. The form's hidden `key` makes sending twice the same as once. */

const DRAFT_EVERY = 1500, FIRST_WAIT = 2000, LONGEST_WAIT = 15000;
const READER = document.querySelector('meta[name="tornio-reader"]')?.content || "";
const PREFIX = "tornio-keep ";
const pause = (ms) => new Promise((done) => {
  const timer = setTimeout(done, ms);
  window.addEventListener("online", () => { clearTimeout(timer); done(); }, { once: true });
});

/* What another reader typed in this tab is not for this one. */
for (const slot of Object.keys(sessionStorage).filter((name) => name.startsWith(PREFIX)))
  if (READER && JSON.parse(sessionStorage.getItem(slot)).reader !== READER) sessionStorage.removeItem(slot);

class Kept {
  constructor(form) {
    this.form = form;
    this.slot = PREFIX + window.location.pathname + " " + (form.id || form.getAttribute("action"));
    this.draft = form.getAttribute("data-keep") || "";
    this.key = form.querySelector('input[name="key"]');
    this.sending = false;
    this.native = false;
    this.restore();
    form.addEventListener("input", () => this.typed());
    form.addEventListener("submit", (event) => this.submit(event));
    window.addEventListener("pagehide", () => this.due && this.send({ keepalive: true }));
  }

  fields() {
    return [...this.form.elements].filter((field) => field.name && !["hidden", "password", "file", "submit", "button"].includes(field.type) && field.tagName !== "FIELDSET");
  }

  write(more = {}) {
    const values = this.fields().map((field) => [field.name, field.value, field.checked, [...(field.selectedOptions || [])].map((each) => each.value)]);
    try {
      sessionStorage.setItem(this.slot, JSON.stringify({ reader: READER, key: this.key?.value, values, ...more }));
    } catch {
      /* The browser's room is full: the draft on the server still has it, and the page itself. */
    }
  }

  restore() {
    const kept = JSON.parse(sessionStorage.getItem(this.slot));
    if (!kept || kept.reader !== READER) return;
    const fresh = this.key?.value;
    /* The server shows the words again, with what it asks: its page is newer than ours. */
    if (kept.answered && kept.key === fresh) return sessionStorage.removeItem(this.slot);
    if (this.key && kept.tried) this.key.value = kept.key;
    this.fields().forEach((field, place) => {
      const [name, value, checked, chosen] = kept.values[place] || [];
      if (name !== field.name) return;
      if (["checkbox", "radio"].includes(field.type)) field.checked = field.value === value && checked;
      else if (field.tagName === "SELECT") for (const option of field.options) option.selected = chosen.includes(option.value);
      else field.value = value;
    });
    /* Changed words are new words: they do not hide behind a key under which the old ones may have arrived. */
    if (kept.tried) this.form.addEventListener("input", () => this.key && (this.key.value = fresh), { once: true, capture: true });
  }

  typed() {
    this.write();
    if (!this.draft || this.due) return;
    this.due = setTimeout(() => this.send(), DRAFT_EVERY);
  }

  async send(how = {}) {
    clearTimeout(this.due);
    this.due = 0;
    try {
      await fetch(this.draft, { method: "POST", body: new FormData(this.form), redirect: "manual", ...how });
      this.lost(false);
    } catch {
      this.lost(true);
    }
  }

  lost(is) {
    document.dispatchEvent(new CustomEvent("tornio:lost", { detail: { who: this.slot, is } }));
  }

  busy(is) {
    this.sending = is;
    this.form.setAttribute("aria-busy", is);
    for (const field of this.fields()) if ("readOnly" in field) field.readOnly = is;
    for (const button of this.form.querySelectorAll("button")) button.setAttribute("aria-disabled", is);
  }

  async submit(event) {
    if (this.native || event.defaultPrevented) return;
    event.preventDefault();
    if (this.sending) return;
    const button = event.submitter;
    const words = new FormData(this.form);
    if (button?.name) words.append(button.name, button.value);
    const address = button?.getAttribute("formaction") || this.form.getAttribute("action") || window.location.href;
    clearTimeout(this.due);
    this.due = 0;
    this.write({ tried: true });
    this.busy(true);
    for (let wait = FIRST_WAIT; ; wait = Math.min(wait * 2, LONGEST_WAIT)) {
      const answer = await fetch(address, { method: "POST", body: words, redirect: "manual", headers: { "X-Tornio-Keep": "1" } }).catch(() => null);
      if (answer && ![502, 503, 504].includes(answer.status)) return this.answered(answer, button);
      this.lost(true);
      await pause(wait);
    }
  }

  answered(answer, button) {
    this.lost(false);
    const next = answer.headers.get("X-Tornio-Next");
    if (next) {
      sessionStorage.removeItem(this.slot);
      return go(new URL(next, window.location.href));
    }
    this.busy(false);
    if (answer.type === "opaqueredirect") return window.location.reload(); /* signed out meanwhile: the words wait here */
    /* Not taken: send it the ordinary way, so that the server's own page can say why. */
    this.write({ tried: true, answered: true });
    this.native = true;
    this.form.requestSubmit(button);
  }
}

/* To the next page; where it is this one with a mark, it is fetched afresh all the same. */
function go(next) {
  if (next.pathname !== window.location.pathname || next.search !== window.location.search) return window.location.assign(next);
  history.replaceState(null, "", window.location.pathname + "?-");
  window.location.replace(next);
}

const forms = [...document.querySelectorAll("form[data-keep], textarea[data-keep]")].map((each) => each.form || each);
for (const form of new Set(forms)) new Kept(form);

document.getElementById("again")?.focus();
