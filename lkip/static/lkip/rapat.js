// Arrow keys walk through a meeting. Without it the links do the same.
"use strict";
document.addEventListener("keydown", (event) => {
  const relation = { ArrowRight: "next", ArrowLeft: "prev" }[event.key];
  const busy = event.target.closest("input, textarea, select, [contenteditable], .gulir:focus");
  if (!relation || busy || event.repeat || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  const link = document.querySelector(`a[rel=${relation}]`);
  if (link) {
    event.preventDefault();
    link.click();
  }
});
