"""Arithmetic on staff: IP ASN, merit system, what a NIP says, age and pension.

Pure functions; every date that matters is an argument, today is not.
"""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, NamedTuple

from lkip.numbers import format_number
from lkip.scales import Skala, Tingkat, predikat
from workforce.enums import JenisKelamin, KelompokJabatan

NOL = Decimal(0)


# --- IP ASN: PermenPANRB 38/2018 and Peraturan BKN 8/2019 -------------------------------------


class HukumanDisiplin(StrEnum):
    """Heaviest disciplinary measure of the last five years."""

    TIDAK_ADA = "tidak_ada"
    RINGAN = "ringan"
    SEDANG = "sedang"
    BERAT = "berat"


# Keys are the codes of workforce.enums.Pendidikan and the levels that it does not list.
POIN_KUALIFIKASI: Mapping[str, Decimal] = {
    "s3": Decimal(25),
    "s2": Decimal(20),
    "s1": Decimal(15),
    "d4": Decimal(15),
    "d3": Decimal(10),
    "d2": Decimal(5),
    "d1": Decimal(5),
    "slta": Decimal(5),
    "di_bawah_slta": Decimal(1),
}

POIN_DISIPLIN: Mapping[HukumanDisiplin, Decimal] = {
    HukumanDisiplin.TIDAK_ADA: Decimal(5),
    HukumanDisiplin.RINGAN: Decimal(3),
    HukumanDisiplin.SEDANG: Decimal(2),
    HukumanDisiplin.BERAT: Decimal(1),
}

# Above this appraisal value, so many points; 50 and less give POIN_KINERJA_TERENDAH.
POIN_KINERJA: tuple[tuple[Decimal, Decimal], ...] = (
    (Decimal(90), Decimal(30)),
    (Decimal(75), Decimal(25)),
    (Decimal(60), Decimal(15)),
    (Decimal(50), Decimal(5)),
)
POIN_KINERJA_TERENDAH = Decimal(1)
JP_TEKNIS_MINIMAL = 20


@dataclass(frozen=True)
class PoinKompetensi:
    """Points for the course of the post, for technical training and for seminars."""

    diklat_jabatan: Decimal
    diklat_teknis: Decimal
    seminar: Decimal


POIN_KOMPETENSI_JABATAN = PoinKompetensi(Decimal(15), Decimal(15), Decimal(10))
# Staff posts have no course of their own; its points go to the other two.
POIN_KOMPETENSI_PELAKSANA = PoinKompetensi(NOL, Decimal("22.5"), Decimal("17.5"))

SKALA_IP_ASN = Skala(
    kode="ip-asn",
    nama="Kategori IP ASN",
    sumber="Peraturan BKN 8/2019; hanya untuk nilai total, tidak untuk satu dimensi",
    terverifikasi=True,
    tingkat=(
        Tingkat("ST", "Sangat Tinggi", Decimal(90), Decimal(100)),
        Tingkat("T", "Tinggi", Decimal(80), Decimal(90)),
        Tingkat("S", "Sedang", Decimal(70), Decimal(80)),
        Tingkat("R", "Rendah", Decimal(60), Decimal(70)),
        Tingkat("SR", "Sangat Rendah", NOL, Decimal(60), inklusif_bawah=True),
    ),
)


@dataclass(frozen=True)
class IpAsn:
    """The index 0..100 with its category; None while a dimension is unknown."""

    total: Decimal | None
    tingkat: Tingkat | None
    alasan: str
    penjelasan: str


def nilai_kualifikasi(pendidikan: str) -> Decimal:
    """Points 1..25 of the highest education; ValueError for an unknown level."""
    if pendidikan not in POIN_KUALIFIKASI:
        raise ValueError(f'Jenjang pendidikan "{pendidikan}" tidak dikenal.')
    return POIN_KUALIFIKASI[pendidikan]


