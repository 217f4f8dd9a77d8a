"""Pages of indicators and their measurement."""

from django.urls import path

from indicators.views import indikator, pengukuran

_PERIODE = "pengukuran/<slug:kode>/<int:tahun>/<int:periode>/"

urlpatterns = [
    path("indikator/<slug:kode>/<int:tahun>/", indikator.daftar, name="indikator_daftar"),
    path(
        "indikator/<slug:kode>/<int:tahun>/<slug:indikator>/",
        indikator.rinci,
        name="indikator_rinci",
    ),
    path("pengukuran/<slug:kode>/<int:tahun>/", pengukuran.ringkasan, name="pengukuran"),
    path(_PERIODE, pengukuran.isi, name="pengukuran_isi"),
    path(f"{_PERIODE}ajukan/", pengukuran.ajukan_semua, name="pengukuran_ajukan"),
    path(f"{_PERIODE}<slug:indikator>/simpan/", pengukuran.simpan, name="pengukuran_simpan"),
    path(
        f"{_PERIODE}<slug:indikator>/pratinjau/",
        pengukuran.pratinjau,
        name="pengukuran_pratinjau",
    ),
    path(f"{_PERIODE}<slug:indikator>/tarik/", pengukuran.tarik_satu, name="pengukuran_tarik"),
]
