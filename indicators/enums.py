"""Closed vocabularies of performance planning and measurement."""

from django.db.models import IntegerChoices, TextChoices


class Polaritas(TextChoices):
    """Which direction of the value is good; asked of the owner, never guessed from the name."""

    MAKSIMAL = "maksimal", "Semakin tinggi semakin baik"
    MINIMAL = "minimal", "Semakin rendah semakin baik"
    STABIL = "stabil", "Semakin dekat dengan target semakin baik"
    RENTANG = "rentang", "Berada dalam rentang target"
    PREDIKAT = "predikat", "Predikat berjenjang"
    TAHAPAN = "tahapan", "Tahapan berbobot"


class VarianMinimal(TextChoices):
    """The two formulas in use for "lower is better"; domain handbook chapter on achievement."""

    A = "A", "Varian A: (2 × target − realisasi) ÷ target"
    B = "B", "Varian B: target ÷ realisasi"


class KebijakanTargetNol(TextChoices):
    """What a target of zero yields when the formula divides by it."""

    TIDAK_DIHITUNG = "tidak_dihitung", "Capaian tidak dihitung"
    SERATUS_BILA_NOL = "seratus_bila_nol", "Realisasi nol dinilai 100%"
    SERATUS_DUA_PULUH_BILA_NOL = "seratus_dua_puluh_bila_nol", "Realisasi nol dinilai 120%"


class Konsolidasi(TextChoices):
    """How the quarters of a year become one value."""

    JUMLAH = "jumlah", "Jumlah triwulan"
    RATA_RATA = "rata_rata", "Rata-rata triwulan"
    NILAI_TERAKHIR = "nilai_terakhir", "Nilai terakhir (kumulatif)"
    TAHUNAN = "tahunan", "Tahunan saja"


class JenisNilai(TextChoices):
    """What kind of value an indicator carries."""

    ANGKA = "angka", "Angka"
    PERSEN = "persen", "Persen"
    PREDIKAT = "predikat", "Predikat"


class JenisSasaran(TextChoices):
    """The three groups of sasaran in a Perjanjian Kinerja of DKI Jakarta."""

    STRATEGIS = "strategis", "Sasaran Strategis"
    KHUSUS = "khusus", "Sasaran Khusus"
    OPERASIONAL = "operasional", "Sasaran Operasional"


class JenisDokumen(TextChoices):
    """Planning documents above the Perjanjian Kinerja."""

    RPJMD = "rpjmd", "RPJMD"
    RPD = "rpd", "RPD"
    RENSTRA = "renstra", "Renstra"
    RENJA = "renja", "Renja"


class StatusPerjanjian(TextChoices):
    """Life of a version of a Perjanjian Kinerja."""

    DRAF = "draf", "Draf"
    DIAJUKAN = "diajukan", "Diajukan"
    DISETUJUI = "disetujui", "Disetujui"
    BERLAKU = "berlaku", "Berlaku"
    DIGANTI = "diganti", "Diganti"


class StatusTarget(TextChoices):
    """Why a quarterly target is a number, or is not."""

    DITETAPKAN = "ditetapkan", "Ditetapkan"
    RAGU = "ragu", "Ditetapkan, pembacaan dokumen perlu dipastikan"
    TIDAK_ADA = "tidak_ada", "N/A: tidak ada target pada triwulan ini"
    TIDAK_TERBACA = "tidak_terbaca", "Tidak terbaca pada dokumen sumber"


class StatusData(TextChoices):
    """Whether a realisasi exists; a missing value is a state, not a zero."""

    ADA = "ada", "Ada"
    BELUM_RILIS = "belum_rilis", "Data belum rilis"
    TIDAK_TERSEDIA = "tidak_tersedia", "Tidak tersedia"


class StatusRealisasi(TextChoices):
    """Workflow of a realisasi."""

    DRAF = "draf", "Draf"
    DIAJUKAN = "diajukan", "Diajukan"
    DIKEMBALIKAN = "dikembalikan", "Dikembalikan"
    DIVERIFIKASI = "diverifikasi", "Diverifikasi"


class Periode(IntegerChoices):
    """Reporting period inside a year: a quarter, or the year as a whole."""

    TW1 = 1, "TW I"
    TW2 = 2, "TW II"
    TW3 = 3, "TW III"
    TW4 = 4, "TW IV"
    TAHUN = 5, "Tahunan"


class SumberTarget(TextChoices):
    """Which document promises a yearly target."""

    RENSTRA = "renstra", "Renstra/RPD"
    PERJANJIAN = "perjanjian", "Perjanjian Kinerja"


class JenisKolom(TextChoices):
    """Type of a column in an agency's own supporting table."""

    TEKS = "teks", "Teks"
    BILANGAN = "bilangan", "Bilangan"
    RUPIAH = "rupiah", "Rupiah"
    PERSEN = "persen", "Persen"
    TANGGAL = "tanggal", "Tanggal"


