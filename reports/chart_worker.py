"""Child process of `reports.charts`: draws a batch of specifications and ends.

Runs as a script, outside Django. Reads a job as JSON from standard input and writes one SVG
per specification, each under a temporary name first so that no reader sees half a file.
"""

import json
import os
import re
import sys
from pathlib import Path

import vl_convert

# Frames of groups without paint: nothing to see, but the printer walks through every one.
UNSEEN = re.compile(r'<path class="(?:background|foreground)"(?:(?!\bfill=|\bstroke=)[^>])*/>')


def main() -> None:
    """Draw the batch."""
    job = json.load(sys.stdin)
    for folder in {path.parent for path in Path(job["fonts"]).rglob("*.ttf")}:
        vl_convert.register_font_directory(str(folder))
    for key, spec in job["specs"].items():
        markup = vl_convert.vegalite_to_svg(spec, format_locale=job["locale"], allowed_base_urls=[])
        target = Path(job["folder"]) / f"{key}.svg"
        partial = target.with_suffix(f".{os.getpid()}")
        partial.write_text(UNSEEN.sub("", markup), encoding="utf-8")
        partial.replace(target)


if __name__ == "__main__":
    main()
