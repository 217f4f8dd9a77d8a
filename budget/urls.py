"""Pages of the budget."""

from django.urls import path

from budget import views

urlpatterns = [path("anggaran/<slug:kode>/<int:tahun>/", views.anggaran, name="anggaran")]
