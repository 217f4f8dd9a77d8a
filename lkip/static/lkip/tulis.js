// The editor of a text of the report. The textarea stays what is sent: without this script it is
// the editor; with it Trix writes into it. Facts are chips in the editor and [[addresses]] in the
// textarea. What is kept is cleaned by the server, whatever arrives there.
"use strict";
(() => {
  const form = document.getElementById("tulis");
  if (!form || typeof Trix === "undefined") return;
  const area = form.querySelector("textarea[name=isi]");
  const toolbar = document.getElementById("alat-tulis");
  const told = document.getElementById("fakta-terpilih");
  const values = JSON.parse(form.dataset.fakta);
  const TYPE = "application/vnd.lkip.fakta";

  Trix.config.blockAttributes.heading1.tagName = "h4";
  for (const name of ["sub", "sup"]) Trix.config.textAttributes[name] = { tagName: name, inheritable: true };
  document.documentElement.classList.add("ada-skrip");

  const escaped = (text) => {
    const box = document.createElement("div");
    box.textContent = text;
    return box.innerHTML.replace(/"/g, "&quot;");
  };
  const chip = (address) => {
    const known = address in values;
    const shown = known ? values[address] : "[[" + address + "]]";
    return {
      contentType: TYPE,
      alamat: address,
      content: '<span class="' + (known ? "fakta" : "fakta-hilang") + '">' + escaped(shown) + "</span>",
    };
  };
  const figure = (address) => '<figure data-trix-attachment="' + escaped(JSON.stringify(chip(address.trim()))) + '"></figure>';

  // Paragraphs become the editor's own blocks: within a <p> no chip could stand.
  function toEditor(html) {
    const blocks = /<(?:p|div|h4|ul|ol|li)\b/i.test(html) ? html : escaped(html).replace(/\r?\n\r?\n/g, "<br><br>");
    return blocks
      .replace(/\r?\n/g, " ")
      .replace(/<\/p>\s*<p>/g, "<br><br>")
      .replace(/<p>/g, "<div>")
      .replace(/<\/p>/g, "</div>")
      .replace(/\s*(<\/?(?:ul|ol|li|div|h4)>)\s*/g, "$1")
      .replace(/\[\[([^\]]+)\]\]/g, (_, address) => figure(address));
  }
  function fromEditor(html) {
    return html.replace(/<figure[^>]*data-trix-attachment="([^"]*)"[^>]*>[\s\S]*?<\/figure>/g, (_, json) => {
      const box = document.createElement("textarea");
      box.innerHTML = json;
      return "[[" + (JSON.parse(box.value).alamat || "") + "]]";
    });
  }
  function bare(html) {
    const body = html.replace(/^[\s\S]*<body[^>]*>|<\/body>[\s\S]*$/gi, "");
    return body
      .replace(/<!--[\s\S]*?-->|<(style|script|title|xml|svg|math)\b[\s\S]*?<\/\1>/gi, "")
      .replace(/<(\/?)(p|div|h[1-6]|ul|ol|li|br|strong|em|b|i|sub|sup|table|tbody|thead|tr|td|th)\b[^>]*>|<[/!?a-z][^>]*>/gi,
        (_, slash, tag) => (tag ? "<" + slash + (/^h[1-6]$/i.test(tag) ? "h4" : tag.toLowerCase()) + ">" : ""));
  }

  const editor = document.createElement("trix-editor");
  editor.id = "tulis-trix";
  editor.className = "form-control naskah-trix";
  editor.setAttribute("toolbar", toolbar.id);
  editor.setAttribute("aria-label", area.labels[0].textContent);
  let saved = "";
  let leaving = false;

  editor.addEventListener("trix-initialize", () => {
    editor.editor.loadHTML(toEditor(area.value));
    saved = area.value === area.defaultValue ? fromEditor(editor.value) : "";
    form.dataset.siap = "";
  });
  // What came back after a login stands in the textarea.
  area.addEventListener("input", () => { if ("siap" in form.dataset) editor.editor.loadHTML(toEditor(area.value)); });
  editor.addEventListener("trix-change", () => {
    if ("siap" in form.dataset) area.value = fromEditor(editor.value);
  });
  // Files and pictures of a paste have no place in a text; only facts do.
  editor.addEventListener("trix-file-accept", (event) => event.preventDefault());
  editor.addEventListener("trix-attachment-add", (event) => {
    if (event.attachment.getAttribute("contentType") !== TYPE) event.attachment.remove();
  });
  // What a word processor brings is bared before the browser reads it: it would try its styles and
  // pictures, and be refused by the page's policy.
  editor.addEventListener("paste", (event) => {
    const html = event.clipboardData && event.clipboardData.getData("text/html");
    if (!html) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    editor.editor.insertHTML(toEditor(bare(html)));
  }, true);
  editor.addEventListener("click", (event) => {
    const found = event.target.closest("figure[data-trix-attachment]");
    if (!found) { told.textContent = ""; return; }
    const { alamat } = JSON.parse(found.dataset.trixAttachment);
    told.textContent = "Fakta [[" + alamat + "]]: " + (values[alamat] || "tidak dapat dicetak") + ". Hapus dengan tombol Delete.";
  });

  toolbar.hidden = false;
  area.hidden = true;
  area.labels[0].htmlFor = editor.id;
  area.after(editor);

  // --- Facts and suggestions, put in where the cursor is.
  document.addEventListener("click", (event) => {
    const fact = event.target.closest("[data-sisip]");
    const text = event.target.closest("[data-saran]");
    if (fact) {
      values[fact.dataset.sisip] = fact.dataset.nilai;
      editor.editor.insertAttachment(new Trix.Attachment(chip(fact.dataset.sisip)));
      editor.editor.insertString(" ");
      told.textContent = fact.dataset.nilai + " disisipkan.";
    } else if (text) {
      event.preventDefault();
      Object.assign(values, JSON.parse(text.dataset.fakta));
      editor.editor.insertHTML(toEditor(text.dataset.saran));
      told.textContent = "Saran disisipkan. Sesuaikan kalimatnya.";
    } else return;
    editor.focus();
  });

  form.addEventListener("submit", () => { leaving = true; });
  window.addEventListener("beforeunload", (event) => {
    if (!leaving && "siap" in form.dataset && fromEditor(editor.value) !== saved) event.preventDefault();
  });
})();
