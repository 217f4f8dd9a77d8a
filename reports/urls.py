"""Home, report, documents, reconciliation."""

from django.urls import path

from reports import views

urlpatterns = [
    path("", views.beranda, name="beranda"),
    path("laporan/<slug:kode>/<tahun:tahun>/", views.laporan, name="laporan"),
    path("laporan/<slug:kode>/<tahun:tahun>/tabel.xlsx", views.laporan_xlsx, name="laporan_xlsx"),
    path(
        "laporan/<slug:kode>/<tahun:tahun>/minta/<slug:jenis>/",
        views.dokumen_minta,
        name="dokumen_minta",
    ),
    path("perjanjian/<int:pk>/pdf/", views.perjanjian_pdf, name="perjanjian_pdf"),
    path("dokumen/<int:pk>/", views.dokumen_keadaan, name="dokumen_keadaan"),
    path("dokumen/<int:pk>/unduh/", views.dokumen_unduh, name="dokumen_unduh"),
    path("rekonsiliasi/<slug:kode>/<tahun:tahun>/", views.rekonsiliasi, name="rekonsiliasi"),
]
