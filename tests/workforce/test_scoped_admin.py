"""Settings pages: an administrator sees, edits and imports what is her agency's, and no more."""

from __future__ import annotations

import csv
from io import StringIO

import pytest
from django.contrib import admin
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from indicators.models import Sasaran, SasaranRenstra, Tujuan
from workforce.enums import AksiJejak, Peran
from workforce.models import (
    Jabatan,
    JejakAudit,
    KelasJabatan,
    Pegawai,
    PemangkuJabatan,
    PenugasanPeran,
    PerangkatDaerah,
    UnitKerja,
    User,
)
from workforce.resources import KelasJabatanResource
from workforce.scoped_admin import PDAdmin, atas_nama, owner_of

SCOPED = [model for model, page in admin.site._registry.items() if isinstance(page, PDAdmin)]
DAFTAR = "admin:workforce_kelasjabatan_changelist"


def _page(model, action: str, *args) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{action}", args=args)


def _file(*rows: tuple[object, ...]) -> SimpleUploadedFile:
    stream = StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerows([KelasJabatanResource.columns(), *rows])
    return SimpleUploadedFile("kelas_jabatan.csv", stream.getvalue().encode(), "text/csv")


def _upload(client: Client, pd: PerangkatDaerah, *rows: tuple[object, ...]):
    return client.post(
        _page(KelasJabatan, "import"),
        {"pd": pd.pk, "resource": "", "format": "0", "import_file": _file(*rows)},
    )


def _confirm(client: Client, response, **changed):
    form = response.context["confirm_form"]
    initial = {name: form[name].value() for name in form.fields}
    values = {n: getattr(v, "pk", v) for n, v in initial.items() if v is not None} | changed
    return client.post(_page(KelasJabatan, "process_import"), values)


BARU = ("UJI", "Kelas uji", "pelaksana", "99", "58")


# --- who gets in -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("peran", "status"),
    [(peran, 200 if peran in (Peran.ADMIN_SISTEM, Peran.ADMIN_PD) else 302) for peran in Peran],
)
def test_settings_are_for_administrators(masuk, contoh, peran, status):
    client = masuk(peran, contoh)

    assert client.get(reverse("admin:index")).status_code == status
    assert client.get(reverse(DAFTAR)).status_code == status


def test_account_of_staff_without_a_role_finds_nothing(db):
    client = Client()
    client.force_login(User.objects.create_user("asing", is_staff=True))

    assert client.get(reverse("admin:index")).context["app_list"] == []
    assert client.get(reverse(DAFTAR)).status_code == 403


@pytest.mark.parametrize("model", SCOPED, ids=lambda model: model.__name__)
def test_list_shows_the_own_agency_alone(masuk, contoh, bpsdm, model):
    client = masuk(Peran.ADMIN_PD, contoh)

    response = client.get(_page(model, "changelist"))

    assert response.status_code == 200
    rows = response.context["cl"].queryset
    assert {owner_of(row) for row in rows} <= {contoh.pk}
    assert rows.count() == model._default_manager.of_pd(contoh).count()


@pytest.mark.parametrize("model", SCOPED, ids=lambda model: model.__name__)
def test_record_of_a_foreign_agency_does_not_open(masuk, akun, contoh, bpsdm, model):
    akun(Peran.PEMBACA, bpsdm)  # so that there is a role to reach for, too
    foreign = model._default_manager.of_pd(bpsdm)[0]
    client = masuk(Peran.ADMIN_PD, contoh)

    for action in ("change", "delete", "history"):
        if model in (PerangkatDaerah, PenugasanPeran) and action == "delete":
            continue  # agencies are deleted by the system alone, roles by nobody
        response = client.get(_page(model, action, foreign.pk))
        if action == "delete" and getattr(admin.site.get_model_admin(model), "hanya_lihat", False):
            assert response.status_code == 403  # what is entered is not deleted here at all
            continue
        assert response.status_code == 302, action
        assert response.url == reverse("admin:index")