def nilai_kompetensi(
    kelompok: KelompokJabatan, *, diklat_jabatan: bool, jp_teknis: int, seminar: bool
) -> Decimal:
    """Points 0..40.

    ``diklat_jabatan`` is the leadership course of a structural post or the functional course of
    a functional one; ``jp_teknis`` the learning hours of technical training in the year, of
    which 20 are needed; ``seminar`` any seminar, workshop, course or internship in two years.
    """
    pelaksana = kelompok == KelompokJabatan.PELAKSANA
    poin = POIN_KOMPETENSI_PELAKSANA if pelaksana else POIN_KOMPETENSI_JABATAN
    teknis = jp_teknis >= JP_TEKNIS_MINIMAL
    return sum(
        (
            poin.diklat_jabatan * diklat_jabatan,
            poin.diklat_teknis * teknis,
            poin.seminar * seminar,
        ),
        NOL,
    )


def nilai_kinerja(penilaian: Decimal) -> Decimal:
    """Points 1..30 of an appraisal 0..100; ValueError outside that range."""
    if not 0 <= penilaian <= 100:
        raise ValueError(f"Nilai kinerja {format_number(penilaian)} berada di luar 0 sampai 100.")
    lulus = (poin for batas, poin in POIN_KINERJA if penilaian > batas)
    return next(lulus, POIN_KINERJA_TERENDAH)


def nilai_disiplin(hukuman: HukumanDisiplin) -> Decimal:
    """Points 1..5 of the heaviest measure of the last five years."""
    return POIN_DISIPLIN[hukuman]


def ip_asn(
    *,
    kualifikasi: Decimal | None,
    kompetensi: Decimal | None,
    kinerja: Decimal | None,
    disiplin: Decimal | None,
    skala: Sequence[Tingkat] = SKALA_IP_ASN.tingkat,
) -> IpAsn:
    """Index of professionalism of a person or a mean of many: the sum of four dimensions.

    The category belongs to the total only.
    """
    dimensi = {
        "kualifikasi": kualifikasi,
        "kompetensi": kompetensi,
        "kinerja": kinerja,
        "disiplin": disiplin,
    }
    belum = [nama for nama, nilai in dimensi.items() if nilai is None]
    if belum:
        return IpAsn(
            None, None, "menunggu data", f"IP ASN belum dihitung: {', '.join(belum)} belum ada."
        )
    ada = {nama: nilai for nama, nilai in dimensi.items() if nilai is not None}
    total = sum(ada.values(), NOL)
    tingkat = predikat(total, skala)
    rincian = " + ".join(f"{nama} {format_number(nilai, 2)}" for nama, nilai in ada.items())
    kategori = f", kategori {tingkat.sebutan.lower()}" if tingkat else ""
    return IpAsn(total, tingkat, "", f"IP ASN {format_number(total, 2)} = {rincian}{kategori}.")


# --- Merit system: PermenPANRB 40/2018 and Peraturan KASN 9/2019 ------------------------------

MAKSIMUM_MERIT = Decimal(400)

SKALA_MERIT = Skala(
    kode="merit",
    nama="Kategori sistem merit",
    sumber="Peraturan KASN 9/2019; nilai maksimum 400 belum diverifikasi",
    terverifikasi=False,
    tingkat=(
        Tingkat("IV", "Sangat Baik", Decimal(325), Decimal(400), inklusif_bawah=True),
        Tingkat("III", "Baik", Decimal(250), Decimal("324.5"), inklusif_bawah=True),
        Tingkat("II", "Kurang", Decimal(175), Decimal("249.5"), inklusif_bawah=True),
        Tingkat("I", "Buruk", Decimal(100), Decimal("174.5"), inklusif_bawah=True),
    ),
)

SKALA_MERIT_BPSDM = Skala(
    kode="merit-bpsdm",
    nama="Kategori sistem merit lingkup BPSDM",
    sumber="Perjanjian Kinerja BPSDM Provinsi DKI Jakarta 2023 (nilai maksimum 38)",
    terverifikasi=True,
    tingkat=(
        Tingkat("IV", "Sangat Baik", Decimal("30.87"), Decimal(38), inklusif_bawah=True),
        Tingkat("III", "Baik", Decimal("23.75"), Decimal("30.86"), inklusif_bawah=True),
        Tingkat("II", "Kurang", Decimal("16.62"), Decimal("23.74"), inklusif_bawah=True),
        Tingkat("I", "Buruk", Decimal("9.5"), Decimal("16.61"), inklusif_bawah=True),
    ),
)


