"""Pages of indicators and their measurement."""

from django.urls import path

from indicators.views import (
    bukti,
    indikator,
    koreksi,
    pemberitahuan,
    pengukuran,
    periode,
    perjanjian,
    tugas,
    verifikasi,
)

_PERIODE = "pengukuran/<slug:kode>/<tahun:tahun>/<int:periode>/"
_JADWAL = "periode/<slug:kode>/<tahun:tahun>/<int:periode>/"

urlpatterns = [
    path("indikator/<slug:kode>/<tahun:tahun>/", indikator.daftar, name="indikator_daftar"),
    path(
        "indikator/<slug:kode>/<tahun:tahun>/<slug:indikator>/",
        indikator.rinci,
        name="indikator_rinci",
    ),
    path("pengukuran/<slug:kode>/<tahun:tahun>/", pengukuran.ringkasan, name="pengukuran"),
    path(_PERIODE, pengukuran.isi, name="pengukuran_isi"),
    path(f"{_PERIODE}ajukan/", pengukuran.ajukan_semua, name="pengukuran_ajukan"),
    path(f"{_PERIODE}<slug:indikator>/simpan/", pengukuran.simpan, name="pengukuran_simpan"),
    path(
        f"{_PERIODE}<slug:indikator>/pratinjau/",
        pengukuran.pratinjau,
        name="pengukuran_pratinjau",
    ),
    path(f"{_PERIODE}<slug:indikator>/tarik/", pengukuran.tarik_satu, name="pengukuran_tarik"),
    path("tugas/", tugas.tugas, name="tugas"),
    path("pemberitahuan/", pemberitahuan.daftar, name="pemberitahuan"),
    path("pemberitahuan/dibaca/", pemberitahuan.baca_semua, name="pemberitahuan_semua"),
    path("pemberitahuan/surel/", pemberitahuan.surel, name="pemberitahuan_surel"),
    path("pemberitahuan/<int:pk>/", pemberitahuan.buka, name="pemberitahuan_buka"),
    path("pemberitahuan/<int:pk>/dibaca/", pemberitahuan.baca, name="pemberitahuan_baca"),
    path("periode/<slug:kode>/", periode.daftar, name="periode"),
    path("periode/<slug:kode>/<tahun:tahun>/buat/", periode.buat, name="periode_buat"),
    path(f"{_JADWAL}ubah/", periode.ubah, name="periode_ubah"),
    path(f"{_JADWAL}perpanjang/", periode.perpanjang_unit, name="periode_perpanjang"),
    path(f"{_JADWAL}kunci/", periode.kunci, name="periode_kunci"),
    path("perjanjian/<slug:kode>/<tahun:tahun>/", perjanjian.daftar, name="perjanjian_daftar"),
    path("perjanjian/<slug:kode>/<tahun:tahun>/susun/", perjanjian.susun, name="perjanjian_susun"),
    path("perjanjian/<slug:kode>/<tahun:tahun>/buka/", perjanjian.tahun_buka, name="tahun_buka"),
    path("perjanjian/<slug:kode>/<tahun:tahun>/pohon/", perjanjian.pohon, name="perjanjian_pohon"),
    path("perjanjian/<int:pk>/", perjanjian.rinci, name="perjanjian"),
    path("perjanjian/<int:pk>/simpan/", perjanjian.simpan, name="perjanjian_simpan"),
    path("perjanjian/<int:pk>/item/", perjanjian.item_tambah, name="perjanjian_item"),
    path(
        "perjanjian/<int:pk>/item/<int:item>/periksa/",
        perjanjian.periksa,
        name="perjanjian_periksa",
    ),
    path(
        "perjanjian/<int:pk>/item/<int:item>/hapus/",
        perjanjian.item_hapus,
        name="perjanjian_item_hapus",
    ),
    path("perjanjian/<int:pk>/ajukan/", perjanjian.ajukan, name="perjanjian_ajukan"),
    path("perjanjian/<int:pk>/setujui/", perjanjian.setujui, name="perjanjian_setujui"),
    path("perjanjian/<int:pk>/kembalikan/", perjanjian.kembalikan, name="perjanjian_kembalikan"),
    path("perjanjian/<int:pk>/tanda-tangan/", perjanjian.tanda_tangan, name="perjanjian_tanda"),
    path("perjanjian/<int:pk>/ubah/", perjanjian.ubah, name="perjanjian_ubah"),
    path("perjanjian/<int:pk>/bandingkan/", perjanjian.bandingkan, name="perjanjian_banding"),
    path(f"{_PERIODE}<slug:indikator>/bukti/", bukti.bukti, name="bukti"),
    path(f"{_PERIODE}<slug:indikator>/bukti/surat/", bukti.bukti_surat, name="bukti_surat"),
    path("bukti/<int:pk>/", bukti.bukti_lihat, name="bukti_lihat"),
    path("bukti/<int:pk>/hapus/", bukti.bukti_hapus, name="bukti_hapus"),
    path("verifikasi/<slug:kode>/", verifikasi.antrean, name="verifikasi"),
    path("verifikasi/<slug:kode>/<int:pk>/", verifikasi.nilai, name="verifikasi_nilai"),
    path("verifikasi/<slug:kode>/<int:pk>/terima/", verifikasi.terima, name="verifikasi_terima"),
    path(
        "verifikasi/<slug:kode>/<int:pk>/kembalikan/",
        verifikasi.kembalikan_nilai,
        name="verifikasi_kembalikan",
    ),
    path("koreksi/<slug:kode>/<int:pk>/", koreksi.koreksi_nilai, name="koreksi"),
]
