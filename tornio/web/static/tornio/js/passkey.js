/* Reads or makes a passkey when its form is sent: asks the server what to ask, the device for an answer, and sends that. */

const bytes = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");
const named = (list) => (list ?? []).map((each) => ({ ...each, id: bytes(each.id) }));

function question({ publicKey: asked }) {
  const whole = { ...asked, challenge: bytes(asked.challenge) };
  if (asked.user) whole.user = { ...asked.user, id: bytes(asked.user.id) };
  if (asked.allowCredentials) whole.allowCredentials = named(asked.allowCredentials);
  if (asked.excludeCredentials) whole.excludeCredentials = named(asked.excludeCredentials);
  return { publicKey: whole };
}

function answer(made) {
  const told = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (made.response[name]) told[name] = text(made.response[name]);
  }
  return {
    id: made.id,
    rawId: text(made.rawId),
    type: made.type,
    response: told,
    clientExtensionResults: made.getClientExtensionResults(),
  };
}

async function take(form) {
  const asked = await fetch(form.dataset.ask, { headers: { Accept: "application/json" } });
  if (!asked.ok) throw new Error(String(asked.status));
  const whole = question(await asked.json());
  const made = form.dataset.passkey === "make" ? navigator.credentials.create(whole) : navigator.credentials.get(whole);
  form.elements.answer.value = JSON.stringify(answer(await made));
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = form.querySelector("button");
    const failed = form.querySelector("[data-failed]");
    button.disabled = true;
    failed.hidden = true;
    try {
      await take(form);
      form.submit();
    } catch {
      failed.hidden = false; /* said no, or has none: nothing was sent */
      button.disabled = false;
    }
  });
}
