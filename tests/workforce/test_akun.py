"""The own account: roles with where they come from, and their delegation."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from workforce.enums import AksiJejak, Peran
from workforce.models import JejakAudit, PenugasanPeran, User
from workforce.queries import peran_akun
from workforce.queries_akun import peramban
from workforce.querysets import hari_ini

HARI = timedelta(days=1)


@pytest.fixture
def verifikator(akun, contoh) -> User:
    return akun(Peran.VERIFIKATOR, contoh, name="verifikator")


@pytest.fixture
def rekan(akun, contoh) -> User:
    return akun(Peran.PERENCANA, contoh, name="rekan")


def _client(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def _page(user: User) -> str:
    return _client(user).get(reverse("akun")).content.decode()


def _delegate(giver: User, receiver: User, **changed):
    posted = {
        "penerima": receiver.pk,
        "mulai": hari_ini(),
        "selesai": hari_ini() + 5 * HARI,
        "alasan": "Cuti tahunan",
    }
    url = reverse("delegasi", args=(giver.penugasan.get(asal=None).pk,))
    return _client(giver).post(url, posted | changed, follow=True)


def test_account_names_person_and_roles(verifikator):
    verifikator.email = "verifikator@contoh.go.id"
    verifikator.save()

    page = _page(verifikator)

    assert "verifikator@contoh.go.id" in page
    assert "<strong>Verifikator</strong>, Dinas Contoh" in page
    assert "Belum ada faktor kedua" in page


def test_account_without_role_is_told_whom_to_ask(db):
    page = _page(User.objects.create_user("asing"))
    assert "Belum ada peran. Mintalah administrator perangkat daerah memberi peran." in page

    assert "Akun ini adalah administrator sistem." in _page(User.objects.create_superuser("akar"))


@pytest.mark.parametrize("rows", [1, 3])
def test_account_costs_the_same_for_many_roles(
    verifikator, contoh, django_assert_num_queries, rows
):
    for peran in (Peran.EVALUATOR, Peran.PEMBACA)[: rows - 1]:
        PenugasanPeran.objects.create(pengguna=verifikator, peran=peran, pd=contoh)
    client = _client(verifikator)

    # Session, account, roles, all roles, delegated, second factor, sessions twice.
    with django_assert_num_queries(8):
        page = client.get(reverse("akun"))
    assert len(page.context["peran"]) == rows


# --- delegation --------------------------------------------------------------------------------


def test_delegated_role_stands_in_both_accounts(verifikator, rekan):
    page = _delegate(verifikator, rekan).content.decode()

    assert "Peran Verifikator, Dinas Contoh didelegasikan kepada rekan." in page
    assert "<strong>Verifikator</strong> kepada rekan" in page
    assert "Didelegasikan oleh verifikator: Cuti tahunan" in _page(rekan)
    rights = _client(rekan).get(reverse("hak")).content.decode()
    assert "Didelegasikan oleh verifikator: Cuti tahunan" in rights
    assert _client(rekan).get(reverse("verifikasi", args=("CONTOH",))).status_code == 200


def test_choice_is_among_colleagues(verifikator, rekan, akun, contoh, bpsdm):
    akun(Peran.PEMBACA, bpsdm, name="luar")
    closed = akun(Peran.PEMBACA, contoh, name="tutup")
    User.objects.filter(pk=closed.pk).update(is_active=False)
    url = reverse("delegasi", args=(verifikator.penugasan.get().pk,))

    form = _client(verifikator).get(url).context["form"]

    assert list(form.fields["penerima"].queryset) == [rekan]


def test_refused_delegation_is_told_and_stands_in_the_trail(verifikator, rekan):
    page = _delegate(verifikator, rekan, selesai=hari_ini() + 91 * HARI)

    (said,) = page.context["form"].non_field_errors()
    assert said.startswith("Delegasi paling lama 90 hari: sampai ")
    assert page.context["form"]["alasan"].value() == "Cuti tahunan"
    assert JejakAudit.objects.get(aksi=AksiJejak.DITOLAK).pelaku == verifikator


def test_delegation_without_a_reason_is_no_denied_attempt(verifikator, rekan):
    page = _delegate(verifikator, rekan, alasan="  ")

    assert list(page.context["form"].errors) == ["alasan"]
    assert not JejakAudit.objects.filter(aksi=AksiJejak.DITOLAK).exists()


def test_delegated_role_offers_no_delegation(verifikator, rekan):
    _delegate(verifikator, rekan)
    role = rekan.penugasan.exclude(asal=None).get()

    page = _client(rekan).get(reverse("delegasi", args=(role.pk,))).content.decode()

    assert "Peran yang didelegasikan tidak didelegasikan lagi." in page
    assert '<form method="post">' not in page


def test_role_of_others_is_not_found(verifikator, rekan):
    url = reverse("delegasi", args=(verifikator.penugasan.get().pk,))

    assert _client(rekan).get(url).status_code == 404


@pytest.mark.parametrize("who", ["verifikator", "rekan"])
def test_delegation_is_ended_by_both(request, verifikator, rekan, who):
    _delegate(verifikator, rekan)
    role = rekan.penugasan.exclude(asal=None).get()
    url = reverse("delegasi_cabut", args=(role.pk,))

    page = _client(request.getfixturevalue(who)).post(url, follow=True).content.decode()

    assert "Delegasi diakhiri." in page
    assert not PenugasanPeran.objects.exclude(asal=None).exists()


def test_delegation_of_others_is_not_ended(verifikator, rekan, akun, contoh, bpsdm):
    _delegate(verifikator, rekan)
    role = rekan.penugasan.exclude(asal=None).get()
    url = reverse("delegasi_cabut", args=(role.pk,))

    stranger = _client(akun(Peran.PEMBACA, bpsdm, name="luar"))
    assert stranger.post(url).status_code == 404
    colleague = _client(akun(Peran.PEMBACA, contoh, name="kolega"))
    page = colleague.post(url, follow=True).content.decode()
    assert "Hanya pemberi dan penerima delegasi" in page
    assert PenugasanPeran.objects.filter(pk=role.pk).exists()


def test_states_of_delegated_roles(verifikator, rekan):
    _delegate(verifikator, rekan)

    def state() -> str:
        return next(p.keadaan for p in peran_akun(rekan, hari_ini()) if p.penugasan.asal)

    assert state() == "berlaku"
    verifikator.penugasan.update(mulai=hari_ini() - 9 * HARI, selesai=hari_ini() - HARI)
    assert state() == "sudah berakhir"
    verifikator.penugasan.update(selesai=None)
    User.objects.filter(pk=verifikator.pk).update(is_active=False)
    assert state() == "sudah berakhir"


@pytest.mark.parametrize(
    ("agent", "said"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537 Edg/140.0", "Edge di Windows"),
        ("Mozilla/5.0 (Linux; Android 14) Chrome/140.0 Safari/537", "Chrome di Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18) Safari/604", "Safari di iPhone"),
        ("curl/8", "Peramban lain"),
    ],
)
def test_browsers_in_words(agent, said):
    assert peramban(agent) == said
