"""Pages of invitations: sent by mail, opened once, never by the wrong hands."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from workforce.actions_undangan import sidik
from workforce.enums import AksiJejak, Peran
from workforce.models import JejakAudit, Undangan, User
from workforce.querysets import hari_ini
from workforce.triggers import UNDANGAN

SANDI = "kuda-laut-biru-7"
KIRIM = {
    "nama": "Sari Rekaan",
    "email": "sari@contoh.go.id",
    "peran": Peran.PERENCANA,
    "unit": "",
    "selesai": "",
}


@pytest.fixture
def klien(akun, contoh) -> Client:
    client = Client()
    client.force_login(akun(Peran.ADMIN_PD, contoh, name="admin"))
    return client


def _url(name: str, *args) -> str:
    return reverse(name, args=("CONTOH", *args))


def _send(klien, **changed):
    return klien.post(_url("undang"), KIRIM | {"mulai": hari_ini()} | changed, follow=True)


def _link() -> str:
    (path,) = re.findall(r"http://127\.0\.0\.1:8000(/undangan/\S+)", mail.outbox[-1].body)
    return path


@pytest.fixture
def tautan(klien) -> str:
    _send(klien)
    return _link()


def _accept(link: str, client: Client | None = None, **changed):
    posted = {"username": "sari", "sandi": SANDI, "sandi_ulang": SANDI}
    return (client or Client()).post(link, posted | changed)


def test_invitation_is_sent_by_mail(klien):
    page = _send(klien).content.decode()

    assert "Undangan dikirim ke sari@contoh.go.id, berlaku tujuh hari." in page
    assert "Sari Rekaan" in page
    (said,) = mail.outbox
    assert said.to == ["sari@contoh.go.id"]
    assert said.subject == "LKIP: undangan sebagai Perencana"
    assert said.body.startswith(
        "Halo Sari Rekaan,\n\nadmin mengundang Anda memakai LKIP sebagai Perencana, Dinas Contoh."
    )
    row = Undangan.objects.get()
    assert row.sidik_token == sidik(_link().split("/")[2])


def test_invitation_that_no_mail_server_takes_is_told(klien, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9

    page = _send(klien).content.decode()

    assert "tersimpan, tetapi e-mail ke sari@contoh.go.id tidak terkirim." in page
    assert Undangan.objects.count() == 1


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"nama": ""}, "nama"),
        ({"email": "bukan alamat"}, "email"),
        ({"peran": Peran.ADMIN_SISTEM}, "peran"),
        ({"selesai": "2020-01-01"}, "selesai"),
    ],
)
def test_invitation_that_is_not_sent(klien, changed, field):
    page = _send(klien, **changed)

    assert list(page.context["form"].errors) == [field]
    assert mail.outbox == []


def test_refused_invitation_keeps_what_was_typed(klien, akun, contoh):
    user = akun(Peran.PEMBACA, contoh, name="rekan")
    User.objects.filter(pk=user.pk).update(email="sari@contoh.go.id")

    page = _send(klien)

    assert "milik akun rekan, yang sudah terdaftar" in page.content.decode()
    assert page.context["form"]["nama"].value() == "Sari Rekaan"
    assert JejakAudit.objects.filter(aksi=AksiJejak.DITOLAK).count() == 1


def test_second_invitation_of_an_address_is_no_denied_attempt(klien, tautan):
    page = _send(klien).content.decode()

    assert "Alamat e-mail ini sudah diundang dan belum menjawab." in page
    assert not JejakAudit.objects.filter(aksi=AksiJejak.DITOLAK).exists()


def test_accepted_invitation_leads_to_the_tasks(tautan, contoh):
    client = Client()
    page = client.get(tautan).content.decode()
    assert "Undangan untuk Sari Rekaan" in page
    assert "<strong>Perencana</strong>, Dinas Contoh" in page

    response = _accept(tautan, client)

    assert response.url == reverse("tugas")
    tasks = client.get(reverse("tugas")).content.decode()
    assert "Selamat datang, Sari Rekaan. Akun Anda sudah siap." in tasks
    user = User.objects.get(username="sari")
    assert user.penugasan.get().pd == contoh
    assert "Undangan ini sudah diterima." in Client().get(tautan).content.decode()


@pytest.mark.parametrize(
    ("changed", "field", "said"),
    [
        ({"sandi_ulang": "lain"}, "sandi_ulang", "Kedua kata sandi berbeda. Ketik yang sama."),
        (
            {"username": "ADMIN"},
            "username",
            "Nama pengguna ADMIN sudah dipakai. Pilih nama lain.",
        ),
        ({"username": "nama sari"}, "username", "Masukkan nama pengguna valid."),
        (
            {"sandi": "pendek", "sandi_ulang": "pendek"},
            "__all__",
            "Kata sandi terlalu pendek. Harus mengandung setidaknya 12 karakter.",
        ),
    ],
)
def test_account_that_is_not_made(tautan, changed, field, said):
    page = _accept(tautan, **changed)

    assert page.context["form"].errors[field][0].startswith(said)
    assert not User.objects.filter(email="sari@contoh.go.id").exists()


@pytest.mark.parametrize("why", ["expired", "inviter left"])
def test_dead_link_tells_nothing_of_user_names(klien, tautan, why):
    taken = "Nama pengguna ADMIN sudah dipakai."
    assert taken in _accept(tautan, username="ADMIN").content.decode()
    row = Undangan.objects.get()
    if why == "expired":
        Undangan.objects.update(kedaluwarsa=timezone.now() - timedelta(seconds=1))
        said = "Undangan ini sudah kedaluwarsa."
    else:
        User.objects.filter(username="admin").update(is_active=False)
        said = "admin, yang mengundang Anda, tidak lagi dapat memberi peran ini."

    pages = [_accept(tautan, username=name) for name in ("ADMIN", "sari")]

    for page in pages:
        assert not page.context["form"].is_bound
        assert said in page.content.decode()
    entries = JejakAudit.objects.filter(aksi=AksiJejak.DITOLAK)
    assert [(e.tabel, e.baris, e.pd, e.pelaku) for e in entries] == [
        (UNDANGAN, row.pk, row.pd, None)
    ] * 2
    assert all(e.alasan.startswith(said) for e in entries)
    assert not User.objects.filter(username="sari").exists()


def test_refused_acceptance_stands_in_the_trail(tautan, akun, bpsdm):
    user, row = akun(Peran.EVALUATOR, bpsdm, name="luar"), Undangan.objects.get()
    client = Client()
    client.force_login(user)
    client.post(f"{tautan}terima/")
    User.objects.filter(pk=user.pk).update(email=row.email)

    page = _accept(tautan)

    said = page.context["form"].non_field_errors()
    assert said == [
        "Alamat sari@contoh.go.id sudah dipakai sebuah akun. "
        "Masuklah dengan akun itu, lalu buka tautan undangan ini lagi."
    ]
    entries = JejakAudit.objects.filter(aksi=AksiJejak.DITOLAK, tabel=UNDANGAN).order_by("pk")
    assert [(e.baris, e.pelaku) for e in entries] == [(row.pk, user), (row.pk, None)]
    assert entries[1].alasan == said[0]


def test_unknown_link_is_not_found(db):
    assert Client().get(reverse("undangan", args=("tidak-ada",))).status_code == 404


def test_expired_link_says_so_until_it_is_renewed(klien, tautan):
    Undangan.objects.update(kedaluwarsa=timezone.now() - timedelta(seconds=1))
    assert "Undangan ini sudah kedaluwarsa." in Client().get(tautan).content.decode()
    assert "Undangan ini sudah kedaluwarsa." in _accept(tautan).content.decode()
    (row,) = klien.get(_url("pengguna")).context["undangan"]
    assert row.kedaluwarsa

    klien.post(_url("undangan_perbarui", row.undangan.pk))

    assert Client().get(tautan).status_code == 404
    assert _link() != tautan
    assert _accept(_link()).url == reverse("tugas")


def test_withdrawn_link_says_so(klien, tautan):
    row = Undangan.objects.get()

    page = klien.post(_url("undangan_cabut", row.pk), follow=True).content.decode()

    assert "Undangan untuk Sari Rekaan dicabut; tautannya tidak berlaku." in page
    assert "Undangan ini sudah dicabut" in Client().get(tautan).content.decode()
    for name in ("undangan_cabut", "undangan_perbarui"):
        page = klien.post(_url(name, row.pk), follow=True).content.decode()
        assert "Undangan Sari Rekaan sudah dicabut; tidak berubah lagi." in page


def test_invitation_of_another_agency_is_not_found(tautan, masuk, bpsdm):
    client = masuk(Peran.ADMIN_PD, bpsdm)
    row = Undangan.objects.get()

    for name in ("undangan_cabut", "undangan_perbarui"):
        assert client.post(_url(name, row.pk)).status_code == 404
        own = reverse(name, args=("BPSDM", row.pk))
        assert client.post(own).status_code == 404


def test_account_of_another_agency_accepts(tautan, akun, bpsdm, contoh):
    user = akun(Peran.EVALUATOR, bpsdm, name="luar")
    client = Client()
    client.force_login(user)
    url = f"{tautan}terima/"
    assert "Terima sebagai luar" in client.get(tautan).content.decode()
    # The form of a new account is not for whoever is signed in.
    _accept(tautan, client)
    assert not User.objects.filter(username="sari").exists()

    page = client.post(url, follow=True).content.decode()
    assert "Undangan ini untuk sari@contoh.go.id, sedangkan alamat akun Anda belum diisi." in page

    User.objects.filter(pk=user.pk).update(email="sari@contoh.go.id")
    page = client.post(url, follow=True).content.decode()
    assert "Anda sekarang memegang peran Perencana." in page
    assert user.penugasan.get(pd=contoh).peran == Peran.PERENCANA


@pytest.mark.parametrize("rows", [1, 3])
def test_list_costs_the_same_for_many_invitations(klien, django_assert_num_queries, rows):
    for number in range(rows):
        _send(klien, email=f"{number}@contoh.go.id")

    # Session, account, roles, agency, accounts, their roles, second factors, invitations, notices.
    with django_assert_num_queries(9):
        page = klien.get(_url("pengguna"))
    assert len(page.context["undangan"]) == rows
