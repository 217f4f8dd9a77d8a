"""Pages of the budget."""

from django.urls import path

from budget.views import anggaran, entri, koreksi, rencana

TAHUN = "anggaran/<slug:kode>/<tahun:tahun>/"
BULAN = f"{TAHUN}isi/<int:bulan>/"
BARIS = "<slug:tingkat>/<int:pk>/"

urlpatterns = [
    path(TAHUN, anggaran.anggaran, name="anggaran"),
    path(BULAN, entri.isi, name="anggaran_isi"),
    path(f"{BULAN}{BARIS}simpan/", entri.simpan, name="anggaran_simpan"),
    path(f"{BULAN}{BARIS}pratinjau/", entri.pratinjau, name="anggaran_pratinjau"),
    path(f"{BULAN}{BARIS}koreksi/", koreksi.koreksi, name="anggaran_koreksi"),
    path(f"{TAHUN}rencana/", rencana.isi, name="anggaran_rencana"),
    path(f"{TAHUN}rencana/{BARIS}simpan/", rencana.simpan, name="anggaran_rencana_simpan"),
    path(f"{TAHUN}rencana/{BARIS}pratinjau/", rencana.pratinjau, name="anggaran_rencana_pratinjau"),
]
