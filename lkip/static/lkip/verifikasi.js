// Keyboard through the queue of verifiers. Without it every link and button works the same.
"use strict";
(() => {
  const hint = document.querySelector(".pintasan");
  if (!hint) return;
  const memory = "verifikasi:pintasan";
  const toggle = hint.querySelector("[data-pintasan]");
  const shown = hint.querySelector("[data-hidup]");
  const links = [...document.querySelectorAll("[data-antrean] th a")];
  const reason = document.querySelector("#putusan textarea");
  const accept = document.querySelector("[data-terima]");

  // Single keys can be switched off: speech input and slips of the hand press them, too.
  const apply = (on) => { toggle.checked = on; shown.hidden = !on; };
  let kept = null;
  try { kept = localStorage.getItem(memory); } catch { /* private mode: on */ }
  apply(kept !== "mati");
  hint.hidden = false;
  toggle.addEventListener("change", () => {
    apply(toggle.checked);
    try { localStorage.setItem(memory, toggle.checked ? "hidup" : "mati"); } catch { /* this page only */ }
  });

  const step = (direction) => {
    if (links.length) {
      const at = links.indexOf(document.activeElement);
      const next = at < 0 ? (direction > 0 ? 0 : links.length - 1) : at + direction;
      links[Math.min(Math.max(next, 0), links.length - 1)].focus();
      return;
    }
    const link = document.querySelector(direction > 0 ? "a[rel=next]" : "a[rel=prev]");
    if (link) link.click();
  };
  const keys = {
    j: () => step(1),
    arrowright: () => step(1),
    k: () => step(-1),
    arrowleft: () => step(-1),
    t: () => { if (accept && !accept.disabled) accept.click(); },
    r: () => { if (reason) reason.focus(); },
  };
  document.addEventListener("keydown", (event) => {
    const busy = event.target.closest("input, textarea, select, [contenteditable], .gulir:focus");
    if (busy || event.repeat || event.ctrlKey || event.metaKey || event.altKey || !toggle.checked) return;
    const act = keys[event.key.toLowerCase()];
    if (!act) return;
    event.preventDefault();
    act();
  });
})();
