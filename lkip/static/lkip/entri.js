// An entry grid: saves each row by itself, keeps what could not be sent, moves by keyboard.
// It computes nothing: achievement and questions come from the server.
//
// The form says how its rows are: `data-sebagian` when a row may be saved partly filled. A row
// says where it is saved (`data-simpan`, `data-pratinjau`), its key in field names
// (`data-kode`), what to call it (`data-sebut`, else the key), in which column of the page the
// keyboard moves (`data-jalur`), and `data-terisi` when its version is no number.
"use strict";
(() => {
  const form = document.getElementById("entri");
  if (!form) return;
  const kabar = document.getElementById("kabar");
  const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  const rows = [...form.querySelectorAll("[data-simpan]")];
  const page = new URL(form.action);
  const memory = `entri:${document.body.dataset.akun}:${page.pathname}`;
  const state = new Map();
  let leaving = false;
  let newest = 0;

  const fields = (row) => [...row.querySelectorAll("input:not([type=checkbox]), select, textarea")];
  const numbers = (row) => [...row.querySelectorAll("input.angka")];
  const snapshot = (row) => fields(row).filter((f) => f.type !== "hidden").map((f) => f.value).join("\u0001");
  const sebut = (row) => row.dataset.sebut || row.dataset.kode;
  const lane = (row) => rows.filter((r) => r.dataset.jalur === row.dataset.jalur);
  // Half a number is nobody's value: what is typed counts once the field or the row was left.
  const left = (row) => snapshot(row) === state.get(row).wanted;
  const versi = (row) => row.querySelector("input[type=hidden]");
  const say = (text, urgent = false) => {
    kabar.textContent = text;
    kabar.classList.toggle("penting", urgent);
  };

  // --- What could not be sent stays in this browser, for this page and this account alone.
  const read = () => {
    try { return JSON.parse(localStorage.getItem(memory) || "{}"); } catch { return {}; }
  };
  const remember = (row) => {
    const kept = read();
    kept[row.dataset.kode] = Object.fromEntries(fields(row).map((f) => [f.name, f.value]));
    try { localStorage.setItem(memory, JSON.stringify(kept)); } catch { /* private mode: the page itself still holds it */ }
  };
  const forget = (row) => {
    const kept = read();
    delete kept[row.dataset.kode];
    try { localStorage.setItem(memory, JSON.stringify(kept)); } catch { /* nothing kept */ }
  };

  const body = (row) => {
    const data = new URLSearchParams();
    for (const field of fields(row)) data.append(field.name, field.value);
    data.append("csrfmiddlewaretoken", token);
    return data;
  };
  const message = (row, nodes) => row.querySelector(".pesan").replaceChildren(...nodes);
  const sentence = (text, kind = "galat") => {
    const p = document.createElement("p");
    p.className = kind;
    p.textContent = text;
    return p;
  };
  const button = (label, act) => {
    const b = document.createElement("button");
    b.type = "button";
    b.className = "btn btn-sm btn-outline-secondary me-1";
    b.textContent = label;
    b.addEventListener("click", act);
    return b;
  };

  const post = (url, row) => fetch(url, {
    method: "POST",
    body: body(row),
    headers: { "X-Requested-With": "XMLHttpRequest" },
    credentials: "same-origin",
    redirect: "manual",
  });

  async function save(row) {
    const info = state.get(row);
    const now = snapshot(row);
    // While an answer is under way the row may be left again, or typed in: only what was left is sent.
    info.wanted = now;
    if (now === info.saved || info.busy) return;
    const empty = numbers(row).every((f) => !f.value.trim());
    remember(row);
    row.classList.add("belum-tersimpan");
    const keadaan = row.querySelector("select");
    const told = keadaan !== null && keadaan.value !== "ada";
    if (empty && !told && !info.had) { say("Isian " + sebut(row) + " menunggu angkanya."); return; }
    info.busy = true;
    let answer;
    try {
      answer = await post(row.dataset.simpan, row);
    } catch {
      info.busy = false;
      say("Sambungan terputus. Isian disimpan di peramban ini dan dikirim begitu tersambung.", true);
      return;
    }
    info.busy = false;
    if (answer.type === "opaqueredirect" || answer.status === 401) { expired(); return; }
    let data;
    try { data = await answer.json(); } catch {
      say("Peladen menolak menyimpan (" + answer.status + "). Isian Anda tetap ada; muat ulang halaman lalu coba lagi.", true);
      return;
    }
    if (data.keadaan === "tersimpan") accepted(row, data, now);
    else if (data.keadaan === "bentrok") conflict(row, data);
    else refused(row, data, now);
    if (snapshot(row) === now || data.keadaan !== "tersimpan") return;
    remember(row);
    row.classList.add("belum-tersimpan");
    if (left(row)) save(row);
  }

  function expired() {
    kabar.classList.add("penting");
    kabar.replaceChildren("Sesi Anda berakhir. Isian tersimpan di peramban ini. ");
    const link = document.createElement("a");
    link.href = form.dataset.masuk + "?next=" + encodeURIComponent(page.pathname + page.search);
    link.textContent = "Masuk lagi untuk melanjutkan";
    link.addEventListener("click", () => { leaving = true; });
    kabar.append(link);
  }

  function accepted(row, data, sent) {
    const info = state.get(row);
    info.saved = sent;
    info.had = true;
    versi(row).value = data.versi;
    for (const name of ["capaian", "lencana", "kurang"]) {
      if (name in data) row.querySelector("." + name).innerHTML = data[name];
    }
    if (data.halaman) elsewhere(data);
    row.classList.remove("belum-tersimpan", "bermasalah");
    message(row, []);
    forget(row);
    say(sebut(row) + " tersimpan pukul " + new Date().toLocaleTimeString("id-ID", { hour: "2-digit", minute: "2-digit" }) + ".");
  }

  // Totals and sums elsewhere on the page, by the id of their element. Answers may overtake each
  // other; the one that read the page's figures last knows the most.
  function elsewhere(data) {
    if (data.urutan < newest) return;
    newest = data.urutan;
    for (const [id, html] of Object.entries(data.halaman)) {
      const part = document.getElementById(id);
      if (part) part.innerHTML = html;
    }
  }

  function refused(row, data, sent) {
    row.classList.add("bermasalah");
    state.get(row).refused = sent;
    if (snapshot(row) === sent) row.querySelector(".capaian").replaceChildren();
    const nodes = Object.values(data.galat).flat().map((t) => sentence(t));
    for (const [name, choices] of Object.entries(data.pilihan)) {
      const field = row.querySelector("[name='" + row.dataset.kode + "-" + name + "']");
      for (const choice of choices) nodes.push(button(choice, () => { field.value = choice; save(row); field.focus(); }));
    }
    message(row, nodes);
    say(sebut(row) + " belum tersimpan.", true);
  }

  function conflict(row, data) {
    row.classList.add("bermasalah");
    const mine = data.isian || numbers(row).map((f) => f.value).join(" ÷ ");
    message(row, [
      sentence(Object.values(data.galat).flat().join(" ")),
      sentence(data.tersimpan + " Isian Anda: " + mine + ".", "kecil"),
      button("Pakai isian saya", () => { versi(row).value = data.versi; state.get(row).saved = null; save(row); }),
      button("Pakai yang tersimpan", () => { forget(row); leaving = true; location.reload(); }),
    ]);
    say(sebut(row) + ": dua orang mengisi nilai yang sama.", true);
  }

  // --- What a value comes to, while typing.
  async function preview(row) {
    const cell = row.querySelector(".capaian");
    const asked = snapshot(row);
    try {
      const answer = await post(row.dataset.pratinjau, row);
      const { saved, refused } = state.get(row);
      if (!answer.ok || snapshot(row) !== asked || asked === saved || asked === refused) return;
      const data = await answer.json();
      cell.replaceChildren(sentence(data.penjelasan, "kecil"), ...data.pertanyaan.map((t) => sentence("? " + t, "kecil tanya")));
    } catch { /* no connection: saving will say so */ }
  }

  function move(row, step, index) {
    const column = lane(row);
    for (let i = column.indexOf(row) + step; i >= 0 && i < column.length; i += step) {
      const next = numbers(column[i]);
      if (next.length) { const f = next[Math.min(index, next.length - 1)]; f.focus(); f.select(); return; }
    }
  }

  function paste(event, row, index) {
    const text = (event.clipboardData || window.clipboardData).getData("text");
    const lines = text.replace(/\r/g, "").replace(/\n$/, "").split("\n").map((l) => l.split("\t"));
    if (lines.length === 1 && lines[0].length === 1) return;
    event.preventDefault();
    const column = lane(row);
    let at = column.indexOf(row);
    let filled = 0;
    for (const line of lines) {
      if (at >= column.length) break;
      const targets = numbers(column[at]).slice(index);
      line.slice(0, targets.length).forEach((value, i) => { if (!targets[i].readOnly) targets[i].value = value.trim(); });
      save(column[at]);
      at += 1;
      filled += 1;
    }
    say(filled + " baris ditempel" + (filled < lines.length ? "; " + (lines.length - filled) + " baris tidak mendapat tempat." : "."), filled < lines.length);
  }

  for (const row of rows) {
    // A plain form that was refused comes back with what was typed: none of that is stored.
    state.set(row, { saved: "belum" in row.dataset ? null : snapshot(row), busy: false, had: Number(versi(row).value) > 0 || "terisi" in row.dataset });
    let timer;
    numbers(row).forEach((field, index) => {
      field.addEventListener("keydown", (event) => {
        if (event.key === "Enter" || event.key === "ArrowDown") { event.preventDefault(); save(row); move(row, 1, index); }
        if (event.key === "ArrowUp") { event.preventDefault(); save(row); move(row, -1, index); }
      });
      field.addEventListener("paste", (event) => paste(event, row, index));
      field.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(() => preview(row), 350); });
    });
    row.addEventListener("input", () => remember(row));
    // Between numerator and denominator nothing is wrong yet; leaving the row says it is done.
    const partly = () => !("sebagian" in form.dataset) && numbers(row).some((f) => f.value.trim()) && numbers(row).some((f) => !f.value.trim());
    row.addEventListener("change", () => { if (!partly() && snapshot(row) !== state.get(row).refused) save(row); });
    row.addEventListener("focusout", (event) => {
      if (!row.contains(event.relatedTarget) && snapshot(row) !== state.get(row).refused) save(row);
    });
  }

  // --- What an earlier visit could not send comes back into its fields.
  const kept = read();
  for (const row of rows) {
    if ("belum" in row.dataset) { remember(row); continue; }
    const values = kept[row.dataset.kode];
    if (!values) continue;
    const shown = snapshot(row);
    for (const field of fields(row)) {
      if (field.name in values) field.value = values[field.name];
    }
    if (snapshot(row) === shown) forget(row);
    else {
      const more = row.querySelector("details");
      if (more) more.open = true;
      save(row);
    }
  }

  window.addEventListener("online", () => rows.filter(left).forEach(save));
  setInterval(() => { if (navigator.onLine) rows.filter((r) => left(r) && r.classList.contains("belum-tersimpan") && !r.classList.contains("bermasalah")).forEach(save); }, 15000);
  form.addEventListener("submit", () => { leaving = true; });
  window.addEventListener("beforeunload", (event) => {
    const open = rows.some((row) => snapshot(row) !== state.get(row).saved);
    if (open && !leaving) event.preventDefault();
  });
})();
