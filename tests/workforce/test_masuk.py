"""Login, its limits, passwords: one answer for everybody, and every failure in the trail."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.core import mail
from django.core.cache import cache, caches
from django.core.cache.backends.db import DatabaseCache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lkip.security import BERKALA
from workforce.actions import catat_penolakan
from workforce.adapters import TIDAK_COCOK, AkunAdapter
from workforce.enums import AksiJejak, Peran
from workforce.models import JejakAudit, User
from workforce.triggers import PENGGUNA

SANDI = "sandi-yang-panjang"
BARU = "kuda-laut-biru-7"
TUNGGU = re.compile(r"Terlalu banyak percobaan yang gagal\. Tunggu (\d+) menit, lalu coba lagi\.")


@pytest.fixture
def orang(akun, contoh) -> User:
    user = akun(Peran.PEMBACA, contoh, name="orang")
    user.email = "orang@contoh.go.id"
    user.save()
    return user


def _login(name: str = "orang", sandi: str = SANDI, client: Client | None = None, **kwargs):
    client = client or Client()
    return client.post(reverse("masuk"), {"login": name, "password": sandi} | kwargs)


def _denied() -> list[str]:
    rows = JejakAudit.objects.filter(aksi=AksiJejak.DITOLAK, tabel=PENGGUNA).order_by("pk")
    return [row.alasan for row in rows]


# --- login -------------------------------------------------------------------------------------


def test_login_leads_to_where_one_wanted_to_go(orang):
    assert _login().url == reverse("tugas")
    assert _login(next=reverse("hak")).url == reverse("hak")
    assert _login(next="https://lain.example/").url == reverse("tugas")
    assert _denied() == []


@pytest.mark.parametrize("name", ["orang", "tidak-ada"])
def test_failed_login_says_the_same_for_every_name(orang, name):
    page = _login(name, "salah")

    assert page.status_code == 200
    assert page.context["form"].non_field_errors() == [TIDAK_COCOK]
    assert f'value="{name}"' in page.content.decode()


def test_failed_login_stands_in_the_trail_where_there_is_an_account(orang, contoh):
    _login("tidak-ada", "salah")
    assert _denied() == []

    _login("ORANG", "salah")
    assert _denied() == ["Masuk gagal dari 127.0.0.1: kata sandi tidak cocok."]
    entry = JejakAudit.objects.get(aksi=AksiJejak.DITOLAK)
    assert (entry.pd, entry.baris, entry.pelaku) == (contoh, orang.pk, None)
    # Whoever tries to log in does not wait for a seal; the next write gives it.
    assert entry.segel == ""
    catat_penolakan(pd=contoh, tabel=PENGGUNA, baris=0, alasan="Ditolak.", by=None)
    entry.refresh_from_db()
    assert len(entry.segel) == 64


def test_closed_account_is_told_so_with_the_right_password_alone(orang):
    User.objects.filter(pk=orang.pk).update(is_active=False)

    assert _login(sandi="salah").context["form"].non_field_errors() == [TIDAK_COCOK]
    assert _login().url == reverse("account_inactive")
    assert "Akun ini dinonaktifkan" in Client().get(reverse("account_inactive")).content.decode()


def test_nobody_signs_up(db):
    assert Client().get("/akun/daftar/").status_code == 404
    assert Client().get("/accounts/signup/").status_code == 404


def test_login_page_of_the_demo_shows_its_accounts(settings, db):
    assert "demo-lkip-2023" not in Client().get(reverse("masuk")).content.decode()
    settings.DEMO = True
    assert "demo-lkip-2023" in Client().get(reverse("masuk")).content.decode()


# --- limits ------------------------------------------------------------------------------------


def test_sixth_attempt_waits_even_with_the_right_password(orang):
    for _ in range(5):
        assert _login(sandi="salah").context["form"].non_field_errors() == [TIDAK_COCOK]

    page = _login()

    (said,) = page.context["form"].non_field_errors()
    found = TUNGGU.fullmatch(said)
    assert found is not None
    assert found.group(1) == "10"
    assert "_auth_user_id" not in page.client.session


def test_lock_out_stands_in_the_trail_once(orang):
    for _ in range(9):
        _login(sandi="salah")

    denied = _denied()
    assert len(denied) == 5
    assert denied[3] == "Masuk gagal dari 127.0.0.1: kata sandi tidak cocok."
    assert denied[4] == (
        "Masuk gagal dari 127.0.0.1: kata sandi tidak cocok. "
        "Percobaan berikutnya ditolak selama 10 menit."
    )


def test_lock_out_holds_under_every_name_of_the_host(orang):
    for number in range(5):
        _login(sandi="salah", client=Client(headers={"host": f"testserver:{number + 1}"}))

    (said,) = (
        _login(client=Client(headers={"host": "testserver:99"})).context["form"].non_field_errors()
    )
    assert TUNGGU.fullmatch(said)


def test_lock_out_holds_for_every_writing_of_a_name(rf):
    def key(**credentials):
        return AkunAdapter()._get_login_attempts_cache_key(rf.post("/masuk/"), **credentials)

    assert key(username="adm\u0131n") == key(username="ADMIN") == "masuk:admin"
    # Whoever is asked for the password again may come with an address beside the name.
    assert key(username="admin", email="admin@contoh.go.id") == "masuk:admin"
    assert key(username="admin2") != "masuk:admin"


def test_names_without_account_are_locked_out_alike(db):
    for _ in range(5):
        _login("tidak-ada", "salah")

    (said,) = _login("tidak-ada", "salah").context["form"].non_field_errors()
    assert TUNGGU.fullmatch(said)


def test_lock_out_of_one_is_not_that_of_another(orang, akun, contoh):
    akun(Peran.PEMBACA, contoh, name="lain")
    for _ in range(6):
        _login(sandi="salah")

    assert _login("lain").status_code == 302


def test_lock_out_ends(orang, monkeypatch):
    for _ in range(6):
        _login(sandi="salah")
    now = timezone.now() + timedelta(minutes=10, seconds=1)
    monkeypatch.setattr("allauth.core.internal.ratelimit.time.time", now.timestamp)

    assert _login().status_code == 302


def test_login_that_succeeds_costs_no_attempt(orang):
    for _ in range(8):
        assert _login().status_code == 302


def test_one_address_does_not_try_many_names(db):
    for number in range(60):
        _login(f"nama-{number}", "salah")

    (said,) = _login("nama-baru", "salah").context["form"].non_field_errors()
    assert TUNGGU.fullmatch(said)
    assert TUNGGU.fullmatch(said).group(1) == "1"


def test_too_many_requests_get_a_page_of_their_own(settings, orang):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"login": "1/m/ip"}
    _login(sandi="salah")

    page = _login(sandi="salah")

    assert page.status_code == 429
    assert "<h1>Terlalu sering</h1>" in page.content.decode()


def test_limits_are_kept_in_the_database_for_all_processes(orang):
    assert isinstance(caches["default"], DatabaseCache)
    cache.set("uji", 1)

    # Another worker has a cache object of its own and reads the same table.
    other = DatabaseCache("lkip_cache", {})
    assert other.get("uji") == 1


# --- sessions ----------------------------------------------------------------------------------


@pytest.fixture
def jam(monkeypatch):
    """Move the clock of the sessions by minutes."""

    def move(minutes: float) -> None:
        later = timezone.now() + timedelta(minutes=minutes)
        monkeypatch.setattr("lkip.security.time.time", later.timestamp)

    return move


def test_session_ends_without_use(orang, jam):
    client = Client()
    _login(client=client)
    jam(59)
    assert client.get(reverse("akun")).status_code == 200
    jam(118)
    assert client.get(reverse("akun")).status_code == 200

    jam(179)
    response = client.get(reverse("akun"), follow=True)
    assert response.redirect_chain == [(f"{reverse('masuk')}?next={reverse('akun')}", 302)]
    assert "Sesi Anda berakhir sesudah 60 menit tanpa kegiatan." in response.content.decode()


def test_page_that_asks_by_itself_is_no_use_of_a_session(orang, jam):
    client = Client()
    _login(client=client)
    for minutes in (20, 40, 59):
        jam(minutes)
        assert client.get(reverse("akun"), headers={BERKALA: "ya"}).status_code == 200

    jam(61)
    assert client.get(reverse("akun"), headers={BERKALA: "ya"}).status_code == 302


def test_session_ends_after_eight_hours_of_use(orang, jam):
    client = Client()
    _login(client=client)
    for minutes in range(30, 8 * 60, 30):
        jam(minutes)
        assert client.get(reverse("akun")).status_code == 200

    jam(8 * 60 + 1)
    response = client.get(reverse("akun"), follow=True)
    assert "Sesi Anda berakhir sesudah 8 jam." in response.content.decode()


def test_session_without_a_known_beginning_is_over(client, orang):
    client.force_login(orang)
    User.objects.filter(pk=orang.pk).update(last_login=None)

    assert client.get(reverse("akun")).status_code == 302


# --- passwords ---------------------------------------------------------------------------------


def _change(client: Client, old: str = SANDI, new: str = BARU, again: str = ""):
    posted = {"oldpassword": old, "password1": new, "password2": again or new}
    return client.post(reverse("account_change_password"), posted)


def test_changed_password_ends_the_other_sessions(orang):
    here, there = Client(), Client()
    _login(client=here)
    _login(client=there)

    assert _change(here).url == reverse("akun")

    assert here.get(reverse("akun")).status_code == 200
    assert there.get(reverse("akun")).status_code == 302
    assert len(here.get(reverse("akun")).context["sesi"]) == 1
    assert _login(sandi=BARU).status_code == 302
    (said,) = mail.outbox
    assert (said.subject, said.to) == ("LKIP: kata sandi diganti", ["orang@contoh.go.id"])
    assert said.body.startswith("Halo orang,\n\nKata sandi akun LKIP Anda diganti.")
    assert "Dari: 127.0.0.1" in said.body


@pytest.mark.parametrize(
    ("old", "new", "field", "said"),
    [
        ("salah", BARU, "oldpassword", "Kata sandi sekarang tidak cocok. Ketik lagi."),
        (SANDI, "pendek", "password1", "Kata sandi terlalu pendek."),
        (SANDI, "orang@contoh.go.id", "password1", "Kata sandi terlalu mirip dengan"),
    ],
)
def test_password_that_is_not_changed(orang, old, new, field, said):
    client = Client()
    _login(client=client)

    page = _change(client, old, new)

    assert page.context["form"].errors[field][0].startswith(said)
    assert _login().status_code == 302


def test_account_without_address_is_not_written_to(akun, contoh):
    akun(Peran.PEMBACA, contoh, name="tanpa-alamat")
    client = Client()
    _login("tanpa-alamat", client=client)

    assert _change(client).status_code == 302
    assert mail.outbox == []


def test_mail_server_that_does_not_answer_stops_no_change(orang, settings, caplog):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    client = Client()
    _login(client=client)

    assert _change(client).url == reverse("akun")
    assert "E-mail account/email/password_changed tidak terkirim." in caplog.text


def _ask(email: str):
    return Client().post(reverse("account_reset_password"), {"email": email})


@pytest.mark.parametrize(
    ("email", "sent"), [("orang@contoh.go.id", 1), ("ORANG@contoh.go.id", 1), ("lain@x.id", 0)]
)
def test_forgotten_password_says_the_same_for_every_address(orang, email, sent):
    assert _ask(email).url == reverse("account_reset_password_done")
    assert len(mail.outbox) == sent


def test_closed_account_gets_no_link(orang):
    User.objects.filter(pk=orang.pk).update(is_active=False)

    assert _ask("orang@contoh.go.id").url == reverse("account_reset_password_done")
    assert mail.outbox == []


def test_forgotten_password_is_set_by_the_link_once(orang, settings):
    settings.ALAMAT = "https://lkip.contoh.go.id"
    elsewhere = Client()
    _login(client=elsewhere)
    _ask("orang@contoh.go.id")
    (link,) = re.findall(r"https://lkip\.contoh\.go\.id(/\S+)", mail.outbox[0].body)
    assert "nama pengguna orang" in mail.outbox[0].body

    client = Client()
    form = client.get(link, follow=True)
    posted = {"password1": BARU, "password2": BARU}
    assert client.post(form.context["action_url"], posted).url == reverse("masuk")

    assert _login(sandi=BARU).status_code == 302
    assert elsewhere.get(reverse("akun")).status_code == 302
    assert mail.outbox[1].subject == "LKIP: kata sandi diatur ulang"
    assert mail.outbox[1].body.startswith("Halo orang,")
    used = Client().get(link, follow=True).content.decode()
    assert "Tautan ini sudah dipakai atau kedaluwarsa." in used


# --- sessions page -----------------------------------------------------------------------------


def test_sessions_are_listed_and_the_others_ended(orang):
    here, there = Client(), Client(headers={"user-agent": "Mozilla/5.0 (Android 14) Firefox/140.0"})
    _login(client=here)
    _login(client=there)

    rows = here.get(reverse("akun")).context["sesi"]
    assert [(row.peramban, row.ini) for row in rows] == [
        ("Peramban lain", True),
        ("Firefox di Android", False),
    ]

    assert here.post(reverse("sesi_akhiri"), follow=True).status_code == 200
    assert there.get(reverse("akun")).status_code == 302
    assert UserSession.objects.count() == 1
    page = here.post(reverse("sesi_akhiri"), follow=True).content.decode()
    assert "Tidak ada sesi lain." in page
