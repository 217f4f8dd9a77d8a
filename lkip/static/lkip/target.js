// The grid of yearly targets: a block from a spreadsheet, moving by keyboard, a word before leaving.
"use strict";
(() => {
  const form = document.getElementById("target-tahunan");
  if (!form) return;
  for (const hint of document.querySelectorAll(".js-saja")) hint.hidden = false;
  const kabar = document.getElementById("kabar");
  const rows = [...form.querySelectorAll("tbody tr")]
    .map((row) => [...row.querySelectorAll("td")].slice(1).map((cell) => cell.querySelector("input")))
    .filter((cells) => cells.some(Boolean));
  const place = (field) => {
    const row = rows.findIndex((cells) => cells.includes(field));
    return [row, rows[row].indexOf(field)];
  };
  let changed = false;

  function move(field, step) {
    const [row, column] = place(field);
    for (let i = row + step; i >= 0 && i < rows.length; i += step) {
      if (rows[i][column]) { rows[i][column].focus(); rows[i][column].select(); return; }
    }
  }

  function paste(event, field) {
    const text = event.clipboardData.getData("text");
    const lines = text.replace(/\r/g, "").replace(/\n$/, "").split("\n").map((line) => line.split("\t"));
    if (lines.length === 1 && lines[0].length === 1) return;
    event.preventDefault();
    const [top, left] = place(field);
    let filled = 0;
    let lost = 0;
    lines.forEach((line, down) => line.forEach((value, right) => {
      const target = rows[top + down] && rows[top + down][left + right];
      if (target) { target.value = value.trim(); filled += 1; } else if (value.trim()) lost += 1;
    }));
    changed = true;
    kabar.classList.toggle("penting", lost > 0);
    kabar.textContent = filled + " sel ditempel" + (lost ? "; " + lost + " sel tidak mendapat tempat" : "") + ". Belum disimpan.";
  }

  for (const field of rows.flat().filter(Boolean)) {
    field.addEventListener("paste", (event) => paste(event, field));
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === "ArrowDown") { event.preventDefault(); move(field, 1); }
      if (event.key === "ArrowUp") { event.preventDefault(); move(field, -1); }
    });
  }
  form.addEventListener("input", () => { changed = true; });
  form.addEventListener("submit", () => { changed = false; });
  window.addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
})();
