"""Who may give, change, delegate and end roles: every refusal beside what is allowed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator

from lkip.numbers import format_date
from workforce.enums import Peran
from workforce.forms_akun import DelegasiForm
from workforce.models import PenugasanPeran, UnitKerja, User
from workforce.querysets import hari_ini
from workforce.rules_akun import (
    SENDIRI,
    IsianPeran,
    kenapa_tidak_akhiri,
    kenapa_tidak_aktif,
    kenapa_tidak_beri,
    kenapa_tidak_cabut_delegasi,
    kenapa_tidak_delegasi,
    kenapa_tidak_delegasi_kepada,
    kenapa_tidak_jangkau,
    kenapa_tidak_lepas,
    kenapa_tidak_lepas_faktor,
    kenapa_tidak_nonaktif,
    kenapa_tidak_ubah,
    rekan,
    wajib_mfa,
)

HARI = timedelta(days=1)
SISTEM = "Peran Administrator sistem hanya diberikan dan diakhiri oleh administrator sistem."


def fresh(user: User) -> User:
    """The account without what it remembers of its roles."""
    return User.objects.get(pk=user.pk)


def wish(peran=Peran.PERENCANA, unit=None, mulai=None, selesai=None) -> IsianPeran:
    return IsianPeran(peran, unit, mulai or hari_ini(), selesai)


@pytest.fixture
def admin(akun, contoh) -> User:
    return akun(Peran.ADMIN_PD, contoh, name="admin")


@pytest.fixture
def sistem(akun) -> User:
    return akun(Peran.ADMIN_SISTEM, name="sistem")


@pytest.fixture
def orang(akun, contoh) -> User:
    return akun(Peran.PEMBACA, contoh, name="orang")


@pytest.fixture
def data(contoh) -> UnitKerja:
    return UnitKerja.objects.get(pd=contoh, kode="BID-DATA")


@pytest.fixture
def admin_unit(akun, contoh, data) -> User:
    """An administrator of one unit."""
    user = akun(Peran.ADMIN_PD, contoh, name="admin-unit")
    user.penugasan.update(unit=data)
    return user


def role_of(user: User) -> PenugasanPeran:
    return user.penugasan.select_related("pengguna", "pd", "unit", "asal__pengguna").get()


# --- giving ------------------------------------------------------------------------------------


@pytest.mark.parametrize("peran", [p for p in Peran if p != Peran.ADMIN_SISTEM])
def test_administrator_gives_every_role_of_the_agency(admin, akun, contoh, peran):
    user = User.objects.create_user("baru")

    assert kenapa_tidak_beri(by=admin, pengguna=user, pd=contoh, isian=wish(peran)) == ""


@pytest.mark.parametrize("peran", [p for p in Peran if p not in (Peran.ADMIN_PD,)])
def test_other_roles_give_none(akun, orang, contoh, peran):
    user = akun(peran, contoh, name="pemberi")

    refused = kenapa_tidak_beri(by=user, pengguna=orang, pd=contoh, isian=wish())

    if peran == Peran.ADMIN_SISTEM:
        assert refused == ""
    else:
        assert refused == (
            "Hak memberi peran pada Dinas Contoh dimiliki oleh: Administrator sistem, "
            "Administrator perangkat daerah. Peran Anda tidak termasuk."
        )


def test_administrator_gives_nothing_in_another_agency(admin, orang, bpsdm):
    refused = kenapa_tidak_beri(by=admin, pengguna=orang, pd=bpsdm, isian=wish())

    assert refused.startswith("Hak memberi peran pada Badan Pengembangan Sumber Daya Manusia")


def test_role_of_the_system_is_given_by_the_system_alone(admin, sistem, orang, contoh):
    isian = wish(Peran.ADMIN_SISTEM)

    assert kenapa_tidak_beri(by=admin, pengguna=orang, pd=contoh, isian=isian) == SISTEM
    assert kenapa_tidak_beri(by=sistem, pengguna=orang, pd=contoh, isian=isian) == ""


def test_nobody_gives_a_role_to_herself(admin, sistem, contoh):
    for user in (admin, sistem):
        refused = kenapa_tidak_beri(by=user, pengguna=user, pd=contoh, isian=wish())
        assert refused == SENDIRI


def test_administrator_of_a_unit_gives_roles_there_alone(admin_unit, contoh, data):
    other = UnitKerja.objects.get(pd=contoh, kode="BID-LAYANAN")
    reach = {"by": admin_unit, "pd": contoh, "peran": Peran.PERENCANA}

    assert kenapa_tidak_jangkau(**reach, unit=data) == ""
    assert kenapa_tidak_jangkau(**reach, unit=other).startswith(
        "Hak memberi peran untuk Bidang Layanan dimiliki oleh:"
    )
    assert kenapa_tidak_jangkau(**reach, unit=None) == (
        "Peran Anda terbatas pada unit tertentu. Pilih unit kerja di dalamnya."
    )


def test_closed_account_gets_no_role(admin, orang, contoh):
    orang.is_active = False

    assert kenapa_tidak_beri(by=admin, pengguna=orang, pd=contoh, isian=wish()) == (
        "Akun orang nonaktif. Aktifkan lebih dahulu."
    )


@pytest.mark.parametrize(
    ("held", "wanted", "twice"),
    [
        pytest.param((0, None), (5, None), True, id="endless"),
        pytest.param((0, 10), (10, 20), True, id="last day shared"),
        pytest.param((0, 10), (11, 20), False, id="after"),
        pytest.param((10, 20), (0, 9), False, id="before"),
        pytest.param((10, None), (0, None), True, id="both endless"),
    ],
)
def test_role_does_not_stand_twice(admin, orang, contoh, held, wanted, twice):
    today = hari_ini()

    def days(pair):
        return [None if n is None else today + n * HARI for n in pair]

    first, last = days(held)
    orang.penugasan.update(mulai=first, selesai=last)
    first, last = days(wanted)
    isian = wish(Peran.PEMBACA, mulai=first, selesai=last)

    refused = kenapa_tidak_beri(by=admin, pengguna=orang, pd=contoh, isian=isian)

    assert refused.startswith("orang sudah memegang peran Pembaca, Dinas Contoh") is twice
    assert bool(refused) is twice


def test_role_that_stands_already_is_told_with_its_dates(admin, orang, contoh):
    orang.penugasan.update(mulai="2023-01-02", selesai="2123-03-04")

    refused = kenapa_tidak_beri(by=admin, pengguna=orang, pd=contoh, isian=wish(Peran.PEMBACA))

    assert refused == (
        "orang sudah memegang peran Pembaca, Dinas Contoh sejak 2 Januari 2023 "
        "sampai 4 Maret 2123. Ubah masa berlakunya."
    )


def test_same_role_in_a_unit_is_another(admin, orang, contoh, data):
    isian = wish(Peran.PEMBACA, unit=data)

    assert kenapa_tidak_beri(by=admin, pengguna=orang, pd=contoh, isian=isian) == ""


def test_role_of_the_system_does_not_stand_twice(sistem, akun, contoh):
    other = akun(Peran.ADMIN_SISTEM, name="lain")

    refused = kenapa_tidak_beri(
        by=sistem, pengguna=other, pd=contoh, isian=wish(Peran.ADMIN_SISTEM)
    )

    assert refused.startswith("lain sudah memegang peran Administrator sistem")


# --- changing ----------------------------------------------------------------------------------


def test_role_gets_other_dates(admin, orang, contoh, data):
    isian = wish(Peran.PEMBACA, data, selesai=hari_ini() + HARI)

    assert kenapa_tidak_ubah(by=admin, penugasan=role_of(orang), pd=contoh, isian=isian) == ""


def test_own_role_is_changed_by_others(admin, contoh):
    refused = kenapa_tidak_ubah(
        by=admin, penugasan=role_of(admin), pd=contoh, isian=wish(Peran.ADMIN_PD)
    )

    assert refused == SENDIRI


def test_ended_role_is_not_changed(admin, orang, contoh):
    orang.penugasan.update(mulai="2023-01-01", selesai="2023-06-30")

    assert kenapa_tidak_ubah(
        by=admin, penugasan=role_of(orang), pd=contoh, isian=wish(Peran.PEMBACA)
    ) == ("Peran ini sudah berakhir pada 30 Juni 2023 dan tidak berubah lagi. Beri peran baru.")
    orang.penugasan.update(selesai=hari_ini())
    assert (
        kenapa_tidak_ubah(by=admin, penugasan=role_of(orang), pd=contoh, isian=wish(Peran.PEMBACA))
        == ""
    )


def test_role_of_a_closed_account_is_ended_and_not_changed(admin, orang, contoh):
    User.objects.filter(pk=orang.pk).update(is_active=False)
    role = role_of(orang)

    assert kenapa_tidak_ubah(by=admin, penugasan=role, pd=contoh, isian=wish(Peran.PEMBACA)) == (
        "Akun orang nonaktif. Aktifkan lebih dahulu."
    )
    assert kenapa_tidak_akhiri(by=admin, penugasan=role, pd=contoh) == ""


def test_role_is_not_moved_out_of_reach(admin_unit, orang, contoh, data):
    role = role_of(orang)

    inward = kenapa_tidak_ubah(
        by=admin_unit, penugasan=role, pd=contoh, isian=wish(Peran.PEMBACA, data)
    )

    assert inward == "Peran Anda terbatas pada unit tertentu. Pilih unit kerja di dalamnya."


@pytest.mark.parametrize("change", ["unit", "selesai", "mulai"])
def test_last_administrator_is_not_weakened(sistem, admin, akun, contoh, data, change):
    changed = {
        "unit": wish(Peran.ADMIN_PD, data),
        "selesai": wish(Peran.ADMIN_PD, selesai=hari_ini() + HARI),
        "mulai": wish(Peran.ADMIN_PD, mulai=hari_ini() + HARI),
    }[change]
    last = "admin adalah satu-satunya administrator perangkat daerah. "
    role = role_of(admin)

    assert kenapa_tidak_ubah(by=sistem, penugasan=role, pd=contoh, isian=changed) == (
        last + "Beri peran itu kepada orang lain lebih dahulu."
    )
    akun(Peran.ADMIN_PD, contoh, name="pengganti")
    assert kenapa_tidak_ubah(by=sistem, penugasan=role, pd=contoh, isian=changed) == ""


def test_change_does_not_make_a_role_stand_twice(admin, orang, contoh, data):
    PenugasanPeran.objects.create(pengguna=orang, peran=Peran.PEMBACA, pd=contoh, unit=data)
    role = PenugasanPeran.objects.select_related("pengguna").get(pengguna=orang, unit=None)

    refused = kenapa_tidak_ubah(
        by=admin, penugasan=role, pd=contoh, isian=wish(Peran.PEMBACA, data)
    )

    assert refused.startswith("orang sudah memegang peran Pembaca, Bidang Data")


# --- ending ------------------------------------------------------------------------------------


def test_role_is_ended(admin, orang, contoh):
    assert kenapa_tidak_akhiri(by=admin, penugasan=role_of(orang), pd=contoh) == ""


def test_role_that_ended_is_not_ended_again(admin, orang, contoh):
    orang.penugasan.update(mulai="2023-01-01", selesai="2023-06-30")

    assert kenapa_tidak_akhiri(by=admin, penugasan=role_of(orang), pd=contoh) == (
        "Peran ini sudah berakhir pada 30 Juni 2023."
    )


def test_own_role_may_be_given_up(orang, akun, contoh):
    assert kenapa_tidak_akhiri(by=orang, penugasan=role_of(orang), pd=contoh) == ""


def test_role_of_others_is_ended_by_those_who_give_roles(orang, akun, contoh):
    planner = akun(Peran.PERENCANA, contoh)

    assert kenapa_tidak_akhiri(by=planner, penugasan=role_of(orang), pd=contoh).startswith(
        "Hak memberi peran pada Dinas Contoh dimiliki oleh:"
    )


def test_last_administrator_stays(admin, sistem, akun, contoh, bpsdm):
    akun(Peran.ADMIN_PD, bpsdm, name="luar")
    role = role_of(admin)

    for by in (admin, sistem):
        assert kenapa_tidak_akhiri(by=by, penugasan=role, pd=contoh) == (
            "admin adalah satu-satunya administrator perangkat daerah. "
            "Beri peran itu kepada orang lain lebih dahulu."
        )


@pytest.mark.parametrize("why", ["closed", "of a unit", "ended", "delegated"])
def test_weaker_administrators_do_not_replace_the_last(admin, akun, contoh, data, why):
    other = akun(Peran.ADMIN_PD, contoh, name="pengganti")
    role = role_of(admin)
    assert kenapa_tidak_lepas(role) == ""

    if why == "closed":
        User.objects.filter(pk=other.pk).update(is_active=False)
    elif why == "of a unit":
        other.penugasan.update(unit=data)
    elif why == "ended":
        other.penugasan.update(mulai="2020-01-01", selesai="2020-12-31")
    else:
        other.penugasan.update(asal=role, alasan="Cuti", selesai=hari_ini())

    assert kenapa_tidak_lepas(role).startswith("admin adalah satu-satunya")


@pytest.mark.parametrize(
    ("own", "other", "stays"),
    [
        pytest.param(None, None, False, id="both endless"),
        pytest.param(None, 300, True, id="the other one ends"),
        pytest.param(300, 299, True, id="the other one ends sooner"),
        pytest.param(300, 300, False, id="both end on a day"),
        pytest.param(300, None, False, id="the other one stays on"),
    ],
)
def test_administrator_is_replaced_by_one_who_stays_as_long(
    sistem, admin, akun, contoh, own, other, stays
):
    substitute = akun(Peran.ADMIN_PD, contoh, name="pengganti")
    ends = {days: hari_ini() + days * HARI for days in (own, other) if days} | {None: None}
    admin.penugasan.update(selesai=ends[own])
    substitute.penugasan.update(selesai=ends[other])
    said = ""
    if stays:
        said = (
            "Administrator perangkat daerah yang lain, pengganti, berakhir lebih dahulu: "
            f"{format_date(ends[other])}. Perpanjang perannya, atau beri peran itu kepada orang "
            "lain."
        )

    role = role_of(admin)
    assert kenapa_tidak_lepas(role) == said
    assert kenapa_tidak_akhiri(by=sistem, penugasan=role, pd=contoh) == said
    sooner = wish(Peran.ADMIN_PD, selesai=hari_ini() + HARI)
    assert kenapa_tidak_ubah(by=sistem, penugasan=role, pd=contoh, isian=sooner) == said
    # To stay longer takes nothing from anybody.
    longer = wish(Peran.ADMIN_PD, selesai=ends[own] and ends[own] + HARI)
    assert kenapa_tidak_ubah(by=sistem, penugasan=role, pd=contoh, isian=longer) == ""


def test_role_that_does_not_hold_leaves_no_gap(admin):
    admin.penugasan.update(mulai=hari_ini() + HARI)
    assert kenapa_tidak_lepas(role_of(admin)) == ""

    admin.penugasan.update(mulai=hari_ini())
    User.objects.filter(pk=admin.pk).update(is_active=False)
    assert kenapa_tidak_lepas(role_of(admin)) == ""


def test_last_administrator_of_the_system_stays(sistem, akun, contoh):
    role = role_of(sistem)

    assert kenapa_tidak_lepas(role) == (
        "sistem adalah satu-satunya administrator sistem. "
        "Beri peran itu kepada orang lain lebih dahulu."
    )
    User.objects.create_superuser("akar")
    assert kenapa_tidak_lepas(role) == ""


# --- accounts ----------------------------------------------------------------------------------


def test_account_is_closed_and_opened(admin, orang, contoh):
    assert kenapa_tidak_nonaktif(by=admin, pengguna=orang, pd=contoh) == ""
    assert kenapa_tidak_aktif(by=admin, pengguna=orang, pd=contoh) == "Akun orang sudah aktif."

    orang.is_active = False
    assert kenapa_tidak_nonaktif(by=admin, pengguna=orang, pd=contoh) == (
        "Akun orang sudah nonaktif."
    )
    assert kenapa_tidak_aktif(by=admin, pengguna=orang, pd=contoh) == ""


def test_account_of_somebody_else_is_not_the_business_of_a_planner(akun, orang, contoh):
    planner = akun(Peran.PERENCANA, contoh)

    assert kenapa_tidak_nonaktif(by=planner, pengguna=orang, pd=contoh).startswith(
        "Hak memberi peran pada Dinas Contoh dimiliki oleh:"
    )


def test_own_account_is_not_closed(admin, akun, contoh):
    akun(Peran.ADMIN_PD, contoh, name="pengganti")

    assert kenapa_tidak_nonaktif(by=admin, pengguna=admin, pd=contoh) == (
        "Akun Anda sendiri dikelola oleh administrator lain."
    )


@pytest.mark.parametrize("how", ["role elsewhere", "role of the system", "superuser"])
def test_account_that_works_elsewhere_is_closed_by_the_system(
    admin, sistem, orang, contoh, bpsdm, how
):
    if how == "role elsewhere":
        PenugasanPeran.objects.create(pengguna=orang, peran=Peran.PEMBACA, pd=bpsdm)
    elif how == "role of the system":
        PenugasanPeran.objects.create(pengguna=orang, peran=Peran.ADMIN_SISTEM)
    else:
        orang.is_superuser = True

    assert kenapa_tidak_nonaktif(by=admin, pengguna=orang, pd=contoh) == (
        "Akun orang juga berperan di luar Dinas Contoh. Akhiri perannya di sini, "
        "atau mintalah administrator sistem."
    )
    assert kenapa_tidak_nonaktif(by=sistem, pengguna=orang, pd=contoh) == ""


def test_role_elsewhere_that_has_not_begun_binds_too(admin, sistem, orang, contoh, bpsdm):
    PenugasanPeran.objects.create(
        pengguna=orang, peran=Peran.PEMBACA, pd=bpsdm, mulai=hari_ini() + HARI
    )

    assert kenapa_tidak_nonaktif(by=admin, pengguna=orang, pd=contoh).startswith(
        "Akun orang juga berperan di luar Dinas Contoh."
    )
    assert kenapa_tidak_nonaktif(by=sistem, pengguna=orang, pd=contoh) == ""


@pytest.mark.parametrize("active", [True, False])
def test_account_of_somebody_who_left_is_the_business_of_the_system(
    admin, sistem, orang, contoh, active
):
    orang.is_active = active
    rule = kenapa_tidak_nonaktif if active else kenapa_tidak_aktif

    orang.penugasan.update(mulai="2023-01-01", selesai=hari_ini() - HARI)
    assert rule(by=admin, pengguna=orang, pd=contoh) == (
        "Semua peran orang pada Dinas Contoh sudah berakhir. "
        "Mintalah administrator sistem mengelola akunnya."
    )
    assert rule(by=sistem, pengguna=orang, pd=contoh) == ""
    orang.penugasan.update(selesai=hari_ini())
    assert rule(by=admin, pengguna=orang, pd=contoh) == ""
    orang.penugasan.update(mulai=hari_ini() + HARI, selesai=None)
    assert rule(by=admin, pengguna=orang, pd=contoh) == ""


def test_role_elsewhere_that_ended_binds_nobody(admin, orang, contoh, bpsdm):
    PenugasanPeran.objects.create(
        pengguna=orang, peran=Peran.PEMBACA, pd=bpsdm, mulai="2020-01-01", selesai="2020-12-31"
    )

    assert kenapa_tidak_nonaktif(by=admin, pengguna=orang, pd=contoh) == ""


def test_account_of_the_last_administrator_is_not_closed(sistem, admin, contoh):
    assert kenapa_tidak_nonaktif(by=sistem, pengguna=admin, pd=contoh).startswith(
        "admin adalah satu-satunya administrator perangkat daerah."
    )


def test_second_factor_is_taken_off_others_who_have_one(admin, orang, contoh):
    def refused(user):
        return kenapa_tidak_lepas_faktor(by=admin, pengguna=user, pd=contoh)

    assert refused(orang) == "Akun orang belum mempunyai faktor kedua."
    assert refused(admin) == "Akun Anda sendiri dikelola oleh administrator lain."
    Authenticator.objects.create(user=orang, type=Authenticator.Type.TOTP, data={})
    assert refused(orang) == ""


# --- delegation --------------------------------------------------------------------------------


def handed(giver, receiver, mulai=0, selesai=10) -> str:
    today = hari_ini()
    return kenapa_tidak_delegasi_kepada(
        by=giver,
        penugasan=role_of(giver),
        penerima=receiver,
        mulai=today + mulai * HARI,
        selesai=today + selesai * HARI,
    )


@pytest.fixture
def verifikator(akun, contoh) -> User:
    return akun(Peran.VERIFIKATOR, contoh, name="verifikator")


def test_role_is_delegated_for_at_most_ninety_days(verifikator, orang):
    longest = hari_ini() + 90 * HARI

    assert handed(verifikator, orang, 0, 90) == ""
    assert handed(verifikator, orang, 0, 91).startswith("Delegasi paling lama 90 hari: sampai ")
    assert handed(verifikator, orang, 0, 91).endswith(f"{longest.year}.")


def test_dates_of_a_delegation(verifikator, orang):
    assert handed(verifikator, orang, -1, 5).endswith("sudah lewat. Mulailah paling awal hari ini.")
    assert handed(verifikator, orang, 5, 4) == (
        "Tanggal selesai tidak boleh sebelum tanggal mulai."
    )
    assert handed(verifikator, orang, 5, 5) == ""


def test_delegation_does_not_outlive_the_role(verifikator, orang):
    verifikator.penugasan.update(selesai=hari_ini() + 5 * HARI)

    assert handed(verifikator, orang, 0, 5) == ""
    assert handed(verifikator, orang, 0, 6).startswith("Peran Anda sendiri berakhir ")


def test_role_is_delegated_by_its_holder_alone(verifikator, orang, admin):
    role = role_of(verifikator)

    assert kenapa_tidak_delegasi(by=verifikator, penugasan=role) == ""
    assert kenapa_tidak_delegasi(by=admin, penugasan=role) == (
        "Hanya pemegang peran yang dapat mendelegasikannya."
    )


def test_role_that_does_not_hold_is_not_delegated(verifikator, orang):
    verifikator.penugasan.update(mulai=hari_ini() + HARI)

    assert handed(verifikator, orang) == (
        "Peran ini tidak berlaku hari ini, jadi tidak dapat didelegasikan."
    )


def test_role_of_the_system_is_not_delegated(sistem, orang):
    assert handed(sistem, orang).startswith("Peran administrator sistem tidak didelegasikan.")


def test_delegation_is_for_a_colleague(verifikator, orang, akun, bpsdm):
    stranger = akun(Peran.PEMBACA, bpsdm, name="luar")

    assert handed(verifikator, verifikator) == "Pilih orang lain sebagai penerima delegasi."
    assert handed(verifikator, stranger) == (
        "luar tidak mempunyai peran pada Dinas Contoh hari ini."
    )
    User.objects.filter(pk=orang.pk).update(is_active=False)
    assert handed(verifikator, orang) == "orang tidak mempunyai peran pada Dinas Contoh hari ini."


def test_delegation_to_somebody_who_holds_the_role(verifikator, orang, akun, contoh, data):
    second = akun(Peran.VERIFIKATOR, contoh, name="kedua")
    assert handed(verifikator, second) == "kedua sudah memegang peran Verifikator."

    second.penugasan.update(unit=data)
    assert handed(verifikator, second) == ""
    verifikator.penugasan.update(unit=data)
    assert handed(verifikator, second) == "kedua sudah memegang peran Verifikator."


def test_form_and_rule_know_the_same_colleagues(verifikator, orang, akun, contoh, bpsdm):
    closed = akun(Peran.PEMBACA, contoh, name="nonaktif")
    User.objects.filter(pk=closed.pk).update(is_active=False)
    left = akun(Peran.PEMBACA, contoh, name="pergi")
    left.penugasan.update(mulai="2020-01-01", selesai="2020-12-31")
    akun(Peran.PEMBACA, bpsdm, name="luar")
    role = role_of(verifikator)

    offered = DelegasiForm(role).fields["penerima"].queryset
    allowed = [user for user in User.objects.all() if handed(verifikator, user) == ""]

    assert list(offered) == list(rekan(role)) == allowed == [orang]


@pytest.fixture
def delegasi(verifikator, orang) -> PenugasanPeran:
    role = role_of(verifikator)
    row = PenugasanPeran.objects.create(
        pengguna=orang,
        peran=role.peran,
        pd=role.pd,
        selesai=hari_ini() + 5 * HARI,
        asal=role,
        alasan="Cuti",
    )
    return PenugasanPeran.objects.select_related("pengguna", "pd", "asal__pengguna").get(pk=row.pk)


def test_delegated_role_is_not_delegated_further(delegasi, orang):
    assert kenapa_tidak_delegasi(by=orang, penugasan=delegasi) == (
        "Peran ini didelegasikan kepada Anda oleh verifikator. "
        "Peran yang didelegasikan tidak didelegasikan lagi."
    )


def test_delegated_role_is_ended_and_not_changed_by_the_administrator(delegasi, admin, contoh):
    assert kenapa_tidak_ubah(
        by=admin, penugasan=delegasi, pd=contoh, isian=wish(Peran.VERIFIKATOR)
    ) == (
        "Peran ini didelegasikan oleh verifikator; masanya tidak diubah. "
        "Akhiri, lalu delegasikan lagi."
    )
    assert kenapa_tidak_akhiri(by=admin, penugasan=delegasi, pd=contoh) == ""


def test_delegation_is_ended_by_giver_and_receiver(delegasi, verifikator, orang, admin):
    def refused(by, row=delegasi):
        return kenapa_tidak_cabut_delegasi(by=by, delegasi=row)

    assert refused(verifikator) == ""
    assert refused(orang) == ""
    assert refused(admin) == (
        "Hanya pemberi dan penerima delegasi yang dapat mengakhirinya di sini."
    )
    assert refused(verifikator, role_of(verifikator)) == (
        "Hanya pemberi dan penerima delegasi yang dapat mengakhirinya di sini."
    )
    delegasi.mulai = delegasi.selesai = hari_ini() - HARI
    assert refused(orang).startswith("Delegasi ini sudah berakhir pada ")


# --- what holds --------------------------------------------------------------------------------


def test_delegated_role_gives_its_rights_and_ends_with_its_source(delegasi, orang, verifikator):
    def held():
        return {role.peran for role in fresh(orang).roles}

    assert held() == {Peran.PEMBACA, Peran.VERIFIKATOR}
    verifikator.penugasan.update(mulai="2020-01-01", selesai=hari_ini() - HARI)
    assert held() == {Peran.PEMBACA}
    verifikator.penugasan.update(selesai=None)
    assert held() == {Peran.PEMBACA, Peran.VERIFIKATOR}
    User.objects.filter(pk=verifikator.pk).update(is_active=False)
    assert held() == {Peran.PEMBACA}


# --- second factor -----------------------------------------------------------------------------


@pytest.mark.parametrize("peran", list(Peran))
def test_roles_that_need_a_second_factor(settings, akun, contoh, peran):
    settings.WAJIB_MFA = True
    user = akun(peran, contoh)

    needed = peran in (Peran.ADMIN_SISTEM, Peran.ADMIN_PD, Peran.VERIFIKATOR)
    assert wajib_mfa(user) is needed
    settings.WAJIB_MFA = False
    assert wajib_mfa(user) is False


def test_delegated_role_needs_a_second_factor_too(settings, delegasi, orang):
    settings.WAJIB_MFA = True

    assert wajib_mfa(fresh(orang)) is True


def test_superuser_needs_a_second_factor(settings, db):
    settings.WAJIB_MFA = True

    assert wajib_mfa(User.objects.create_superuser("akar")) is True
