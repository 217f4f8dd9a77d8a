"""The organisation chart, drawn from the unit tree."""

from reports import orgchart
from reports.context import Konteks
from reports.sections import DrawingSection


def _draw(konteks: Konteks, title: str) -> str:
    return orgchart.render(konteks.pohon_unit, title) if konteks.pohon_unit else ""


SECTION = DrawingSection(
    slug="bagan-organisasi",
    title=lambda k: f"Struktur organisasi {k.pd.singkatan}",
    draw=_draw,
    landscape=True,
)
