"""Every address of the project, for every role, in the own agency and in a foreign one."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import URLPattern, URLResolver, path, reverse
from django.views.defaults import server_error

from lkip.urls import urlpatterns
from reports.enums import JenisDokumen, StatusPermintaan
from reports.models import PermintaanDokumen
from workforce.enums import Peran
from workforce.models import PerangkatDaerah

OK, PINDAH, DITOLAK, TIADA, CARA_LAIN = 200, 302, 403, 404, 405
SEMUA = tuple(Peran)
PENCETAK = tuple(peran for peran in Peran if peran != Peran.PEMBACA)


@dataclass(frozen=True)
class Alamat:
    """An address: its parts, the method that it serves, and the roles that it serves with what.

    Roles not named in `boleh` get `selain`. A foreign agency is not found for everyone but the
    administrator of the system; addresses without an agency (`milik_pd` false) know no foreigner.
    """

    nama: str
    bagian: tuple[str, ...] = ("kode", "tahun")
    metode: str = "get"
    hasil: int = OK
    boleh: tuple[Peran, ...] = SEMUA
    selain: int = DITOLAK
    milik_pd: bool = True
    terbuka: bool = False

    def url(self, pd: PerangkatDaerah, dokumen: PermintaanDokumen) -> str:
        """The address in an agency."""
        parts = {
            "kode": pd.kode,
            "tahun": 2023,
            "indikator": "I01",
            "jenis": JenisDokumen.PK_PDF.value,
            "pk": dokumen.pk,
        }
        return reverse(self.nama, kwargs={name: parts[name] for name in self.bagian})


TABEL = (
    Alamat("masuk", (), hasil=PINDAH, milik_pd=False, terbuka=True),
    Alamat("keluar", (), "post", PINDAH, milik_pd=False),
    Alamat("beranda", (), milik_pd=False),
    Alamat("organisasi", (), milik_pd=False),
    Alamat("unit", ("kode",)),
    Alamat("pegawai"),
    Alamat("indikator_daftar"),
    Alamat("indikator_rinci", ("kode", "tahun", "indikator")),
    Alamat("anggaran"),
    Alamat("laporan"),
    Alamat("laporan_xlsx"),
    Alamat("dokumen_minta", ("kode", "tahun", "jenis"), "post", PINDAH, PENCETAK),
    Alamat("dokumen_keadaan", ("pk",)),
    Alamat("dokumen_unduh", ("pk",)),
    Alamat("rekonsiliasi"),
)


def _names(patterns) -> set[str]:
    """Names of all addresses below some patterns, the settings pages left aside."""
    found: set[str] = set()
    for entry in patterns:
        if isinstance(entry, URLResolver):
            if entry.app_name != "admin":
                found |= _names(entry.url_patterns)
        else:
            assert isinstance(entry, URLPattern)
            assert entry.name, f"{entry.pattern} has no name"
            found.add(entry.name)
    return found


@pytest.fixture
def dokumen(akun):
    """A finished document of an agency, asked for by somebody else."""

    def make(pd: PerangkatDaerah) -> PermintaanDokumen:
        wish = PermintaanDokumen(
            pd=pd,
            tahun=2023,
            jenis=JenisDokumen.PK_PDF,
            pengguna=akun(Peran.PIMPINAN, pd, name="peminta"),
            status=StatusPermintaan.SELESAI,
        )
        wish.berkas.save("pk.pdf", ContentFile(b"%PDF-1.7 isi"), save=False)
        wish.save()
        return wish

    return make


def _status(client: Client, alamat: Alamat, url: str) -> int:
    response = getattr(client, alamat.metode)(url)
    # A file is read to its end, so that it is closed.
    b"".join(response) if response.streaming else response.content
    response.close()
    return response.status_code


def test_table_has_every_address_of_the_project():
    assert sorted(alamat.nama for alamat in TABEL) == sorted(_names(urlpatterns))


@pytest.mark.parametrize("peran", SEMUA)
@pytest.mark.parametrize("alamat", TABEL, ids=lambda alamat: alamat.nama)
def test_address_in_the_own_agency(masuk, dokumen, contoh, alamat, peran):
    url = alamat.url(contoh, dokumen(contoh))

    expected = alamat.hasil if peran in alamat.boleh else alamat.selain
    assert _status(masuk(peran, contoh), alamat, url) == expected


@pytest.mark.parametrize("peran", SEMUA)
@pytest.mark.parametrize("alamat", [a for a in TABEL if a.milik_pd], ids=lambda alamat: alamat.nama)
def test_address_in_a_foreign_agency(masuk, dokumen, contoh, bpsdm, alamat, peran):
    url = alamat.url(contoh, dokumen(contoh))

    expected = alamat.hasil if peran == Peran.ADMIN_SISTEM else TIADA
    assert _status(masuk(peran, bpsdm), alamat, url) == expected


@pytest.mark.parametrize("alamat", TABEL, ids=lambda alamat: alamat.nama)
def test_address_for_an_anonymous_reader(dokumen, contoh, alamat):
    url = alamat.url(contoh, dokumen(contoh))
    response = getattr(Client(), alamat.metode)(url)

    if alamat.terbuka:
        assert response.status_code == OK
    else:
        assert response.status_code == PINDAH
        assert response.url.split("?")[0] == reverse("masuk")


@pytest.mark.parametrize("nama", ["keluar", "dokumen_minta"])
def test_address_that_changes_something_is_not_reached_by_a_link(masuk, dokumen, contoh, nama):
    alamat = next(a for a in TABEL if a.nama == nama)

    response = masuk(Peran.PERENCANA, contoh).get(alamat.url(contoh, dokumen(contoh)))

    assert response.status_code == CARA_LAIN


def test_form_without_its_token_is_refused_in_indonesian(contoh, akun):
    client = Client(enforce_csrf_checks=True)
    client.force_login(akun(Peran.PERENCANA, contoh))

    response = client.post(
        reverse("dokumen_minta", kwargs={"kode": "CONTOH", "tahun": 2023, "jenis": "pk_pdf"})
    )

    assert response.status_code == DITOLAK
    assert "<h1>Formulir kedaluwarsa</h1>" in response.content.decode()


# --- error pages -----------------------------------------------------------------------------


def test_missing_page_says_so_in_indonesian(masuk, contoh):
    response = masuk(Peran.PEMBACA, contoh).get("/tidak/ada/")

    page = response.content.decode()
    assert response.status_code == TIADA
    assert '<html lang="id">' in page
    assert "<h1>Halaman tidak ditemukan</h1>" in page


def test_foreign_agency_looks_like_one_that_does_not_exist(masuk, contoh):
    client = masuk(Peran.PEMBACA, contoh)

    foreign, missing = (
        client.get(reverse("unit", kwargs={"kode": kode})).content for kode in ("BPSDM", "TIADA")
    )

    assert foreign == missing
    assert "<h1>Halaman tidak ditemukan</h1>" in foreign.decode()


def test_refused_action_names_the_rule(masuk, contoh):
    response = masuk(Peran.PEMBACA, contoh).post(
        reverse(
            "dokumen_minta",
            kwargs={"kode": "CONTOH", "tahun": 2023, "jenis": JenisDokumen.PK_PDF.value},
        )
    )

    page = response.content.decode()
    assert response.status_code == DITOLAK
    assert "<h1>Tidak diizinkan</h1>" in page
    assert "Hak membuat dokumen pada Dinas Contoh dimiliki oleh: Administrator sistem" in page
    assert not PermintaanDokumen.objects.exists()


def _broken(request):
    raise RuntimeError("rahasia")


class _Alamat:
    """Addresses of the test below: one page that breaks."""

    urlpatterns = (path("rusak/", _broken),)
    handler500 = staticmethod(server_error)


def test_broken_page_says_so_in_indonesian_and_tells_nothing(settings, masuk, contoh, caplog):
    client = masuk(Peran.PEMBACA, contoh)
    client.raise_request_exception = False
    settings.ROOT_URLCONF = _Alamat

    response = client.get("/rusak/")

    page = response.content.decode()
    assert response.status_code == 500
    assert "<h1>Terjadi gangguan</h1>" in page
    assert "rahasia" not in page
