"""Closed vocabularies of documents and dashboards."""

from django.db.models import TextChoices

from indicators.calculations import StatusCapaian
from indicators.enums import KeadaanSel


class JenisDokumen(TextChoices):
    """Documents that can be rendered in the background."""

    LKIP_PDF = "lkip_pdf", "LKIP (PDF)"
    PK_PDF = "pk_pdf", "Perjanjian Kinerja (PDF)"
    DASBOR_PDF = "dasbor_pdf", "Dashboard kinerja (PDF)"


class StatusPermintaan(TextChoices):
    """State of a request to render."""

    ANTRE = "antre", "Menunggu giliran"
    DIKERJAKAN = "dikerjakan", "Sedang dikerjakan"
    SELESAI = "selesai", "Selesai"
    GAGAL = "gagal", "Gagal"


class StatusKinerja(TextChoices):
    """Where an indicator stands on a dashboard, in the order in which it needs a decision."""

    TERTINGGAL = "tertinggal", "Tertinggal"
    PERLU_PERHATIAN = "perlu_perhatian", "Perlu perhatian"
    BELUM_DILAPORKAN = "belum_dilaporkan", "Belum dilaporkan"
    TANPA_TARGET = "tanpa_target", "Tanpa target"
    SESUAI_JALUR = "sesuai_jalur", "Sesuai jalur"
    TERCAPAI = "tercapai", "Tercapai"
    BELUM_JATUH_TEMPO = "belum_jatuh_tempo", "Belum jatuh tempo"

    @property
    def lambang(self) -> str:
        """The shape beside the word, so that a print in grey says the same."""
        return _LAMBANG[self]

    @property
    def arti(self) -> str:
        """What the word means, for the table of words."""
        return _ARTI[self]


_LAMBANG = {
    StatusKinerja.TERTINGGAL: "▼",
    StatusKinerja.PERLU_PERHATIAN: "◆",
    StatusKinerja.BELUM_DILAPORKAN: "○",
    StatusKinerja.TANPA_TARGET: "□",
    StatusKinerja.SESUAI_JALUR: "▶",
    StatusKinerja.TERCAPAI: "●",
    StatusKinerja.BELUM_JATUH_TEMPO: "◌",
}

_ARTI = {
    StatusKinerja.TERTINGGAL: "capaian di bawah batas perlu perhatian",
    StatusKinerja.PERLU_PERHATIAN: "capaian di bawah target, tetapi belum tertinggal",
    StatusKinerja.BELUM_DILAPORKAN: "nilai yang ditagih belum ada, apa pun sebabnya",
    StatusKinerja.TANPA_TARGET: "target belum ditetapkan",
    StatusKinerja.SESUAI_JALUR: "target sampai periode ini tercapai; target tahun belum pasti",
    StatusKinerja.TERCAPAI: "capaian paling sedikit 100% target tahun, termasuk yang melampaui",
    StatusKinerja.BELUM_JATUH_TEMPO: "tidak ada target sampai periode ini, jadi belum ditagih",
}


# The words of all pages with what they mean; no word has two meanings.
KOSAKATA = (
    ("Dashboard dan Beranda", tuple(StatusKinerja)),
    ("Indikator dan laporan", tuple(StatusCapaian)),
    ("Pengukuran", tuple(KeadaanSel)),
)


class JenisKebutuhan(TextChoices):
    """Why an indicator needs the head of the agency, what needs her first before the rest."""

    TERTINGGAL = "tertinggal", "Tertinggal dari target"
    LEWAT_BATAS = "lewat_batas", "Belum dilaporkan dan lewat batas"
    TANPA_TARGET = "tanpa_target", "Target belum ditetapkan"
    BELUM_DILAPORKAN = "belum_dilaporkan", "Belum dilaporkan"
    PERLU_PERHATIAN = "perlu_perhatian", "Di bawah target"
    TANPA_BUKTI = "tanpa_bukti", "Belum ada bukti"
    BELUM_DIVERIFIKASI = "belum_diverifikasi", "Belum diverifikasi"


def sebutan_pd(status: StatusKinerja) -> str:
    """The word for an agency: what is not reported of an indicator is incomplete of an agency."""
    words = {
        StatusKinerja.BELUM_DILAPORKAN: "Belum lengkap",
        StatusKinerja.TANPA_TARGET: "Tanpa perjanjian",
    }
    return words.get(status, str(status.label))