@dataclass(frozen=True)
class ButirMerit:
    """A sub-aspect: the aspect it belongs to, its weight (maximum points) and its points."""

    aspek: str
    bobot: Decimal
    nilai: Decimal


@dataclass(frozen=True)
class HasilMerit:
    """Points per aspect and in total; ``peringatan`` names sums that do not fit."""

    total: Decimal
    maksimum: Decimal
    tingkat: Tingkat | None
    per_aspek: Mapping[str, Decimal]
    peringatan: tuple[str, ...]


def nilai_butir_merit(skor: int, pengali: Decimal) -> Decimal:
    """Points of an item: score 1..4 × weight (2 or 2,5 on most items); ValueError otherwise."""
    if skor not in range(1, 5):
        raise ValueError(f"Skor {skor} tidak ada. Skor sistem merit bernilai 1 sampai 4.")
    return skor * pengali


def nilai_merit(
    butir: Sequence[ButirMerit],
    *,
    skala: Sequence[Tingkat] = SKALA_MERIT.tingkat,
    maksimum: Decimal = MAKSIMUM_MERIT,
) -> HasilMerit:
    """Total points and category; warns where weights do not add up to the maximum.

    The self-assessment of DKI Jakarta 2023 prints 410 where 400 is the maximum.
    """
    total = sum((satu.nilai for satu in butir), NOL)
    jumlah_bobot = sum((satu.bobot for satu in butir), NOL)
    per_aspek: dict[str, Decimal] = {}
    for satu in butir:
        per_aspek[satu.aspek] = per_aspek.get(satu.aspek, NOL) + satu.nilai
    return HasilMerit(
        total=total,
        maksimum=jumlah_bobot,
        tingkat=predikat(total, skala),
        per_aspek=per_aspek,
        peringatan=_peringatan_merit(butir, jumlah_bobot, maksimum),
    )


def _peringatan_merit(
    butir: Sequence[ButirMerit], jumlah_bobot: Decimal, maksimum: Decimal
) -> tuple[str, ...]:
    lebih = sum(1 for satu in butir if satu.nilai > satu.bobot)
    kalimat = []
    if jumlah_bobot != maksimum:
        kalimat.append(
            f"Jumlah bobot {format_number(jumlah_bobot)} tidak sama dengan nilai maksimum "
            f"{format_number(maksimum)}."
        )
    if lebih:
        kalimat.append(f"{lebih} subaspek bernilai lebih besar dari bobotnya.")
    return tuple(kalimat)


# --- NIP ---------------------------------------------------------------------------------------


class NipTidakSah(ValueError):
    """A NIP that cannot be right; the message is an Indonesian sentence for the user."""


class TahunBulan(NamedTuple):
    """A month of a year."""

    tahun: int
    bulan: int


@dataclass(frozen=True)
class BagianNip:
    """What the 18 digits of a civil servant's NIP say."""

    tanggal_lahir: date
    tmt_cpns: TahunBulan
    jenis_kelamin: JenisKelamin
    urutan: int


@dataclass(frozen=True)
class BagianNipPppk:
    """What the 18 digits of a contract civil servant's number say.

    ``terverifikasi`` is False: no official text was found for the split of the last six digits.
    """

    tanggal_lahir: date
    tahun_pengangkatan: int
    kontrak_ke: int
    jenis_kelamin: JenisKelamin
    urutan: int
    terverifikasi: bool = False


_JENIS_KELAMIN = {"1": JenisKelamin.LAKI_LAKI, "2": JenisKelamin.PEREMPUAN}


def bagian_nip(nip: str) -> BagianNip:
    """Split a NIP: birth YYYYMMDD, start as CPNS YYYYMM, sex 1/2, sequence of three digits.

    Spaces between the parts are allowed. Raises NipTidakSah for a wrong length, an impossible
    date or month, an unknown sex, or a start that does not follow birth. Age must never be
    derived from a NIP that fails here.
    """
    angka = _angka_nip(nip)
    lahir = _tanggal_lahir(angka)
    tmt = TahunBulan(int(angka[8:12]), int(angka[12:14]))
    if not 1 <= tmt.bulan <= 12:
        raise NipTidakSah(
            f"Bulan TMT CPNS pada digit 13 dan 14 NIP {angka} adalah {angka[12:14]}. "
            "Isi 01 sampai 12."
        )
    _periksa_urut(angka, lahir, tmt.tahun)
    return BagianNip(lahir, tmt, _jenis_kelamin(angka), int(angka[15:]))


