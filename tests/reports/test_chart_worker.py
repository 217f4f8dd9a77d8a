"""The child process that draws, run once in this process."""

from __future__ import annotations

import io
import json

from reports import chart_worker
from reports.charts import LOKAL, Chart, Titik
from reports.rendering import STATIC


def test_batch_is_drawn_with_own_fonts_and_numbers(tmp_path, monkeypatch):
    folder = tmp_path / "gambar"
    folder.mkdir()
    spec = Chart("kolom", (Titik("2023", 1234),), "orang", "").spec()
    job = {
        "folder": str(folder),
        "fonts": str(STATIC / "fonts"),
        "locale": LOKAL,
        "ending": "svg",
        "specs": {"satu": spec, "dua": spec},
    }
    monkeypatch.setattr("sys.stdin", io.StringIO(json.dumps(job)))

    chart_worker.main()

    assert sorted(path.name for path in folder.iterdir()) == ["dua.svg", "satu.svg"]
    markup = (folder / "satu.svg").read_text(encoding="utf-8")
    assert markup.startswith("<svg")
    assert "1.234" in markup
    assert "Source Sans 3" in markup
    assert "background" not in markup
    assert markup.count('fill="#1d5a8a"') == 1


def test_batch_of_pictures(tmp_path, monkeypatch):
    job = {
        "folder": str(tmp_path),
        "fonts": str(STATIC / "fonts"),
        "locale": LOKAL,
        "ending": "png",
        "specs": {"satu": Chart("kolom", (Titik("2023", 1234),), "orang", "").spec()},
    }
    monkeypatch.setattr("sys.stdin", io.StringIO(json.dumps(job)))

    chart_worker.main()

    assert (tmp_path / "satu.png").read_bytes().startswith(b"\x89PNG\r\n\x1a\n")
    assert [path.name for path in tmp_path.glob("satu*")] == ["satu.png"]
