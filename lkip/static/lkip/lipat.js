// On a phone, parts that only matter to whoever asks are folded at first; the rest of the page
// says what they hold. Without this script everything is open.
"use strict";

if (window.matchMedia("(max-width: 700px)").matches) {
  const wanted = window.location.hash && document.getElementById(window.location.hash.slice(1));
  for (const part of document.querySelectorAll("details[data-lipat]")) {
    if (!wanted || !part.contains(wanted)) part.open = false;
  }
}
