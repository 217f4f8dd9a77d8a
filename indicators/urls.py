"""Pages of indicators and their measurement."""

from django.urls import path

from indicators.views import (
    bukti,
    indikator,
    koreksi,
    pemberitahuan,
    pengukuran,
    perencanaan,
    perencanaan_indikator,
    periode,
    perjanjian,
    tugas,
    verifikasi,
)

_PERIODE = "pengukuran/<slug:kode>/<tahun:tahun>/<int:periode>/"
_RENCANA = "perencanaan/<slug:kode>/<tahun:tahun>/"
_DOKUMEN = f"{_RENCANA}dokumen/<int:pk>/"
_TUJUAN = f"{_RENCANA}tujuan/<int:pk>/"
_SASARAN_RENSTRA = f"{_RENCANA}sasaran-renstra/<int:pk>/"
_SASARAN = f"{_RENCANA}sasaran/<int:pk>/"
_INDIKATOR = f"{_RENCANA}indikator/<slug:indikator>/"
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
    path(
        "pengukuran/<slug:kode>/<tahun:tahun>/tahunan/<slug:indikator>/usulan/",
        pengukuran.usulan_pakai,
        name="pengukuran_usulan",
    ),
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
    path(
        "perjanjian/<int:pk>/item/<int:item>/urungkan/",
        perjanjian.item_urungkan,
        name="perjanjian_item_urungkan",
    ),
    path(
        "perjanjian/<int:pk>/item/<int:item>/rencana/",
        perjanjian.item_rencana,
        name="perjanjian_item_rencana",
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
    path(
        f"{_PERIODE}<slug:indikator>/koreksi/",
        koreksi.koreksi_tanpa_nilai,
        name="koreksi_tanpa_nilai",
    ),
    path(_RENCANA, perencanaan.halaman_tahun, name="perencanaan"),
    path(
        f"{_RENCANA}dokumen/tambah/", perencanaan.dokumen_tambah, name="perencanaan_dokumen_tambah"
    ),
    path(f"{_DOKUMEN}ubah/", perencanaan.dokumen_ubah, name="perencanaan_dokumen_ubah"),
    path(f"{_DOKUMEN}hapus/", perencanaan.dokumen_hapus, name="perencanaan_dokumen_hapus"),
    path(f"{_DOKUMEN}target/", perencanaan_indikator.target, name="perencanaan_target"),
    path(f"{_DOKUMEN}tujuan/tambah/", perencanaan.tujuan_tambah, name="perencanaan_tujuan_tambah"),
    path(f"{_TUJUAN}ubah/", perencanaan.tujuan_ubah, name="perencanaan_tujuan_ubah"),
    path(f"{_TUJUAN}hapus/", perencanaan.tujuan_hapus, name="perencanaan_tujuan_hapus"),
    path(
        f"{_TUJUAN}sasaran/tambah/",
        perencanaan.sasaran_renstra_tambah,
        name="perencanaan_sasaran_renstra_tambah",
    ),
    path(
        f"{_SASARAN_RENSTRA}ubah/",
        perencanaan.sasaran_renstra_ubah,
        name="perencanaan_sasaran_renstra_ubah",
    ),
    path(
        f"{_SASARAN_RENSTRA}hapus/",
        perencanaan.sasaran_renstra_hapus,
        name="perencanaan_sasaran_renstra_hapus",
    ),
    path(
        f"{_RENCANA}sasaran/tambah/", perencanaan.sasaran_tambah, name="perencanaan_sasaran_tambah"
    ),
    path(f"{_SASARAN}ubah/", perencanaan.sasaran_ubah, name="perencanaan_sasaran_ubah"),
    path(f"{_SASARAN}hapus/", perencanaan.sasaran_hapus, name="perencanaan_sasaran_hapus"),
    path(f"{_SASARAN}geser/", perencanaan.sasaran_geser, name="perencanaan_sasaran_geser"),
    path(
        f"{_RENCANA}indikator/tambah/",
        perencanaan_indikator.tambah,
        name="perencanaan_indikator_tambah",
    ),
    path(_INDIKATOR, perencanaan_indikator.profil, name="perencanaan_indikator"),
    path(f"{_INDIKATOR}ubah/", perencanaan_indikator.ubah_satu, name="perencanaan_indikator_ubah"),
    path(
        f"{_INDIKATOR}hapus/", perencanaan_indikator.hapus_satu, name="perencanaan_indikator_hapus"
    ),
    path(
        f"{_INDIKATOR}nonaktif/",
        perencanaan_indikator.nonaktif,
        name="perencanaan_indikator_nonaktif",
    ),
    path(
        f"{_INDIKATOR}geser/", perencanaan_indikator.geser_satu, name="perencanaan_indikator_geser"
    ),
]
