"""Pages of organisation, staff, rights and the audit trail."""

from django.urls import path

from workforce.views import jejak, organisasi, peran

urlpatterns = [
    path("organisasi/", organisasi.organisasi, name="organisasi"),
    path("organisasi/<slug:kode>/", organisasi.unit, name="unit"),
    path("sdm/<slug:kode>/<tahun:tahun>/", organisasi.pegawai, name="pegawai"),
    path("jejak/<slug:kode>/", jejak.jejak, name="jejak"),
    path("hak/", peran.hak, name="hak"),
]
