// What is typed into a form outlives its sending when that ended at the login or at an outdated form:
// it comes back to the account that typed it. Kept in this tab alone, until the server has answered
// and for a quarter of an hour at most; never a password or a code, and no file.
"use strict";
(() => {
  const memory = "jaga:kiriman";
  const longest = 15 * 60 * 1000;
  const here = location.pathname + location.search;
  const account = document.body.dataset.akun || "";
  const write = (sent) => {
    try {
      if (sent) sessionStorage.setItem(memory, JSON.stringify(sent));
      else sessionStorage.removeItem(memory);
    } catch { /* private mode: the browser's own way back is left */ }
  };
  const read = () => {
    try { return JSON.parse(sessionStorage.getItem(memory)); } catch { return null; }
  };
  const secret = "[type=password], [autocomplete=one-time-code]";
  const unkept = ["file", "submit", "button", "reset", "image", "password"];
  // What the page showed when it was opened goes along, so that a change by others is still told.
  const fields = (form) => [...form.elements].filter((f) => f.name && f.name !== "csrfmiddlewaretoken" && !unkept.includes(f.type));
  const boxed = (field) => ["checkbox", "radio"].includes(field.type);
  const target = (form) => form.getAttribute("action") || "";

  // The grids keep their rows by themselves.
  const guarded = (form) => account && form.method === "post" && !form.dataset.masuk && !form.querySelector(secret) && fields(form).some((f) => f.type !== "hidden");
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || !guarded(form)) return;
    const typed = fields(form).map((f) => [f.name, boxed(f) ? f.checked : f.value]);
    write({ page: here, account, until: Date.now() + longest, target: target(form), typed, lost: false });
  });

  const sent = read();
  if (!sent) return;
  const ended = document.querySelector("[data-terputus]");
  // Another page: the server has taken what was sent, or said what is wrong with it.
  const wanted = new URLSearchParams(location.search).get("next");
  const lost = sent.lost || (ended && (ended.dataset.terputus || wanted === sent.page));
  const left = sent.until - Date.now();
  if (!lost || !(left > 0) || (account && account !== sent.account)) { write(null); return; }
  if (ended || !account) {
    write({ ...sent, lost: true });
    setTimeout(() => write(null), left);
    for (const link of document.querySelectorAll("[data-kembali]")) {
      link.href = sent.page;
      link.hidden = false;
    }
    return;
  }
  if (here !== sent.page) return;
  write(null);
  const same = (form) => target(form) === sent.target && guarded(form)
    && fields(form).map((f) => f.name).join() === sent.typed.map(([name]) => name).join();
  const found = [...document.forms].filter(same);
  if (found.length !== 1) return;
  fields(found[0]).forEach((field, i) => {
    if (boxed(field)) field.checked = sent.typed[i][1];
    else field.value = sent.typed[i][1];
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
  for (let box = found[0].closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
  const told = document.createElement("p");
  told.className = "alert alert-info";
  told.setAttribute("role", "status");
  told.textContent = "Yang Anda tulis sebelum sesi berakhir sudah dikembalikan. Periksa, lalu kirim lagi. Berkas perlu dipilih ulang.";
  found[0].before(told);
})();
