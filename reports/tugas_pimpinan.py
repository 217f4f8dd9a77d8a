"""What waits for the head of an agency, for *Tugas saya* (`settings.KEBUTUHAN_APLIKASI`).

The same part as on top of the dashboard, so that both say the same, and the decisions of meetings
that are still open. These are no tasks with a due date of their own: nobody is mailed about them.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import groupby

from django.template.loader import render_to_string

from indicators.enums import StatusPerjanjian
from indicators.models import PerjanjianKinerja
from reports.enums import KeadaanKeputusan
from reports.models import KeputusanRapat
from reports.queries import dasbor, periode_baku
from reports.queries_rapat import BarisKeputusan, baris_keputusan
from reports.simpanan import Potongan, potongan, potongan_dari, sidik
from workforce.enums import Peran
from workforce.models import PerangkatDaerah, User


def kebutuhan(user: User, hari: date) -> list[str]:
    """Parts of a page, two for each agency that an account leads as a whole.

    Four queries for accounts that lead, none for others; those of a dashboard for each agency
    whose records changed since somebody looked.
    """
    led = [
        r.pd_id
        for r in user.roles
        if r.pd_id is not None and r.peran == Peran.PIMPINAN and r.unit_id is None
    ]
    if not led:
        return []
    agencies = PerangkatDaerah.objects.filter(pk__in=led, aktif=True).berstempel().order_by("nama")
    years = _tahun(led, hari)
    open_ones = _terbuka(led, hari)
    parts = []
    for pd in agencies:
        tahun = years.get(pd.pk)
        if tahun is not None:
            parts.append(_perlu(pd, tahun, hari))
        if pd.pk in open_ones:
            rows = open_ones[pd.pk]
            context = {"pd": pd, "tahun": tahun or hari.year, "keputusan": rows}
            parts.append(render_to_string("reports/tugas_keputusan.html", context))
    return parts


def _perlu(pd: PerangkatDaerah, tahun: int, hari: date) -> str:
    periode = periode_baku(tahun, hari)

    def make() -> Potongan:
        papan = dasbor(pd, tahun, periode, hari=hari)
        context = {"pd": pd, "tahun": tahun, "papan": papan, "sebutan": True}
        return potongan_dari("reports/dasbor_kebutuhan.html", context)

    return potongan(("kebutuhan", *sidik(pd), tahun, periode.value, hari), make)


def _tahun(led: Iterable[int], hari: date) -> dict[int, int]:
    """The newest year with an agreement of the head in force, by agency."""
    rows = PerjanjianKinerja.objects.filter(
        pd__in=led,
        jabatan__kepala_pd=True,
        status=StatusPerjanjian.BERLAKU,
        tahun__lte=hari.year,
    )
    return dict(rows.order_by("tahun").values_list("pd", "tahun"))


def _terbuka(led: Iterable[int], hari: date) -> dict[int, tuple[BarisKeputusan, ...]]:
    """Open decisions by agency, what is longest overdue first."""
    rows = KeputusanRapat.objects.filter(pd__in=led, keadaan=KeadaanKeputusan.TERBUKA)
    found = rows.select_related("indikator", "unit").order_by("pd", "tenggat", "pk")
    return {pk: baris_keputusan(group, hari) for pk, group in groupby(found, lambda r: r.pd_id)}