class KeadaanKeputusan(TextChoices):
    """What has become of a decision of a meeting."""

    TERBUKA = "terbuka", "Terbuka"
    SELESAI = "selesai", "Selesai"
    BATAL = "batal", "Dibatalkan"


class KeadaanTulis(TextChoices):
    """How far a text of the report has come."""

    BELUM_MULAI = "belum_mulai", "Belum mulai"
    DITULIS = "ditulis", "Ditulis"
    DITINJAU = "ditinjau", "Ditinjau"
    DISETUJUI = "disetujui", "Disetujui"

    @property
    def lambang(self) -> str:
        """The shape beside the word."""
        return {"belum_mulai": "○", "ditulis": "◐", "ditinjau": "◆", "disetujui": "●"}[self.value]


class Arah(TextChoices):
    """Where an achievement went from one period to another."""

    MEMBAIK = "membaik", "Membaik"
    MEMBURUK = "memburuk", "Memburuk"
    TETAP = "tetap", "Tetap"
    TIDAK_TERBANDING = "tidak_terbanding", "Tidak dapat dibandingkan"


class SyaratStatus(TextChoices):
    """What a rule of status looks at."""

    TANPA_TARGET = "tanpa_target", "target tahun belum ditetapkan"
    BELUM_JATUH_TEMPO = "belum_jatuh_tempo", "tidak ada yang ditagih sampai periode ini"
    TANPA_CAPAIAN = "tanpa_capaian", "nilainya belum ada atau belum dapat dihitung"
    CAPAIAN_TAHUN = "capaian_tahun", "capaian terhadap target tahun paling sedikit"
    CAPAIAN_PERIODE = "capaian_periode", "capaian terhadap target periode paling sedikit"
    LAINNYA = "lainnya", "selain itu"


class Kuadran(TextChoices):
    """Fields of performance against absorption, as they stand on paper: top, then bottom row."""

    HEMAT_TERCAPAI = "hemat_tercapai", "Hemat dan tercapai"
    TERSERAP_TERCAPAI = "terserap_tercapai", "Terserap dan tercapai"
    TERSISA_BELUM = "tersisa_belum", "Tersisa, belum tercapai"
    TERSERAP_BELUM = "terserap_belum", "Terserap, belum tercapai"
    TIDAK_DINILAI = "tidak_dinilai", "Belum dapat dinilai"


class Keparahan(TextChoices):
    """How much a finding of a check weighs, the heaviest first."""

    PENTING = "penting", "Penting"
    PERINGATAN = "peringatan", "Peringatan"
    CATATAN = "catatan", "Catatan"

    @property
    def lambang(self) -> str:
        """The shape beside the word, so that a print in grey says the same."""
        return {"penting": "▲", "peringatan": "◆", "catatan": "○"}[self.value]


class JenisEdisi(TextChoices):
    """Editions of a report in the order of its year."""

    DRAF = "draf", "Draf"
    REVIU_INTERNAL = "reviu_internal", "Reviu internal"
    REVIU_APIP = "reviu_apip", "Reviu APIP"
    FINAL = "final", "Final"


class KeadaanEdisi(TextChoices):
    """How far an edition has come. Frozen ones have their snapshot and files."""

    ANTRE = "antre", "Menunggu giliran"
    DIKERJAKAN = "dikerjakan", "Sedang dibekukan"
    GAGAL = "gagal", "Gagal dibekukan"
    BEKU = "beku", "Dibekukan"
    FINAL = "final", "Final"
    BATAL = "batal", "Tidak dilanjutkan"

    @property
    def lambang(self) -> str:
        """The shape beside the word, so that a print in grey says the same."""
        return {
            "antre": "○",
            "dikerjakan": "◐",
            "gagal": "▲",
            "beku": "◆",
            "final": "●",
            "batal": "□",
        }[self.value]


class JenisBerkasEdisi(TextChoices):
    """Files of an edition. The snapshot comes first: the others are made from it alone."""

    CUPLIKAN = "cuplikan", "Cuplikan (JSON)"
    HTML = "html", "HTML"
    PDF = "pdf", "PDF"
    XLSX = "xlsx", "Excel"


class TujuanKirim(TextChoices):
    """Where a final report goes."""

    GUBERNUR = "gubernur", "Gubernur"
    ESR = "esr", "esr.menpan.go.id"
    SITUS = "situs", "Situs resmi perangkat daerah"
    LAINNYA = "lainnya", "Tujuan lain"