def test_own_record_is_edited(masuk, contoh):
    row = KelasJabatan.objects.get(pd=contoh, kode="PLK")
    client = masuk(Peran.ADMIN_PD, contoh)
    values = {
        "pd": contoh.pk,
        "kode": "PLK",
        "nama": "Pelaksana baru",
        "kelompok": "pelaksana",
        "urutan": 3,
        "batas_usia_pensiun": 58,
    }

    response = client.post(_page(KelasJabatan, "change", row.pk), values)

    assert response.status_code == 302
    row.refresh_from_db()
    assert row.nama == "Pelaksana baru"


def test_own_record_is_not_given_to_a_foreign_agency(masuk, contoh, bpsdm):
    row = KelasJabatan.objects.get(pd=contoh, kode="PLK")
    client = masuk(Peran.ADMIN_PD, contoh)
    values = {
        "pd": bpsdm.pk,
        "kode": "PLK",
        "nama": "Pelaksana",
        "kelompok": "pelaksana",
        "urutan": 99,
        "batas_usia_pensiun": 58,
    }

    response = client.post(_page(KelasJabatan, "change", row.pk), values)

    assert "pd" in response.context["adminform"].form.errors
    row.refresh_from_db()
    assert row.pd == contoh


def test_choices_are_those_of_agencies_she_may_edit(akun, contoh, bpsdm):
    """Reading in one agency and editing in another does not join the two."""
    user = akun(Peran.ADMIN_PD, contoh)
    PenugasanPeran.objects.create(pengguna=user, peran=Peran.PEMBACA, pd=bpsdm)
    client = Client()
    client.force_login(user)

    form = client.get(_page(PemangkuJabatan, "add")).context["adminform"].form

    assert set(form.fields["jabatan"].queryset) == set(Jabatan.objects.of_pd(contoh))


def test_record_of_an_agency_she_only_reads_is_shown_and_not_changed(akun, contoh, bpsdm):
    user = akun(Peran.ADMIN_PD, contoh)
    PenugasanPeran.objects.create(pengguna=user, peran=Peran.PEMBACA, pd=bpsdm)
    client = Client()
    client.force_login(user)
    row = KelasJabatan.objects.of_pd(bpsdm)[0]

    assert client.get(_page(KelasJabatan, "change", row.pk)).status_code == 200
    assert client.post(_page(KelasJabatan, "change", row.pk), {}).status_code == 403
    assert client.post(_page(KelasJabatan, "delete", row.pk), {"post": "yes"}).status_code == 403


# --- files -----------------------------------------------------------------------------------


def test_import_adds_rows_to_the_chosen_agency(masuk, contoh, bpsdm):
    client = masuk(Peran.ADMIN_PD, contoh)

    response = _upload(client, contoh, BARU)
    assert not KelasJabatan.objects.filter(kode="UJI").exists()
    done = _confirm(client, response)

    assert done.status_code == 302
    assert [row.pd for row in KelasJabatan.objects.filter(kode="UJI")] == [contoh]


def test_import_into_a_foreign_agency_is_refused(masuk, contoh, bpsdm):
    response = _upload(masuk(Peran.ADMIN_PD, contoh), bpsdm, BARU)

    assert "pd" in response.context["form"].errors
    assert "confirm_form" not in response.context


def test_import_with_a_changed_agency_gains_nothing(masuk, contoh, bpsdm):
    client = masuk(Peran.ADMIN_PD, contoh)
    response = _upload(client, contoh, BARU)

    _confirm(client, response, pd=bpsdm.pk)

    assert not KelasJabatan.objects.filter(kode="UJI").exists()


