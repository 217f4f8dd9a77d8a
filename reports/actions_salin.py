"""The next year's report begins with this year's texts, each marked as not yet reviewed."""

from __future__ import annotations

import re

from django.db import transaction

from indicators.models import AnalisisIndikator
from reports.actions_tulis import simpan_di_tempatnya
from reports.context import Konteks
from reports.enums import KeadaanTulis
from reports.models import BagianTulis
from reports.queries_tulis import BagianLaporan, daftar_bagian
from reports.rules_tulis import kenapa_tidak_membagi
from reports.sections.indikator import ANALYSIS, slug_analisis
from reports.teks import CHIP
from workforce.actions import atas_nama, tolak
from workforce.models import User
from workforce.rules import MENULIS, wewenang

_TAHUN = re.compile(r"(?<=\.)(?:19|20)\d\d(?=\.|$)")


def geser_tahun(teks: str, tahun: int) -> str:
    """A text whose facts of a named year point that many years later."""

    def later(match: re.Match[str]) -> str:
        return f"[[{_TAHUN.sub(lambda year: str(int(year[0]) + tahun), match[1].strip())}]]"

    return CHIP.sub(later, teks)


@transaction.atomic
def salin_teks(*, konteks: Konteks, by: User) -> int:
    """Copy the texts of the year before into those still empty; return how many.

    Facts of a named year move on with the report, so that last year's value does not stand in
    this year's place. Raises Ditolak when the right does not reach or nothing can be copied.
    """
    reason = kenapa_tidak_membagi(wewenang(by, MENULIS, konteks.pd))
    old = _teks_lalu(konteks)
    empty = [part for part in daftar_bagian(konteks) if not part.teks and part.slug in old]
    if not reason and not empty:
        reason = f"Tidak ada teks tahun {konteks.tahun - 1} untuk bagian yang masih kosong."
    tolak(reason)
    with atas_nama(by) as written:
        for part in empty:
            row = simpan_di_tempatnya(konteks, part, geser_tahun(old[part.slug], 1))
            written.tambah(row._meta.db_table, row.pk)
            _tandai(konteks, part, by)
    return len(empty)


def _teks_lalu(konteks: Konteks) -> dict[str, str]:
    """Texts of the year before by section; analyses whether or not they were promised then."""
    before = Konteks(konteks.pd, konteks.tahun - 1)
    rows = AnalisisIndikator.objects.of_pd(konteks.pd).filter(tahun=before.tahun)
    found = dict(before.narasi)
    for row in rows.select_related("indikator"):
        for name, _ in ANALYSIS:
            if text := getattr(row, name):
                found[slug_analisis(name, row.indikator.kode)] = text
    return found


def _tandai(konteks: Konteks, part: BagianLaporan, by: User) -> None:
    """Writers and approvers of this year stay; the text counts as written, not as reviewed."""
    row, made = BagianTulis.objects.get_or_create(
        pd=konteks.pd,
        tahun=konteks.tahun,
        bagian=part.slug,
        defaults={
            "indikator": part.baris.indikator if part.baris else None,
            "keadaan": KeadaanTulis.DITULIS,
            "disalin_dari": konteks.tahun - 1,
            "diubah_oleh": by,
        },
    )
    if not made:
        row.keadaan, row.sidik = KeadaanTulis.DITULIS, ""
        row.diajukan_oleh = row.disetujui_oleh = row.disetujui_pada = None
        row.disalin_dari = konteks.tahun - 1
        row.versi += 1
        row.diubah_oleh = by
        row.save()
