/* Leave quickly, at once: the page goes before the sign-out has answered. Escape pressed three times leaves too.
   Without this file the button is an ordinary form and does the same, a little slower. */

const form = document.querySelector("form[data-leave]");

function leave() {
  sessionStorage.clear();
  document.documentElement.hidden = true; /* nothing to see while the next page comes */
  const told = navigator.sendBeacon(form.action, new FormData(form));
  if (!told) return form.submit();
  history.replaceState(null, "", "/");
  window.location.replace(form.dataset.leave);
}

if (form) {
  let pressed = [];
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    leave();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return void (pressed = []);
    pressed = [...pressed, event.timeStamp].slice(-3);
    if (pressed.length === 3 && pressed[2] - pressed[0] < 2000) leave();
  });
  /* A page that the browser kept whole is fetched again, and finds nobody signed in. */
  window.addEventListener("pageshow", (event) => event.persisted && window.location.reload());
}