def test_import_with_a_fault_writes_nothing(masuk, contoh):
    client = masuk(Peran.ADMIN_PD, contoh)

    response = _upload(client, contoh, BARU, ("UJI2", "Kelas", "pelaksana", "98", "seratus"))

    assert response.context["result"].has_validation_errors()
    assert "diharapkan bilangan dengan titik desimal" in response.content.decode()
    assert "confirm_form" not in response.context
    assert not KelasJabatan.objects.filter(kode__startswith="UJI").exists()


def test_export_holds_the_own_agency_alone(masuk, contoh, bpsdm):
    client = masuk(Peran.ADMIN_PD, contoh)
    fields = {f"kelasjabatanresource_{name}": "on" for name in KelasJabatanResource.columns()}

    response = client.post(_page(KelasJabatan, "export"), {"format": "0", "resource": "", **fields})

    rows = list(csv.DictReader(StringIO(response.content.decode())))
    assert [row["kode"] for row in rows] == ["ES2", "ES3", "PLK"]


# --- agencies, roles, accounts ---------------------------------------------------------------


def test_agency_is_added_and_deleted_by_the_system_alone(masuk, contoh):
    own, system = masuk(Peran.ADMIN_PD, contoh), masuk(Peran.ADMIN_SISTEM)

    assert own.get(_page(PerangkatDaerah, "change", contoh.pk)).status_code == 200
    assert own.get(_page(PerangkatDaerah, "add")).status_code == 403
    assert own.get(_page(PerangkatDaerah, "delete", contoh.pk)).status_code == 403
    assert system.get(_page(PerangkatDaerah, "add")).status_code == 200


@pytest.mark.parametrize("peran", [Peran.ADMIN_PD, Peran.ADMIN_SISTEM])
def test_roles_are_looked_up_here_and_given_elsewhere(masuk, akun, contoh, peran):
    role = akun(Peran.PEMBACA, contoh).penugasan.get()
    client = masuk(peran, contoh)

    assert client.get(_page(PenugasanPeran, "changelist")).status_code == 200
    assert client.get(_page(PenugasanPeran, "change", role.pk)).status_code == 200
    for action, args in (("add", ()), ("change", (role.pk,)), ("delete", (role.pk,))):
        assert client.post(_page(PenugasanPeran, action, *args), {}).status_code == 403
    role.refresh_from_db()
    assert (role.peran, role.selesai) == (Peran.PEMBACA, None)


def test_planner_among_the_administrators_gives_no_roles(akun, contoh):
    user = akun(Peran.PERENCANA, contoh)
    user.is_staff = True
    user.save()
    client = Client()
    client.force_login(user)

    assert client.get(_page(KelasJabatan, "add")).status_code == 200
    for action in ("changelist", "add"):
        assert client.get(_page(PenugasanPeran, action)).status_code == 403
    role = user.penugasan.get()
    assert client.post(_page(PenugasanPeran, "change", role.pk), {}).status_code == 403


def _authors(model, pk: int) -> list[tuple[str, str]]:
    """(what, by whom) of the sealed entries of a row, oldest first."""
    rows = JejakAudit.objects.filter(tabel=model._meta.db_table, baris=pk).order_by("pk")
    return [(row.aksi, str(row.pelaku or "")) for row in rows if row.segel]


def _filled(response) -> dict[str, object]:
    """What the page of a record would send unchanged."""
    forms = [response.context["adminform"].form]
    for inline in response.context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.initial_forms]
    sent = {}
    for form in forms:
        for name in form.fields:
            value = form[name].value()
            sent[form.add_prefix(name)] = "" if value is None else value
    return sent


