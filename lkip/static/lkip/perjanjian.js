// Targets of a draft: what does not add up is told while typing. The rule lives on the server.
"use strict";
(() => {
  const form = document.getElementById("target");
  if (!form) return;
  const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  for (const row of form.querySelectorAll("tr[data-periksa]")) {
    let timer;
    const check = async () => {
      const data = new URLSearchParams({ csrfmiddlewaretoken: token });
      for (const field of row.querySelectorAll("input")) data.append(field.name, field.value);
      let answer;
      try { answer = await fetch(row.dataset.periksa, { method: "POST", body: data, redirect: "error" }); } catch { return; }
      if (!answer.ok) return;
      const { masalah } = await answer.json();
      row.querySelector(".masalah").replaceChildren(...masalah.map((text) => {
        const p = document.createElement("p");
        p.className = "galat";
        p.textContent = text;
        return p;
      }));
    };
    row.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(check, 350); });
  }
})();
