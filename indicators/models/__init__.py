"""Plans, indicators, agreements, and what came of them."""

from indicators.models.analisis import (
    AnalisisIndikator,
    Pembanding,
    Rekomendasi,
    RencanaAksi,
    RencanaAksiKSD,
)
from indicators.models.indikator import (
    Indikator,
    SkalaPredikat,
    SkemaPengukuran,
    TargetTahunan,
    TingkatSkala,
)
from indicators.models.pemberitahuan import Pemberitahuan, PilihanSurel
from indicators.models.perencanaan import (
    DokumenPerencanaan,
    IsuStrategis,
    Regulasi,
    Sasaran,
    SasaranRenstra,
    Tujuan,
)
from indicators.models.periode import PeriodePelaporan, PerpanjanganPeriode
from indicators.models.perjanjian import (
    ItemPerjanjian,
    PerjanjianKinerja,
    TargetTriwulan,
)
from indicators.models.realisasi import (
    BuktiDukung,
    KomponenRealisasi,
    KoreksiRealisasi,
    Realisasi,
    SuratSumber,
)
from indicators.models.tabel import BarisTabel, KolomTabel, TabelPendukung

__all__ = [
    "AnalisisIndikator",
    "BarisTabel",
    "BuktiDukung",
    "DokumenPerencanaan",
    "Indikator",
    "IsuStrategis",
    "ItemPerjanjian",
    "KolomTabel",
    "KomponenRealisasi",
    "KoreksiRealisasi",
    "Pembanding",
    "Pemberitahuan",
    "PeriodePelaporan",
    "PerjanjianKinerja",
    "PerpanjanganPeriode",
    "PilihanSurel",
    "Realisasi",
    "Regulasi",
    "Rekomendasi",
    "RencanaAksi",
    "RencanaAksiKSD",
    "Sasaran",
    "SasaranRenstra",
    "SkalaPredikat",
    "SkemaPengukuran",
    "SuratSumber",
    "TabelPendukung",
    "TargetTahunan",
    "TargetTriwulan",
    "TingkatSkala",
    "Tujuan",
]