def test_edit_names_its_author_in_the_trail(masuk, bpsdm, django_capture_on_commit_callbacks):
    """Of rows that keep no author, with the rows that are edited on the same page."""
    client = masuk(Peran.ADMIN_PD, bpsdm)
    goal = SasaranRenstra.objects.of_pd(bpsdm)[0]
    url = _page(Tujuan, "change", goal.tujuan_id)
    sent = _filled(client.get(url))
    (prefix,) = {name.rsplit("-", 1)[0] for name, v in sent.items() if v == goal.sasaran}

    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(url, sent | {"tujuan": "Tujuan lain", f"{prefix}-sasaran": "Lain"})

    assert response.status_code == 302
    assert Tujuan.objects.get(pk=goal.tujuan_id).tujuan == "Tujuan lain"
    assert _authors(Tujuan, goal.tujuan_id)[-1] == (AksiJejak.UBAH, "admin_pd-bpsdm")
    assert _authors(SasaranRenstra, goal.pk)[-1] == (AksiJejak.UBAH, "admin_pd-bpsdm")


def test_row_that_is_removed_within_a_page_names_its_author(
    masuk, bpsdm, django_capture_on_commit_callbacks
):
    client = masuk(Peran.ADMIN_PD, bpsdm)
    goal = SasaranRenstra.objects.of_pd(bpsdm)[0]
    url = _page(Tujuan, "change", goal.tujuan_id)
    extra = SasaranRenstra.objects.create(tujuan=goal.tujuan, kode="SR99", sasaran="Sementara")
    sent = _filled(client.get(url))
    (prefix,) = {name.rsplit("-", 1)[0] for name, v in sent.items() if v == "Sementara"}

    with django_capture_on_commit_callbacks(execute=True):
        client.post(url, sent | {f"{prefix}-DELETE": "on"})

    assert _authors(SasaranRenstra, extra.pk)[-1] == (AksiJejak.HAPUS, "admin_pd-bpsdm")


@pytest.mark.parametrize("way", ["page", "list"])
def test_removal_names_its_author(masuk, contoh, way, django_capture_on_commit_callbacks):
    client = masuk(Peran.ADMIN_PD, contoh)
    row = Sasaran.objects.create(
        pd=contoh, tahun=2023, kode="S99", urutan=99, jenis="strategis", sasaran="Sementara"
    )

    with django_capture_on_commit_callbacks(execute=True):
        if way == "page":
            client.post(_page(Sasaran, "delete", row.pk), {"post": "yes"})
        else:
            chosen = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
            client.post(_page(Sasaran, "changelist"), chosen)

    assert not Sasaran.objects.filter(pk=row.pk).exists()
    assert _authors(Sasaran, row.pk) == [
        (AksiJejak.BUAT, ""),
        (AksiJejak.HAPUS, "admin_pd-contoh"),
    ]


def test_file_names_its_author(masuk, contoh, django_capture_on_commit_callbacks):
    client = masuk(Peran.ADMIN_PD, contoh)
    text = "tahun,kode,urutan,jenis,sasaran\n2023,S99,99,strategis,Dari berkas\n"
    upload = SimpleUploadedFile("sasaran.csv", text.encode(), "text/csv")
    first = client.post(
        _page(Sasaran, "import"),
        {"pd": contoh.pk, "resource": "", "format": "0", "import_file": upload},
    )

    with django_capture_on_commit_callbacks(execute=True):
        confirm = first.context["confirm_form"].initial | {"pd": contoh.pk}
        client.post(_page(Sasaran, "process_import"), confirm)

    row = Sasaran.objects.get(pd=contoh, kode="S99")
    assert _authors(Sasaran, row.pk) == [(AksiJejak.BUAT, "admin_pd-contoh")]


def test_what_somebody_else_did_keeps_its_author(rf, akun, contoh):
    admin = akun(Peran.ADMIN_PD, contoh, name="admin")
    row, other = Sasaran.objects.of_pd(contoh)[0], Tujuan.objects.first()
    Sasaran.objects.filter(pk=row.pk).update(sasaran="Dari luar")
    request = rf.post("/")
    request.user = admin

    with atas_nama(request, Sasaran) as rows:
        Tujuan.objects.filter(pk=other.pk).update(tujuan="Dari luar")
        rows.add(row.pk)

    for model, pk in ((Sasaran, row.pk), (Tujuan, other.pk)):
        last = JejakAudit.objects.filter(tabel=model._meta.db_table, baris=pk).latest("pk")
        assert (last.aksi, last.pelaku) == (AksiJejak.UBAH, None)


