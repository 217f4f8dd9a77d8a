"""Which changes of plans, agreements and results change the stamp of their agency."""

from indicators.triggers import (
    BUKTI,
    ITEM,
    KOMPONEN,
    KOREKSI,
    PD_ANAK,
    PD_ITEM,
    PD_PERPANJANGAN,
    PD_REALISASI,
    PD_TARGET,
    PERIODE,
    PERJANJIAN,
    PERPANJANGAN,
    REALISASI,
    TARGET,
)
from workforce.triggers import MILIK_PD, tandai

_PD_SKALA = "SELECT s.pd_id FROM indicators_skalapredikat s WHERE s.id = {row}.skala_id"
_PD_TABEL = "SELECT t.pd_id FROM indicators_tabelpendukung t WHERE t.id = {row}.tabel_id"
PEMICU_TANDA = tandai(
    {
        PERJANJIAN: MILIK_PD,
        ITEM: PD_ITEM,
        TARGET: PD_TARGET,
        "indicators_sasaran": MILIK_PD,
        "indicators_indikator": MILIK_PD,
        "indicators_targettahunan": PD_REALISASI,
        "indicators_skalapredikat": MILIK_PD,
        "indicators_tingkatskala": _PD_SKALA,
        "indicators_skemapengukuran": MILIK_PD,
        "indicators_suratsumber": MILIK_PD,
        "indicators_analisisindikator": PD_REALISASI,
        REALISASI: PD_REALISASI,
        KOMPONEN: PD_ANAK,
        BUKTI: PD_ANAK,
        KOREKSI: PD_ANAK,
        PERIODE: MILIK_PD,
        PERPANJANGAN: PD_PERPANJANGAN,
        "indicators_tabelpendukung": MILIK_PD,
        "indicators_kolomtabel": _PD_TABEL,
        "indicators_baristabel": _PD_TABEL,
    }
)
