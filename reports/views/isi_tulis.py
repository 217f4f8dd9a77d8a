"""What the page of a text shows beside its form, for a text that is stored or just typed."""

from __future__ import annotations

import json
from typing import Any

from reports.angka_ketikan import angka_diketik, dugaan
from reports.context import Konteks
from reports.fakta_teks import fakta_untuk, masalah_fakta, nilai_chip, pratinjau
from reports.forms_tulis import CariFaktaForm
from reports.katalog_fakta import bernilai
from reports.queries_tulis import SatuTulis
from reports.saran import saran
from reports.teks import jumlah_kata


def hasil(konteks: Konteks, satu: SatuTulis, text: str) -> dict[str, Any]:
    """The preview of a text and what is to be mended in it."""
    fakta, typed = fakta_untuk(konteks, text), angka_diketik(text)
    known = [(f.alamat, f.nama, f.nilai) for f in bernilai(fakta)] if typed else []
    printed = text or satu.tulis.bagian.cadangan
    return {
        "pratinjau": pratinjau(fakta, satu.tulis.bagian, printed) if printed else "",
        "cadangan": not text,
        "masalah": masalah_fakta(fakta, text),
        "kata": jumlah_kata(text),
        "angka": dugaan(typed, known),
    }


def alat(konteks: Konteks, satu: SatuTulis, text: str) -> dict[str, Any]:
    """What the editor beside the preview needs: values of its chips, suggestions, the search."""
    fakta = fakta_untuk(konteks, text)
    made = saran(fakta, satu.tulis.bagian)
    return {
        "nilai": json.dumps(nilai_chip(fakta, text)),
        "saran": [(row, json.dumps(nilai_chip(fakta, row.html))) for row in made],
        "cari": CariFaktaForm(),
    }
