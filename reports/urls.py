"""Home, dashboard, report and its writing, documents, reconciliation."""

from django.urls import path

from reports.views import (
    banding,
    bukti,
    dasbor,
    edisi,
    laporan,
    pemeriksaan,
    provinsi,
    rapat,
    tulis,
)

_DASBOR = "dashboard/<slug:kode>/<tahun:tahun>/"
_PENULISAN = "laporan/<slug:kode>/<tahun:tahun>/penulisan/"
_BAGIAN = f"{_PENULISAN}<slug:bagian>/"
_EDISI = "laporan/<slug:kode>/<tahun:tahun>/edisi/"
_SATU = f"{_EDISI}<int:urutan>/"
_KEPUTUSAN = "dashboard/<slug:kode>/keputusan/<int:pk>/"

_PERIKSA = "pemeriksaan/<slug:kode>/<tahun:tahun>/"

urlpatterns = [
    path("", laporan.beranda, name="beranda"),
    path("laporan/<slug:kode>/<tahun:tahun>/", laporan.laporan, name="laporan"),
    path("laporan/<slug:kode>/<tahun:tahun>/tabel.xlsx", laporan.laporan_xlsx, name="laporan_xlsx"),
    path(
        "laporan/<slug:kode>/<tahun:tahun>/minta/<slug:jenis>/",
        laporan.dokumen_minta,
        name="dokumen_minta",
    ),
    path(_PENULISAN, tulis.penulisan, name="penulisan"),
    # Before the texts: none of them has this slug.
    path(f"{_PENULISAN}bagi/", tulis.bagi, name="penulisan_bagi"),
    path(f"{_PENULISAN}salin/", tulis.salin, name="penulisan_salin"),
    path(_BAGIAN, tulis.bagian, name="penulisan_bagian"),
    path(f"{_BAGIAN}simpan/", tulis.simpan, name="penulisan_simpan"),
    path(f"{_BAGIAN}pratinjau/", tulis.pratinjau_teks, name="penulisan_pratinjau"),
    path(f"{_BAGIAN}fakta/", tulis.cari_fakta, name="penulisan_fakta"),
    path(f"{_BAGIAN}tinjau/", tulis.tinjau, name="penulisan_tinjau"),
    path(f"{_BAGIAN}ajukan/", tulis.ajukan, name="penulisan_ajukan"),
    path(f"{_BAGIAN}kembalikan/", tulis.kembalikan, name="penulisan_kembalikan"),
    path(f"{_BAGIAN}setujui/", tulis.setujui, name="penulisan_setujui"),
    path(f"{_BAGIAN}buka/", tulis.buka, name="penulisan_buka"),
    path(_EDISI, edisi.edisi, name="edisi"),
    path(f"{_EDISI}siapkan/", edisi.siapkan, name="edisi_siapkan"),
    path(f"{_EDISI}banding/", edisi.bandingkan, name="edisi_banding"),
    path(_SATU, edisi.rinci, name="edisi_rinci"),
    path(f"{_SATU}baca/", edisi.baca, name="edisi_baca"),
    path(f"{_SATU}berkas/<slug:jenis>/", edisi.berkas, name="edisi_berkas"),
    path(f"{_SATU}finalkan/", edisi.finalkan, name="edisi_finalkan"),
    path(f"{_SATU}tutup/", edisi.tutup, name="edisi_tutup"),
    path(f"{_SATU}ulangi/", edisi.ulangi, name="edisi_ulangi"),
    path(f"{_SATU}kirim/<int:nomor>/", edisi.kirim, name="edisi_kirim"),
    # Without a login. Evidence of values has numbers here, which come first.
    path("bukti/<slug:nomor>/", bukti.bukti, name="bukti_edisi"),
    path("bukti/<slug:nomor>/periksa/", bukti.periksa, name="bukti_edisi_periksa"),
    path("perjanjian/<int:pk>/pdf/", laporan.perjanjian_pdf, name="perjanjian_pdf"),
    path("dokumen/<int:pk>/", laporan.dokumen_keadaan, name="dokumen_keadaan"),
    path("dokumen/<int:pk>/unduh/", laporan.dokumen_unduh, name="dokumen_unduh"),
    # Before the agencies: none of them has this code in its address.
    path("dashboard/provinsi/<tahun:tahun>/", provinsi.kinerja, name="dasbor_provinsi"),
    path(_DASBOR, dasbor.kinerja, name="dasbor"),
    path(f"{_DASBOR}anggaran/", dasbor.anggaran, name="dasbor_anggaran"),
    path(f"{_DASBOR}sdm/", dasbor.sdm, name="dasbor_sdm"),
    path(f"{_DASBOR}grafik/<slug:nama>.<slug:bentuk>", dasbor.grafik, name="dasbor_grafik"),
    path(f"{_DASBOR}dasbor.xlsx", dasbor.xlsx, name="dasbor_xlsx"),
    path(f"{_DASBOR}pdf/", dasbor.pdf, name="dasbor_pdf"),
    path(f"{_DASBOR}banding/", banding.banding, name="dasbor_banding"),
    path(f"{_DASBOR}rapat/", rapat.rapat, name="dasbor_rapat"),
    path(
        f"{_DASBOR}rapat/<int:periode>/<slug:indikator>/putuskan/",
        rapat.putuskan,
        name="dasbor_putuskan",
    ),
    path("dashboard/<slug:kode>/keputusan/", rapat.tertutup, name="dasbor_keputusan_tertutup"),
    path(_KEPUTUSAN, rapat.rinci, name="dasbor_keputusan"),
    path(f"{_KEPUTUSAN}lapor/", rapat.lapor, name="dasbor_keputusan_lapor"),
    path(f"{_KEPUTUSAN}tutup/", rapat.tutup, name="dasbor_keputusan_tutup"),
    path(f"{_KEPUTUSAN}lanjut/", rapat.lanjut, name="dasbor_keputusan_lanjut"),
    path("dashboard/<slug:kode>/aturan/", dasbor.aturan, name="dasbor_aturan"),
    path(_PERIKSA, pemeriksaan.pemeriksaan, name="pemeriksaan"),
    path(f"{_PERIKSA}terima/", pemeriksaan.terima, name="pemeriksaan_terima"),
    path(f"{_PERIKSA}<int:pk>/buka/", pemeriksaan.buka, name="pemeriksaan_buka"),
    path("rekonsiliasi/<slug:kode>/<tahun:tahun>/", laporan.rekonsiliasi, name="rekonsiliasi"),
]
