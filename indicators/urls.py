"""Pages of indicators."""

from django.urls import path

from indicators import views

urlpatterns = [
    path("indikator/<slug:kode>/<tahun:tahun>/", views.daftar, name="indikator_daftar"),
    path(
        "indikator/<slug:kode>/<tahun:tahun>/<slug:indikator>/", views.rinci, name="indikator_rinci"
    ),
]
