"""What of an indicator needs the head of the agency, and what needs her first.

One ordered list says it: the first line that holds ranks the indicator, the others are told with
it. A good figure that nothing proves, or that no second person accepted, is not finished. The
order is ours; no regulation has one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from lkip.numbers import format_date, format_number, round_half_up
from reports.enums import JenisKebutuhan, StatusKinerja

SERATUS = Decimal(100)


@dataclass(frozen=True)
class Keadaan:
    """What the list looks at. `persen` is the achievement, `langkah` the step of the value.

    `ada` says whether the due value is there, `batas` is the last day of its entry, None when no
    window was made. `menunggu` is a value that was said not to be released yet, `perkiraan` its
    expected day.
    """

    status: StatusKinerja
    persen: Decimal | None
    ada: bool
    berbukti: bool
    terverifikasi: bool
    hari: date
    batas: date | None = None
    menunggu: bool = False
    perkiraan: date | None = None
    langkah: str = ""

    @property
    def hilang(self) -> bool:
        """Whether a due value is not there, or cannot be measured."""
        return self.status == StatusKinerja.BELUM_DILAPORKAN

    @property
    def lewat(self) -> bool:
        """Whether the last day of entry has passed."""
        return self.batas is not None and self.batas < self.hari


Syarat = Callable[[Keadaan], bool]
# From what is worst to what is least; exactly the order in which pages list indicators.
URUTAN_KEBUTUHAN: tuple[tuple[JenisKebutuhan, Syarat], ...] = (
    (JenisKebutuhan.TERTINGGAL, lambda k: k.status == StatusKinerja.TERTINGGAL),
    (JenisKebutuhan.LEWAT_BATAS, lambda k: k.hilang and k.lewat),
    (JenisKebutuhan.TANPA_TARGET, lambda k: k.status == StatusKinerja.TANPA_TARGET),
    (JenisKebutuhan.BELUM_DILAPORKAN, lambda k: k.hilang and not k.lewat),
    (JenisKebutuhan.PERLU_PERHATIAN, lambda k: k.status == StatusKinerja.PERLU_PERHATIAN),
    (JenisKebutuhan.TANPA_BUKTI, lambda k: k.ada and not k.berbukti),
    (JenisKebutuhan.BELUM_DIVERIFIKASI, lambda k: k.ada and not k.terverifikasi),
)
# Kinds of which the lower achievement is the worse one; the others keep the agreement's order.
MENURUT_CAPAIAN = (JenisKebutuhan.TERTINGGAL, JenisKebutuhan.PERLU_PERHATIAN)


def kebutuhan(keadaan: Keadaan) -> tuple[JenisKebutuhan, ...]:
    """What holds of an indicator, in the order of the list; empty when it needs nobody."""
    return tuple(kind for kind, holds in URUTAN_KEBUTUHAN if holds(keadaan))


def urutan_kebutuhan(
    jenis: tuple[JenisKebutuhan, ...], persen: Decimal | None
) -> tuple[int, Decimal]:
    """The place of an indicator among those that need somebody; `jenis` is not empty."""
    place = [kind for kind, _ in URUTAN_KEBUTUHAN].index(jenis[0])
    if persen is None or jenis[0] not in MENURUT_CAPAIAN:
        return place, SERATUS
    return place, persen


def alasan_kebutuhan(keadaan: Keadaan) -> str:
    """Why it needs somebody, in a few words; empty when it does not."""
    said = "; ".join(_ALASAN[kind](keadaan) for kind in kebutuhan(keadaan))
    return said[:1].upper() + said[1:]


def _jarak(keadaan: Keadaan) -> str:
    """The achievement and what it lacks; right for "lower is better" too, unlike the values."""
    persen = keadaan.persen
    if persen is None or persen >= SERATUS:
        return "di bawah batas aturan status"
    away = round_half_up(SERATUS - persen, 2)
    if not away:
        return "sedikit di bawah target"
    return f"capaian {format_number(SERATUS - away)}%, kurang {format_number(away)}%"


def _hilang(keadaan: Keadaan) -> str:
    if keadaan.ada:
        return "capaian tidak dapat dihitung"
    word = "data belum rilis" if keadaan.menunggu else "belum dilaporkan"
    if keadaan.batas is not None and keadaan.lewat:
        return f"{word}, lewat batas {format_date(keadaan.batas)}"
    if keadaan.perkiraan is not None:
        return f"{word}, diperkirakan {format_date(keadaan.perkiraan)}"
    if keadaan.batas is None or keadaan.menunggu:
        return word
    return f"{word}, batas {format_date(keadaan.batas)}"


_ALASAN: dict[JenisKebutuhan, Callable[[Keadaan], str]] = {
    JenisKebutuhan.TERTINGGAL: _jarak,
    JenisKebutuhan.LEWAT_BATAS: _hilang,
    JenisKebutuhan.TANPA_TARGET: lambda _: "target belum ditetapkan",
    JenisKebutuhan.BELUM_DILAPORKAN: _hilang,
    JenisKebutuhan.PERLU_PERHATIAN: _jarak,
    JenisKebutuhan.TANPA_BUKTI: lambda _: "belum ada bukti",
    JenisKebutuhan.BELUM_DIVERIFIKASI: lambda k: f"belum diverifikasi ({k.langkah})",
}