class HitungKolom(TextChoices):
    """How a column of a supporting table gets its value."""

    ISIAN = "", "Diisi"
    JUMLAH = "jumlah", "Jumlah kolom lain"
    PANGSA = "pangsa", "Pangsa terhadap jumlah kolom lain"
    RASIO = "rasio", "Kolom pertama dibagi kolom kedua, dalam persen"


class StatusTindakLanjut(TextChoices):
    """State of the follow-up of a recommendation."""

    BELUM = "belum", "Belum ditindaklanjuti"
    PROSES = "proses", "Dalam proses"
    SESUAI = "sesuai", "Telah sesuai"
    TIDAK_SESUAI = "tidak_sesuai", "Tidak sesuai"


class JenisBerkas(TextChoices):
    """Kinds of evidence files, told from their content and never from their name."""

    PDF = "pdf", "PDF"
    JPEG = "jpeg", "Gambar JPEG"
    PNG = "png", "Gambar PNG"
    XLSX = "xlsx", "Excel"
    DOCX = "docx", "Word"


class KeadaanSel(TextChoices):
    """What a cell of the entry grid is at this moment."""

    KOSONG = "kosong", "Kosong"
    DRAF = "draf", "Draf"
    DIAJUKAN = "diajukan", "Diajukan"
    DIKEMBALIKAN = "dikembalikan", "Dikembalikan"
    DIVERIFIKASI = "diverifikasi", "Diverifikasi"
    TERKUNCI = "terkunci", "Terkunci"
    BELUM_JATUH_TEMPO = "belum_jatuh_tempo", "Belum dibuka"
    MENUNGGU_DATA = "menunggu_data", "Data belum rilis"

    @property
    def arti(self) -> str:
        """What the word means, for the table of words."""
        return _ARTI_SEL[self]


_ARTI_SEL = {
    KeadaanSel.KOSONG: "pengisian dibuka, nilai belum diisi",
    KeadaanSel.DRAF: "diisi, belum diajukan kepada verifikator",
    KeadaanSel.DIAJUKAN: "menunggu putusan verifikator",
    KeadaanSel.DIKEMBALIKAN: "verifikator meminta perbaikan, dengan alasan",
    KeadaanSel.DIVERIFIKASI: "diterima orang kedua",
    KeadaanSel.TERKUNCI: "periode ditutup; nilai berubah hanya melalui koreksi",
    KeadaanSel.BELUM_JATUH_TEMPO: "pengisian periode itu belum dibuka",
    KeadaanSel.MENUNGGU_DATA: "dicatat bahwa sumbernya belum menerbitkan; di dashboard: belum "
    "dilaporkan",
}


class JenisTugas(TextChoices):
    """Kinds of work that wait for somebody."""

    PERBAIKI = "perbaiki", "Perbaiki nilai yang dikembalikan"
    ISI = "isi", "Isi realisasi"
    VERIFIKASI = "verifikasi", "Verifikasi realisasi"
    PERBAIKI_PK = "perbaiki_pk", "Perbaiki perjanjian yang dikembalikan"
    SETUJUI_PK = "setujui_pk", "Setujui perjanjian"
    TANDA_PK = "tanda_pk", "Catat penandatanganan perjanjian"
    BUAT_PERIODE = "buat_periode", "Buat periode"
    KUNCI = "kunci", "Kunci periode"
    LAIN = "lain", "Pekerjaan lain"


class JenisPemberitahuan(TextChoices):
    """Why an account is told something."""

    TENGGAT = "tenggat", "Tenggat"
    ATASAN = "atasan", "Keterlambatan"
    NILAI_MASUK = "nilai_masuk", "Nilai diajukan"
    NILAI_KEMBALI = "nilai_kembali", "Nilai dikembalikan"
    PK_MASUK = "pk_masuk", "Perjanjian diajukan"
    PK_DISETUJUI = "pk_disetujui", "Perjanjian disetujui"
    PK_KEMBALI = "pk_kembali", "Perjanjian dikembalikan"
    PK_MENILAI = "pk_menilai", "Perjanjian menilai ulang"
    DIPERPANJANG = "diperpanjang", "Periode diperpanjang"
    DIKUNCI = "dikunci", "Periode dikunci"
    DIKOREKSI = "dikoreksi", "Angka terkunci dikoreksi"


class TandaHari(TextChoices):
    """The days on which work that is still open is called to mind, counted from its due date."""

    H_7 = "H-7", "7 hari sebelum jatuh tempo"
    H_3 = "H-3", "3 hari sebelum jatuh tempo"
    H = "H", "hari jatuh tempo"
    H_1 = "H+1", "sehari sesudah jatuh tempo"
    ATASAN = "atasan", "diteruskan kepada atasan"
