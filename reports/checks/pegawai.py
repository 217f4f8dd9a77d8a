"""Rules about staff: breakdowns of the same people must count the same people."""

from __future__ import annotations

from collections.abc import Iterable

from lkip.numbers import format_number
from reports.checks import Pemeriksaan, Tautan, Temuan
from reports.context import Konteks
from reports.enums import Keparahan
from workforce.queries import DIMENSI, RincianStatistik, sebaran

# Breakdowns of leading posts alone.
SEBAGIAN = "eselon"


def rincian_pegawai(konteks: Konteks) -> Iterable[Temuan]:
    """A breakdown of the agency's staff leaves somebody out."""
    total = len(konteks.pegawai)
    for dimensi in DIMENSI:
        counted = sum(row.jumlah for row in sebaran(konteks.pd, konteks.pegawai, dimensi))
        if counted != total:
            yield Temuan(
                dimensi.kode,
                f"Pegawai menurut {dimensi.judul.lower()} berjumlah {format_number(counted)} "
                f"orang, seluruhnya {format_number(total)} orang. Lengkapi data "
                f"{format_number(total - counted)} orang.",
                Tautan("pegawai"),
            )


def statistik_berbeda(konteks: Konteks) -> Iterable[Temuan]:
    """Breakdowns of the government's staff do not agree.

    One that counts everybody, or all permanent civil servants, is right; those of leading posts
    count other people and are left out.
    """
    rows = [row for row in konteks.statistik if not row.kode.startswith(SEBAGIAN)]
    if not rows:
        return
    whole = max(rows, key=_seluruh)
    permanent = sum(line.objek.pns or 0 for line in whole.baris)
    for row in rows:
        unknown = [line.objek.kategori for line in row.baris if line.objek.jumlah is None]
        total = _seluruh(row)
        if total == _seluruh(whole) or (total == permanent and not unknown):
            continue
        missing = f" Tanpa angka: {', '.join(unknown)}." if unknown else ""
        yield Temuan(
            row.kode,
            f"Statistik ASN menurut {row.nama.lower()} berjumlah {format_number(total)} orang, "
            f"menurut {whole.nama.lower()} {format_number(_seluruh(whole))} orang.{missing}",
            Tautan("laporan"),
        )


def _seluruh(row: RincianStatistik) -> int:
    return sum(line.objek.jumlah or 0 for line in row.baris)


PEMERIKSAAN = (
    Pemeriksaan(
        "rincian-pegawai",
        "Rincian pegawai yang jumlahnya berbeda",
        Keparahan.PENTING,
        "Satu himpunan orang, satu jumlah",
        rincian_pegawai,
        lambda konteks: bool(konteks.pegawai),
    ),
    Pemeriksaan(
        "statistik-asn",
        "Statistik ASN yang jumlahnya berbeda",
        Keparahan.PERINGATAN,
        "Satu himpunan orang, satu jumlah",
        statistik_berbeda,
        lambda konteks: bool(konteks.statistik),
    ),
)