def test_account_is_edited_by_name_and_not_opened_or_closed(
    masuk, akun, contoh, django_capture_on_commit_callbacks
):
    user, client = akun(Peran.PEMBACA, contoh, name="orang"), masuk(Peran.ADMIN_SISTEM)
    sent = {"username": "orang", "first_name": "Sari", "last_name": "", "email": "sari@contoh.id"}

    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(
            _page(User, "change", user.pk), sent | {"is_staff": "on", "is_superuser": "on"}
        )

    assert response.status_code == 302
    user.refresh_from_db()
    assert (user.first_name, user.email) == ("Sari", "sari@contoh.id")
    # A box that is not ticked is not sent: the account would have been closed by it.
    assert (user.is_active, user.is_staff, user.is_superuser) == (True, False, False)
    assert _authors(User, user.pk)[-1] == (AksiJejak.UBAH, "admin_sistem-semua")


def test_new_account_names_its_author(masuk, django_capture_on_commit_callbacks):
    client = masuk(Peran.ADMIN_SISTEM)
    secret = "kuda-laut-biru-7"
    sent = {"username": "baru", "usable_password": "true", "password1": secret, "password2": secret}

    with django_capture_on_commit_callbacks(execute=True):
        client.post(_page(User, "add"), sent)

    user = User.objects.get(username="baru")
    assert _authors(User, user.pk) == [(AksiJejak.BUAT, "admin_sistem-semua")]


@pytest.mark.parametrize("action", ["changelist", "add"])
def test_accounts_are_kept_by_the_system(masuk, contoh, action):
    assert masuk(Peran.ADMIN_PD, contoh).get(_page(User, action)).status_code == 403
    assert masuk(Peran.ADMIN_SISTEM).get(_page(User, action)).status_code == 200


def test_login_of_the_settings_is_the_one_of_everybody(db, masuk, contoh):
    url = reverse("admin:login")

    assert Client().get(url).url == f"{reverse('masuk')}?next={url.replace('/', '%2F')}"
    assert masuk(Peran.PEMBACA, contoh).get(url).status_code == 403


def test_account_is_never_deleted(masuk, contoh, akun):
    user = akun(Peran.PEMBACA, contoh)
    client = masuk(Peran.ADMIN_SISTEM)

    assert client.get(_page(User, "change", user.pk)).status_code == 200
    assert client.post(_page(User, "delete", user.pk), {"post": "yes"}).status_code == 403
    assert User.objects.filter(pk=user.pk).exists()


def test_owner_of_a_record(contoh):
    assert owner_of(contoh) == contoh.pk
    assert owner_of(PemangkuJabatan.objects.of_pd(contoh)[0]) == contoh.pk
    assert owner_of(PenugasanPeran(peran=Peran.ADMIN_SISTEM)) is None


# --- cost ------------------------------------------------------------------------------------


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("model", "queries"), [(Pegawai, 8), (Jabatan, 9), (PemangkuJabatan, 8)])
def test_list_costs_the_same_for_many_rows(
    masuk, contoh, django_assert_num_queries, model, queries, rows
):
    unit = UnitKerja.objects.get(pd=contoh, induk=None)
    kept = list(Pegawai.objects.of_pd(contoh).values_list("pk", flat=True)[:rows])
    Pegawai.objects.of_pd(contoh).exclude(pk__in=kept).delete()
    for number in range(rows):
        post = Jabatan.objects.create(pd=contoh, kode=f"J{number}", nama="J", unit=unit)
        PemangkuJabatan.objects.create(jabatan=post, nama="Rekaan", sejak="2023-01-01")
    client = masuk(Peran.ADMIN_PD, contoh)

    with django_assert_num_queries(queries):
        client.get(_page(model, "changelist"))
