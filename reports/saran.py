"""Sentences that the records suggest for a text, with their facts as chips.

A suggestion is a beginning: it is put into the text by a button and rewritten there. One whose
facts have no value is not made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from indicators.calculations import StatusCapaian
from indicators.queries import BarisIndikator
from reports.context import Konteks
from reports.facts import Fakta
from reports.fakta_teks import masalah_fakta
from reports.keterangan import uraian_pengisian
from reports.queries_tulis import BagianLaporan


@dataclass(frozen=True)
class Saran:
    """A suggested paragraph: `html` with chips, `cetak` as it prints now.

    `sumber` says where its words were typed; empty for a sentence made of facts.
    """

    html: str
    cetak: str
    sumber: str = ""


_PUTUSAN = {
    StatusCapaian.MELAMPAUI: "sehingga target terlampaui",
    StatusCapaian.TERCAPAI: "sehingga target tercapai",
    StatusCapaian.BELUM_TERCAPAI: "sehingga target belum tercapai",
}


def saran(fakta: Fakta, bagian: BagianLaporan) -> tuple[Saran, ...]:
    """Suggestions for a text: words typed with the values, then sentences of facts."""
    paragraphs = [f"<p>{sentence}</p>" for sentence in _kalimat(fakta.konteks, bagian)]
    made = (
        Saran(html, fakta.fill(html, bagian.slug))
        for html in paragraphs
        if not masalah_fakta(fakta, html)
    )
    return (*_dari_pengisian(bagian), *made)


def _dari_pengisian(bagian: BagianLaporan) -> Iterator[Saran]:
    if bagian.baris is not None:
        for typed in uraian_pengisian(bagian.baris, bagian.kolom):
            html = f"<p>{typed.html}</p>"
            yield Saran(html, html, f"{typed.periode}: {typed.sebutan.lower()}")


def _kalimat(konteks: Konteks, bagian: BagianLaporan) -> Iterator[str]:
    if bagian.baris is not None:
        about = _PER_KOLOM.get(bagian.kolom)
        return about(konteks, bagian.baris) if about else iter(())
    whole = _PER_BAGIAN.get(bagian.slug)
    return whole(konteks) if whole else iter(())


# --- Analysis of an indicator --------------------------------------------------------------------


def _gambaran(konteks: Konteks, row: BarisIndikator) -> Iterator[str]:
    i = f"indikator.{row.kode}"
    verdict = _PUTUSAN.get(row.status)
    if verdict:
        yield (
            f"[[{i}.nama]] pada tahun [[tahun]] mencapai [[{i}.realisasi]] dari target "
            f"[[{i}.target]], {verdict} dengan capaian [[{i}.capaian]]."
        )
    else:
        yield (
            f"[[{i}.nama]] ditargetkan [[{i}.target]] pada tahun [[tahun]]; nilainya belum dapat "
            "disimpulkan."
        )
    yield (
        f"Pada tahun [[tahun.lalu]] nilainya [[{i}.realisasi.{konteks.tahun - 1}]] dengan capaian "
        f"[[{i}.capaian.{konteks.tahun - 1}]]."
    )
    yield f"Target Renstra untuk tahun [[tahun]] adalah [[{i}.renstra]]."


def _penyebab(konteks: Konteks, row: BarisIndikator) -> Iterator[str]:
    i = f"indikator.{row.kode}"
    if row.status == StatusCapaian.BELUM_TERCAPAI:
        yield (
            f"Realisasi [[{i}.realisasi]] masih di bawah target [[{i}.target]]. Penyebab utamanya "
            "adalah …"
        )
    elif row.status in _PUTUSAN:
        yield (
            f"Capaian [[{i}.capaian]] didukung oleh … Unit yang bertanggung jawab adalah "
            f"[[{i}.unit]]."
        )


def _sumber_daya(konteks: Konteks, row: BarisIndikator) -> Iterator[str]:
    code = row.indikator.unit.kode
    yield (
        f"[[indikator.{row.kode}.unit]] memakai [[unit.{code}.realisasi]] dari pagu "
        f"[[unit.{code}.pagu]], atau [[unit.{code}.serapan]]."
    )


_PER_KOLOM: dict[str, Callable[[Konteks, BarisIndikator], Iterator[str]]] = {
    "gambaran": _gambaran,
    "penyebab": _penyebab,
    "sumber_daya": _sumber_daya,
}


# --- Narrative -----------------------------------------------------------------------------------


def _capaian(konteks: Konteks) -> Iterator[str]:
    yield (
        "Dari [[indikator.jumlah]] indikator yang diperjanjikan pada tahun [[tahun]], "
        "[[hitung.melampaui]] melampaui target, [[hitung.tercapai]] mencapai target, "
        "[[hitung.belum_tercapai]] belum mencapai target, dan [[hitung.menunggu_data]] "
        "belum dilaporkan."
    )


def _belum(konteks: Konteks) -> Iterator[str]:
    for row in konteks.indikator:
        if row.status == StatusCapaian.BELUM_TERCAPAI:
            i = f"indikator.{row.kode}"
            yield (
                f"[[{i}.nama]] belum mencapai target: [[{i}.realisasi]] dari [[{i}.target]], atau "
                f"[[{i}.capaian]]."
            )


def _anggaran(konteks: Konteks) -> Iterator[str]:
    yield (
        "Dari pagu [[anggaran.pagu]] terealisasi [[anggaran.realisasi]], atau "
        "[[anggaran.serapan]]; sisanya [[anggaran.sisa]]."
    )
    known = [row for row in konteks.program if row.serapan is not None]
    if len(known) > 1:
        low = min(known, key=lambda row: row.serapan or 0)
        high = max(known, key=lambda row: row.serapan or 0)
        yield (
            f"Serapan tertinggi pada [[program.{high.kode}.nama]], yaitu "
            f"[[program.{high.kode}.serapan]]; terendah pada [[program.{low.kode}.nama]], yaitu "
            f"[[program.{low.kode}.serapan]]."
        )


def _pegawai(konteks: Konteks) -> Iterator[str]:
    yield (
        "Pada [[pegawai.tanggal]] [[pd.singkatan]] mempunyai [[pegawai.jumlah]] pegawai dalam "
        "[[unit.jumlah]] unit kerja."
    )


def _pensiun(konteks: Konteks) -> Iterator[str]:
    yield (
        "Dalam lima tahun [[pegawai.pensiun_5_tahun]] dari [[pegawai.jumlah]] pegawai memasuki "
        "masa pensiun."
    )


def _perjanjian(konteks: Konteks) -> Iterator[str]:
    yield (
        "Perjanjian Kinerja tahun [[tahun]] ditandatangani [[pk.pihak_pertama]] dan "
        "[[pk.pihak_kedua]] pada [[pk.tanggal]], memuat [[sasaran.jumlah]] sasaran dan "
        "[[indikator.jumlah]] indikator."
    )


def _ikhtisar(konteks: Konteks) -> Iterator[str]:
    yield from _perjanjian(konteks)
    yield from _capaian(konteks)
    yield from _anggaran(konteks)


def _kesimpulan(konteks: Konteks) -> Iterator[str]:
    yield from _capaian(konteks)
    yield from _belum(konteks)
    yield from _anggaran(konteks)


def _tindak_lanjut(konteks: Konteks) -> Iterator[str]:
    if konteks.rekomendasi:
        yield "Evaluasi tahun [[tahun]] memuat [[data.tindak-lanjut]] rekomendasi."


_PER_BAGIAN: dict[str, Callable[[Konteks], Iterator[str]]] = {
    "kata-pengantar": _perjanjian,
    "ikhtisar": _ikhtisar,
    "ikhtisar-faktor": _belum,
    "perjanjian-kinerja": _perjanjian,
    "program-anggaran": _anggaran,
    "capaian-kinerja": _capaian,
    "capaian-strategis": _capaian,
    "target-realisasi": _capaian,
    "penyebab-solusi": _belum,
    "realisasi-anggaran": _anggaran,
    "efisiensi-sumber-daya": _anggaran,
    "sdm": _pegawai,
    "pensiun": _pensiun,
    "tindak-lanjut": _tindak_lanjut,
    "kesimpulan": _kesimpulan,
}
