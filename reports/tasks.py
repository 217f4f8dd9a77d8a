"""Background work: rendering documents, freezing editions."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from django_tasks import task

from reports import lkip, pembekuan
from reports.actions import catat_kemajuan, gagalkan_dokumen, selesaikan_dokumen
from reports.actions_edisi import Digantikan, gagalkan_edisi, mulai_bekukan
from reports.cetak_dasbor import dashboard_pdf
from reports.charts import GrafikGagal
from reports.context import Konteks
from reports.enums import JenisDokumen
from reports.facts import FaktaTidakDikenal
from reports.models import Edisi, PermintaanDokumen
from reports.pembekuan import PrasyaratTerbuka
from reports.rekonsiliasi import UkuranTidakDikenal
from reports.rendering import PdfGagal
from workforce.querysets import hari_ini

# A report has about this many pages; the bar moves evenly towards it.
EXPECTED_PAGES = 150
GANGGUAN = "Dokumen gagal dibuat karena gangguan pada aplikasi. Hubungi administrator."


@task()
def render(pk: int) -> None:
    """Render a wished document and keep its progress beside it."""
    wish = PermintaanDokumen.objects.select_related("pd", "perjanjian__jabatan").get(pk=pk)
    catat_kemajuan(permintaan=wish, tahap="Menyusun isi", persen=3)
    try:
        content = _content(wish)
    except (FaktaTidakDikenal, GrafikGagal, PdfGagal) as error:
        gagalkan_dokumen(permintaan=wish, pesan=str(error))
        return
    except Exception:
        # Whoever waits learns that nothing will come; the worker's log keeps the cause.
        gagalkan_dokumen(permintaan=wish, pesan=GANGGUAN)
        raise
    selesaikan_dokumen(permintaan=wish, nama=wish.nama_berkas, isi=content)


def _content(wish: PermintaanDokumen) -> bytes:
    if wish.jenis == JenisDokumen.DASBOR_PDF:
        note = _progress(wish)
        return dashboard_pdf(wish.pd, wish.tahun, wish.pilihan, hari=hari_ini(), progress=note)
    if wish.jenis == JenisDokumen.PK_PDF:
        konteks = Konteks(wish.pd, wish.tahun, wish.perjanjian)
        return lkip.agreement_pdf(konteks, _progress(wish))
    return lkip.pdf(lkip.document(wish.pd, wish.tahun, inline=False), _progress(wish))


def _progress(wish: PermintaanDokumen) -> Callable[[int], None]:
    def note(pages: int) -> None:
        done = 10 + 80 * pages // EXPECTED_PAGES
        catat_kemajuan(permintaan=wish, tahap=f"{pages} halaman tertata", persen=done)

    return note


@task()
def bekukan(pk: int, percobaan: int) -> None:
    """Freeze an edition; a worker that was replaced leaves everything as it is."""
    with suppress(Digantikan):
        _bekukan(mulai_bekukan(pk=pk, percobaan=percobaan))


def _bekukan(edisi: Edisi) -> None:
    try:
        pembekuan.bekukan(edisi)
    except (
        FaktaTidakDikenal,
        GrafikGagal,
        PdfGagal,
        PrasyaratTerbuka,
        UkuranTidakDikenal,
    ) as error:
        gagalkan_edisi(edisi=edisi, pesan=str(error))
    except Digantikan:
        raise
    except Exception:
        gagalkan_edisi(edisi=edisi, pesan=GANGGUAN)
        raise