def bagian_nip_pppk(nip: str) -> BagianNipPppk:
    """Split the number of a PPPK: birth 8, year 4, contract 2, sex 1, sequence 3 (unverified).

    Raises NipTidakSah as ``bagian_nip`` does.
    """
    angka = _angka_nip(nip)
    lahir = _tanggal_lahir(angka)
    tahun = int(angka[8:12])
    _periksa_urut(angka, lahir, tahun)
    return BagianNipPppk(lahir, tahun, int(angka[12:14]), _jenis_kelamin(angka), int(angka[15:]))


def _angka_nip(nip: str) -> str:
    angka = "".join(nip.split())
    if not re.fullmatch(r"[0-9]{18}", angka):
        raise NipTidakSah(
            f'NIP "{nip}" tidak sah. NIP terdiri atas 18 angka, misalnya 199003152015022003.'
        )
    return angka


def _tanggal_lahir(angka: str) -> date:
    try:
        return date(int(angka[:4]), int(angka[4:6]), int(angka[6:8]))
    except ValueError as error:
        raise NipTidakSah(
            f"Tanggal lahir pada delapan angka pertama NIP {angka} tidak ada dalam kalender."
        ) from error


def _periksa_urut(angka: str, lahir: date, tahun: int) -> None:
    if tahun <= lahir.year:
        raise NipTidakSah(
            f"Tahun pengangkatan {tahun} pada NIP {angka} tidak sesudah tahun lahir {lahir.year}."
        )


def _jenis_kelamin(angka: str) -> JenisKelamin:
    if angka[14] not in _JENIS_KELAMIN:
        raise NipTidakSah(
            f"Angka ke-15 NIP {angka} adalah {angka[14]}. Isi 1 untuk laki-laki atau 2 untuk "
            "perempuan."
        )
    return _JENIS_KELAMIN[angka[14]]


# --- Age and pension ---------------------------------------------------------------------------

# UU 5/2014 Pasal 90 and PP 11/2017 Pasal 239, quoted from memory: confirm before relying on it.
BATAS_USIA_PENSIUN: Mapping[str, int] = {
    "pimpinan_tinggi": 60,
    "administrator": 58,
    "pengawas": 58,
    "pelaksana": 58,
    "fungsional": 58,
    "fungsional_madya": 60,
    "fungsional_utama": 65,
}


def usia(tanggal_lahir: date, per_tanggal: date) -> int:
    """Age in completed years at a date; someone born on 29 February turns on 1 March.

    Raises ValueError for a date before birth.
    """
    if per_tanggal < tanggal_lahir:
        raise ValueError("Tanggal acuan usia mendahului tanggal lahir.")
    belum_ulang_tahun = (per_tanggal.month, per_tanggal.day) < (
        tanggal_lahir.month,
        tanggal_lahir.day,
    )
    return per_tanggal.year - tanggal_lahir.year - belum_ulang_tahun


def tmt_pensiun(
    tanggal_lahir: date, kelompok: str, batas_usia: Mapping[str, int] = BATAS_USIA_PENSIUN
) -> date:
    """First day of pension: the first of the month after the age limit is reached.

    ``batas_usia`` maps a group of posts to its limit in years; it is data, because the limits
    change by law. Raises ValueError for a group that it does not hold.
    """
    if kelompok not in batas_usia:
        raise ValueError(f'Batas usia pensiun untuk kelompok jabatan "{kelompok}" belum diisi.')
    tahun = tanggal_lahir.year + batas_usia[kelompok]
    if tanggal_lahir.month == 12:
        return date(tahun + 1, 1, 1)
    return date(tahun, tanggal_lahir.month + 1, 1)


# --- Seal of the audit trail -----------------------------------------------------------------


def segel(sebelumnya: str, isi: Mapping[str, Any]) -> str:
    """The seal of an entry: SHA-256 over the seal before it and the entry itself, as hex.

    Whoever changes, removes or reorders an entry breaks every seal after it.
    """
    text = json.dumps(isi, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(f"{sebelumnya}\n{text}".encode()).hexdigest()
