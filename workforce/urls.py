"""Pages of organisation and staff."""

from django.urls import path

from workforce import views

urlpatterns = [
    path("organisasi/", views.organisasi, name="organisasi"),
    path("organisasi/<slug:kode>/", views.unit, name="unit"),
    path("sdm/<slug:kode>/<tahun:tahun>/", views.pegawai, name="pegawai"),
]
