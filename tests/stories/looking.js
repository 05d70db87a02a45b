/* What the walk asks of a page, from outside of it. Kept out of Tornio's own scripts: it is spoken to the page. */
globalThis.looking = (() => {
  const NATIVE = "a[href], button, input, select, textarea, summary";
  const named = (it) => (it.outerHTML || String(it)).replace(/\s+/g, " ").slice(0, 160);
  const shown = (it) => it.checkVisibility({ visibilityProperty: true }) && it.getClientRects().length > 0;
  const open = () => document.querySelectorAll("details").forEach((each) => (each.open = true));
  const controls = () => [...document.querySelectorAll(NATIVE + ", [tabindex]")].filter((each) =>
    each.tabIndex >= 0 && !each.disabled && each.type !== "hidden" && shown(each));
  /* The buttons of one radio group are one stop. */
  const stop = (it) => (it.type === "radio" ? [...document.getElementsByName(it.name)].find((each) => each.form === it.form) : it);
  const stops = () => [...new Set(controls().map(stop))];

  const look = (it) => [it, it.nextElementSibling].filter(Boolean).flatMap((each) => ["", "::before"].map((part) => {
    const style = getComputedStyle(each, part || null);
    return [style.outlineStyle, style.outlineWidth, style.outlineColor, style.boxShadow, style.backgroundColor, style.borderColor, style.borderWidth].join();
  })).join(";");
  const outlined = (it) => {
    const style = getComputedStyle(it);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  };

  let before, reached, unseen;
  const arrived = ({ target }) => {
    reached.add(stop(target));
    if (!outlined(target) && before.has(target) && before.get(target) === look(target)) unseen.add(named(target));
  };

  const refusal = () => {
    const pointed = [...document.querySelectorAll(".nhsuk-error-summary a[href^='#']")];
    const lost = pointed.filter((each) => !document.getElementById(each.hash.slice(1))).map(named);
    return document.querySelector(".nhsuk-error-summary") ? lost : "nothing says what is missing";
  };

  return {
    page() {
      open();
      const fields = [...document.querySelectorAll("input:not([type=hidden]), select, textarea")];
      const forms = [...document.forms];
      return {
        heading: document.querySelectorAll("h1").length === 1 ? "" : `${document.querySelectorAll("h1").length} h1`,
        title: /^\S.* – |^\S+/.test(document.title) ? "" : "no title",
        labels: fields.filter((each) => !each.labels?.length && !each.getAttribute("aria-label") && !each.getAttribute("aria-labelledby")).map(named),
        native: [...document.querySelectorAll("[onclick], [role=button]:not(button), [tabindex]")].filter((each) =>
          each.tabIndex > 0 || each.matches("[onclick], [role=button]:not(button)")).map(named),
        /* A form without anything in it is there for buttons that stand elsewhere. */
        forms: forms.filter((each) => ([...each.elements].some((one) => one.type !== "button" && shown(one)) && ![...each.elements].some((one) => one.type === "submit"))
          || (each.method === "post" && !each.elements.namedItem("csrfmiddlewaretoken") && !each.hasAttribute("data-leave"))).map(named),
        fillable: this.fillable().map((each) => each.action),
        refusal: refusal(),
        links: [...document.querySelectorAll("a[href]")].map((each) => new URL(each.getAttribute("href"), location.href))
          .filter((each) => each.origin === location.origin).map((each) => each.pathname + each.search),
      };
    },
    fillable: () => [...document.forms].filter((each) => each.method === "post" && each.querySelector("textarea, input[type=text], input[type=tel]")),
    send(number) {
      const form = this.fillable()[number];
      open();
      (form.querySelector("button:not([name]), input[type=submit]") || form.querySelector("button")).click();
    },
    begin() {
      open();
      document.activeElement?.blur();
      before = new Map(stops().map((each) => [each, look(each)]));
      [reached, unseen] = [new Set(), new Set()];
      document.addEventListener("focusin", arrived);
      /* A date is walked through part by part. */
      return before.size + 3 * document.querySelectorAll("input[type=date], input[type=datetime-local]").length;
    },
    end() {
      document.removeEventListener("focusin", arrived);
      return { unreached: stops().filter((each) => before.has(each) && !reached.has(each)).map(named), unseen: [...unseen] };
    },
    wider(larger = 1) {
      document.documentElement.style.fontSize = larger > 1 ? `${larger * 100}%` : "";
      const over = document.documentElement.scrollWidth - innerWidth;
      const who = over > 0 ? [...document.querySelectorAll("body *")].filter((each) => each.getBoundingClientRect().right > innerWidth + 1 && !each.closest(".scroll")).slice(0, 3).map(named) : [];
      document.documentElement.style.fontSize = "";
      return over > 0 ? [over, ...who] : "";
    },
    hidden() {
      return controls().filter((each) => {
        each.focus();
        const box = each.getBoundingClientRect();
        if (each.matches(".nhsuk-skip-link")) return document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2) !== each;
        if (box.height > innerHeight / 2 || box.width < 2 || box.height < 2) return false;
        const there = document.elementFromPoint(box.x + Math.min(box.width, innerWidth) / 2, box.y + box.height / 2);
        return there && !each.contains(there) && !there.contains(each) && ![...(each.labels || [])].some((label) => label.contains(there));
      }).map(named);
    },
    words() {
      open();
      document.querySelectorAll("noscript").forEach((each) => each.remove()); /* says only what is missing here */
      return document.body.innerText.split("\n").map((each) => each.replace(/\d+/g, "#").replace(/^It is [a-z -]+(?= on |\.)/, "It is #").trim()).filter(Boolean);
    },
  };
})();
