"""Notices by e-mail, in a real conversation with a mail server on this machine."""

from __future__ import annotations

import logging
from datetime import date

import pytest

from indicators.actions_pemberitahuan import ambil, atur_surel, catat, tandai_dibaca
from indicators.models import Pemberitahuan
from indicators.surat import Pengiriman, kirim_surat
from tests.indicators.smtp import Kotak, melayani, port_bebas, tls, wajib_masuk
from workforce.enums import Peran
from workforce.models import User

HARI = date(2024, 1, 2)
BATAS = date(2024, 1, 5)


@pytest.fixture
def kotak() -> Kotak:
    return Kotak()


@pytest.fixture
def port(settings) -> int:
    """The mail server of the settings; nothing listens there until a test serves it."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port_bebas()
    settings.EMAIL_TIMEOUT = 5
    settings.DEFAULT_FROM_EMAIL = "LKIP Contoh <lkip@contoh.test>"
    settings.ALAMAT = "https://lkip.contoh.test"
    return settings.EMAIL_PORT


@pytest.fixture
def orang(contoh, akun):
    """An account with an address and a notice."""

    def make(name: str, **lain) -> User:
        user = akun(Peran.PERENCANA, contoh, name)
        user.email, user.first_name = f"{name}@contoh.test", name.capitalize()
        user.save()
        beri(user, contoh, **lain)
        return user

    return make


def beri(user: User, pd, **lain) -> Pemberitahuan:
    fields = {
        "jenis": "tenggat",
        "langkah": "isi",
        "kunci": "CONTOH/2023/4",
        "tanda": "H-3",
        "jatuh_tempo": BATAS,
        "kalimat": "Isi 2 realisasi TW IV 2023: 2 belum diisi",
        "tautan": "/pengukuran/CONTOH/2023/4/",
    }
    notice = Pemberitahuan(pengguna=user, pd=pd, **(fields | lain))
    catat(daftar=[notice])
    return Pemberitahuan.objects.filter(pengguna=user).latest("pk")


def terkirim(user: User) -> bool:
    rows = Pemberitahuan.objects.filter(pengguna=user)
    return all(row.dikirim is not None and row.galat == "" for row in rows)


# --- The message -------------------------------------------------------------------------------


def test_one_message_holds_all_that_is_due_by_date(orang, contoh, kotak, port):
    user = orang("siti", kalimat="Isi “I01” & I02 – é")
    first = Pemberitahuan.objects.get()
    near = beri(user, contoh, langkah="verifikasi", jatuh_tempo=HARI, kalimat="Verifikasi 3")
    late = beri(user, contoh, kunci="CONTOH/2023/3", jatuh_tempo=date(2024, 1, 1))
    news = beri(user, contoh, jenis="dikunci", langkah="kunci", jatuh_tempo=None, kalimat="Kunci")
    with melayani(kotak, port):
        assert kirim_surat(hari=HARI) == Pengiriman(terkirim=1, gagal=0)
    (taken,) = kotak.diterima
    mail = taken.surat
    assert (taken.dari, taken.kepada) == ("lkip@contoh.test", ("siti@contoh.test",))
    assert mail["From"] == "LKIP Contoh <lkip@contoh.test>"
    assert mail["To"] == "siti@contoh.test"
    assert mail["Subject"] == "LKIP: jatuh tempo 2 Januari 2024 (4 pemberitahuan)"
    assert mail["Auto-Submitted"] == "auto-generated"
    plain, rich = (
        mail.get_body((kind,)).get_content().replace("\r\n", "\n") for kind in ("plain", "html")
    )
    order = [late, near, first, news]
    places = [plain.index(f"https://lkip.contoh.test/pemberitahuan/{n.pk}/\n") for n in order]
    assert places == sorted(places)
    assert plain.startswith("Yth. Siti,\n\nAda 4 pemberitahuan untuk Anda.\n")
    assert (
        "- Isi “I01” & I02 – é.\n  Dinas Contoh, jatuh tempo 5 Januari 2024, 3 hari lagi" in plain
    )
    assert "Dinas Contoh, jatuh tempo 1 Januari 2024, terlambat 1 hari\n" in plain
    assert "- Kunci.\n  Dinas Contoh\n" in plain
    assert f'<a href="https://lkip.contoh.test/pemberitahuan/{near.pk}/">Verifikasi 3</a>' in rich
    assert "Isi “I01” &amp; I02 – é</a>" in rich
    assert '<a href="https://lkip.contoh.test/pemberitahuan/">Semua pemberitahuan</a>' in rich
    assert terkirim(user)


@pytest.mark.parametrize(
    ("dates", "subject"),
    [
        ([BATAS, date(2024, 1, 9)], "LKIP: jatuh tempo 5 Januari 2024 (2 pemberitahuan)"),
        ([date(2024, 1, 1), BATAS], "LKIP: jatuh tempo 5 Januari 2024 (2 pemberitahuan)"),
        (
            [date(2023, 12, 1), date(2024, 1, 1)],
            "LKIP: jatuh tempo 1 Januari 2024 (2 pemberitahuan)",
        ),
        ([None, None], "LKIP: 2 pemberitahuan"),
    ],
)
def test_the_subject_names_the_nearest_due_date(orang, contoh, kotak, port, dates, subject):
    user = orang("siti", jatuh_tempo=dates[0])
    beri(user, contoh, kunci="CONTOH/2023/3", jatuh_tempo=dates[1])
    with melayani(kotak, port):
        kirim_surat(hari=HARI)
    assert [taken.surat["Subject"] for taken in kotak.diterima] == [subject]


def test_one_conversation_serves_everybody_and_a_second_run_sends_nothing(orang, kotak, port):
    people = [orang("siti"), orang("budi")]
    with melayani(kotak, port):
        assert kirim_surat(hari=HARI) == Pengiriman(2, 0)
        assert kirim_surat(hari=HARI) == Pengiriman(0, 0)
    assert [(taken.kepada, taken.sesi) for taken in kotak.diterima] == [
        (("siti@contoh.test",), 1),
        (("budi@contoh.test",), 1),
    ]
    assert all(terkirim(user) for user in people)


def test_nothing_goes_to_whoever_has_no_address_said_no_has_read_or_is_closed(orang, kotak, port):
    without, refuses, reader, closed = (orang(n) for n in ("tanpa", "tolak", "baca", "tutup"))
    User.objects.filter(pk=without.pk).update(email="")
    User.objects.filter(pk=closed.pk).update(is_active=False)
    atur_surel(nyala=False, by=refuses)
    tandai_dibaca(by=reader)
    willing = orang("mau")
    atur_surel(nyala=True, by=willing)
    with melayani(kotak, port):
        assert kirim_surat(hari=HARI) == Pengiriman(1, 0)
    assert [taken.kepada for taken in kotak.diterima] == [("mau@contoh.test",)]


def test_what_another_run_is_sending_is_not_sent_twice(orang, kotak, port):
    ambil(pengguna=orang("siti"))
    with melayani(kotak, port):
        assert kirim_surat(hari=HARI) == Pengiriman(0, 0)
    assert kotak.diterima == []


# --- What goes wrong ---------------------------------------------------------------------------


def test_a_refused_recipient_fails_alone_and_is_tried_again(orang, kotak, port, caplog):
    people = [orang("siti"), orang("budi"), orang("tini")]
    kotak.alamat_ditolak.add("budi@contoh.test")
    error = "Server surat menolak alamat budi@contoh.test: 550 5.1.1 Alamat tidak dikenal"
    with melayani(kotak, port):
        assert kirim_surat(hari=HARI) == Pengiriman(terkirim=2, gagal=1)
        assert [terkirim(user) for user in people] == [True, False, True]
        assert Pemberitahuan.objects.get(pengguna=people[1]).galat == error
        assert caplog.record_tuples == [
            (
                "indicators.surat",
                logging.WARNING,
                f"Surel belum terkirim, dicoba lagi nanti. {error}",
            )
        ]
        kotak.alamat_ditolak.clear()
        assert kirim_surat(hari=HARI) == Pengiriman(1, 0)
    assert [taken.kepada[0] for taken in kotak.diterima] == [
        "siti@contoh.test",
        "tini@contoh.test",
        "budi@contoh.test",
    ]
    assert all(terkirim(user) for user in people)


def test_a_refused_message_fails_alone(orang, kotak, port):
    people = [orang("siti"), orang("budi")]
    kotak.isi_ditolak.add("siti@contoh.test")
    with melayani(kotak, port):
        assert kirim_surat(hari=HARI) == Pengiriman(1, 1)
    assert Pemberitahuan.objects.get(pengguna=people[0]).galat == (
        "Server surat menolak surel kepada siti@contoh.test: 554 5.7.1 Dianggap sampah"
    )
    assert terkirim(people[1])


def test_an_address_that_is_none_fails_alone(orang, kotak, port):
    broken, other = orang("siti"), orang("budi")
    User.objects.filter(pk=broken.pk).update(email="siti@contoh@test")
    with melayani(kotak, port):
        assert kirim_surat(hari=HARI) == Pengiriman(1, 1)
    assert Pemberitahuan.objects.get(pengguna=broken).galat.startswith(
        "Alamat surel siti@contoh@test tidak dapat dipakai: "
    )
    assert terkirim(other)


def test_a_server_that_is_away_loses_nothing_and_is_asked_once(orang, kotak, port, caplog):
    people = [orang("siti"), orang("budi")]
    assert kirim_surat(hari=HARI) == Pengiriman(0, 2)
    errors = {row.galat for row in Pemberitahuan.objects.all()}
    assert errors == {"Server surat tidak dapat dipakai: [Errno 111] Connection refused"}
    assert len(caplog.records) == 1
    with melayani(kotak, port):
        assert kirim_surat(hari=HARI) == Pengiriman(2, 0)
    assert len(kotak.diterima) == 2
    assert all(terkirim(user) for user in people)


def test_a_server_that_goes_away_in_between_loses_nothing(orang, kotak, port):
    for name in ("siti", "budi", "tini"):
        orang(name)
    kotak.putus_sesudah = 1
    with melayani(kotak, port):
        assert kirim_surat(hari=HARI) == Pengiriman(1, 2)
        kotak.putus_sesudah = None
        assert kirim_surat(hari=HARI) == Pengiriman(2, 0)
    assert sorted(taken.kepada[0] for taken in kotak.diterima) == [
        "budi@contoh.test",
        "siti@contoh.test",
        "tini@contoh.test",
    ]


# --- Login and TLS -----------------------------------------------------------------------------


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS:UserWarning")
@pytest.mark.parametrize(
    ("password", "sent", "words"),
    [("sandi-surel", 1, ""), ("salah", 0, "535"), ("", 0, "530")],
)
def test_a_server_that_wants_a_login(orang, kotak, port, settings, password, sent, words):
    user = orang("siti")
    if password:
        settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "pengirim", password
    with melayani(kotak, port, **wajib_masuk(auth_require_tls=False)):
        assert kirim_surat(hari=HARI) == Pengiriman(sent, 1 - sent)
    assert len(kotak.diterima) == sent
    galat = Pemberitahuan.objects.get(pengguna=user).galat
    assert words in galat
    assert ("Server surat tidak dapat dipakai: " in galat) is not bool(sent)


def test_starttls_with_a_login_in_it(orang, kotak, port, settings, tmp_path, monkeypatch):
    context, certificate = tls(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    settings.EMAIL_USE_TLS = True
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "pengirim", "sandi-surel"
    user = orang("siti")
    with melayani(kotak, port, **wajib_masuk(tls_context=context, require_starttls=True)):
        assert kirim_surat(hari=HARI) == Pengiriman(1, 0)
    assert [taken.tls for taken in kotak.diterima] == [True]
    assert terkirim(user)


def test_a_certificate_that_nobody_vouches_for_gets_no_mail(
    orang, kotak, port, settings, tmp_path, monkeypatch
):
    context, _ = tls(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "tidak-ada.pem"))
    settings.EMAIL_USE_TLS = True
    user = orang("siti")
    with melayani(kotak, port, tls_context=context):
        assert kirim_surat(hari=HARI) == Pengiriman(0, 1)
    assert kotak.diterima == []
    assert "certificate verify failed" in Pemberitahuan.objects.get(pengguna=user).galat
