"""Home, dashboard, report, documents, reconciliation."""

from django.urls import path

from reports.views import dasbor, laporan, provinsi

urlpatterns = [
    path("", laporan.beranda, name="beranda"),
    path("laporan/<slug:kode>/<tahun:tahun>/", laporan.laporan, name="laporan"),
    path("laporan/<slug:kode>/<tahun:tahun>/tabel.xlsx", laporan.laporan_xlsx, name="laporan_xlsx"),
    path(
        "laporan/<slug:kode>/<tahun:tahun>/minta/<slug:jenis>/",
        laporan.dokumen_minta,
        name="dokumen_minta",
    ),
    path("perjanjian/<int:pk>/pdf/", laporan.perjanjian_pdf, name="perjanjian_pdf"),
    path("dokumen/<int:pk>/", laporan.dokumen_keadaan, name="dokumen_keadaan"),
    path("dokumen/<int:pk>/unduh/", laporan.dokumen_unduh, name="dokumen_unduh"),
    # Before the agencies: none of them has this code in its address.
    path("dashboard/provinsi/<tahun:tahun>/", provinsi.kinerja, name="dasbor_provinsi"),
    path("dashboard/<slug:kode>/<tahun:tahun>/", dasbor.kinerja, name="dasbor"),
    path("dashboard/<slug:kode>/<tahun:tahun>/anggaran/", dasbor.anggaran, name="dasbor_anggaran"),
    path("dashboard/<slug:kode>/<tahun:tahun>/sdm/", dasbor.sdm, name="dasbor_sdm"),
    path(
        "dashboard/<slug:kode>/<tahun:tahun>/grafik/<slug:nama>.<slug:bentuk>",
        dasbor.grafik,
        name="dasbor_grafik",
    ),
    path("dashboard/<slug:kode>/aturan/", dasbor.aturan, name="dasbor_aturan"),
    path("rekonsiliasi/<slug:kode>/<tahun:tahun>/", laporan.rekonsiliasi, name="rekonsiliasi"),
]
