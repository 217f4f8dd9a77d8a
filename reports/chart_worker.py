"""Child process of `reports.charts`: draws a batch of specifications and ends.

Runs as a script, outside Django. Reads a job as JSON from standard input and writes one SVG or
PNG per specification, each under a temporary name first so that no reader sees half a file.
"""

import json
import os
import re
import sys
from pathlib import Path
from typing import Any

import vl_convert

# Frames of groups without paint: nothing to see, but the printer walks through every one.
UNSEEN = re.compile(r'<path class="(?:background|foreground)"(?:(?!\bfill=|\bstroke=)[^>])*/>')

# Pixels of a PNG for each of the drawing: sharp on paper.
SCALE = 2


def main() -> None:
    """Draw the batch."""
    job = json.load(sys.stdin)
    for folder in {path.parent for path in Path(job["fonts"]).rglob("*.ttf")}:
        vl_convert.register_font_directory(str(folder))
    for key, spec in job["specs"].items():
        target = Path(job["folder"]) / f"{key}.{job['ending']}"
        partial = target.with_suffix(f".{os.getpid()}")
        partial.write_bytes(draw(spec, job["ending"], job["locale"]))
        partial.replace(target)


def draw(spec: dict[str, Any], ending: str, locale: dict[str, Any]) -> bytes:
    """One chart, SVG or PNG."""
    if ending == "png":
        return vl_convert.vegalite_to_png(
            spec, scale=SCALE, format_locale=locale, allowed_base_urls=[]
        )
    markup = vl_convert.vegalite_to_svg(spec, format_locale=locale, allowed_base_urls=[])
    return UNSEEN.sub("", markup).encode()


if __name__ == "__main__":
    main()
