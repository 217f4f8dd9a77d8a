"""Pages of the budget."""

from django.urls import path

from budget import views

urlpatterns = [path("anggaran/<slug:kode>/<tahun:tahun>/", views.anggaran, name="anggaran")]
