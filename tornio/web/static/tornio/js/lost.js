/* The strip that says the connection has dropped. Whoever notices tells the document ("tornio:lost"); it shows while any does. */

const missing = new Set();
document.addEventListener("tornio:lost", ({ detail }) => {
  const strip = document.getElementById("lost");
  if (!strip) return;
  detail.is ? missing.add(detail.who) : missing.delete(detail.who);
  strip.hidden = missing.size === 0;
});
