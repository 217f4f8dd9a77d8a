"""The dashboard on paper: the numbers of its page, A4 landscape."""

from __future__ import annotations

from datetime import date

from django.http import QueryDict
from django.template.loader import render_to_string

from reports.filters import SaringDasbor, periode_dari
from reports.queries import dasbor, periode_baku
from reports.rendering import Progress, render_pdf
from reports.tables import KERTAS, tabel_hitungan, tabel_indikator, tabel_mutu
from workforce.models import PerangkatDaerah


def saring_dasbor(pd: PerangkatDaerah, tahun: int, pilihan: QueryDict, hari: date) -> SaringDasbor:
    """The dashboard that an address asks for: its period, with its filters."""
    periode = periode_dari(pilihan, periode_baku(tahun, hari))
    return SaringDasbor(pilihan, dasbor(pd, tahun, periode, hari=hari))


def cetak_html(form: SaringDasbor, hari: date) -> str:
    """The dashboard as one HTML file for the printer."""
    papan = form.papan
    context = {
        "papan": papan,
        "form": form,
        "hari": hari,
        "hitungan": tabel_hitungan(form),
        "mutu": tabel_mutu(form),
        "perlu": tabel_indikator(form.perlu_keputusan, KERTAS),
        "lainnya": tabel_indikator(form.lainnya, KERTAS),
    }
    return render_to_string("reports/cetak_dasbor.html", context)


def dashboard_pdf(
    pd: PerangkatDaerah,
    tahun: int,
    pilihan: str,
    *,
    hari: date,
    progress: Progress | None = None,
) -> bytes:
    """The dashboard of an address as tagged PDF; raises PdfGagal."""
    form = saring_dasbor(pd, tahun, QueryDict(pilihan), hari)
    return render_pdf([cetak_html(form, hari)], progress=progress)
