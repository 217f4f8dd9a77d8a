"""Settings pages of organisation, staff and accounts."""

from __future__ import annotations

from typing import Any

from allauth.account.decorators import secure_admin_login
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.http import HttpRequest

from workforce import models, resources
from workforce.models import PenugasanPeran, User
from workforce.rules import MENUGASKAN
from workforce.scoped_admin import PDAdmin, atas_nama, register

admin.site.site_header = "LKIP: pengaturan"
admin.site.site_title = "Pengaturan LKIP"
admin.site.index_title = "Data induk"
# One login for everything: with its limits and its second factor.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
admin.site.unregister(Group)  # Rights come from roles alone; groups would be a second way.
# Addresses, second factors and sessions are the business of their owners.
admin.site.unregister([EmailAddress, Authenticator, UserSession])

register(
    models.UnitKerja,
    resources.UnitKerjaResource,
    tampil=("nama", "kode", "jenis", "induk", "pd"),
    saring=("pd", "jenis"),
    cari=("nama", "kode"),
)
register(
    models.FungsiOrganisasi,
    resources.FungsiResource,
    tampil=("huruf", "fungsi", "pd"),
    saring=("pd",),
    cari=("fungsi",),
)
register(
    models.KelasJabatan,
    resources.KelasJabatanResource,
    tampil=("nama", "kode", "kelompok", "batas_usia_pensiun", "pd"),
    saring=("pd", "kelompok"),
    cari=("nama",),
)
register(
    models.Jabatan,
    resources.JabatanResource,
    tampil=("nama", "kode", "unit", "eselon", "pd"),
    saring=("pd", "eselon"),
    cari=("nama",),
    anak=(models.PemangkuJabatan,),
)
register(
    models.PemangkuJabatan,
    resources.PemangkuJabatanResource,
    tampil=("nama", "jabatan", "sifat", "sejak", "sampai"),
    saring=("jabatan__pd",),
    cari=("nama",),
)
register(
    models.Pegawai,
    resources.PegawaiResource,
    tampil=("nama", "nip", "jenis_kelamin", "masuk", "keluar", "pd"),
    saring=("pd", "jenis_kelamin"),
    cari=("nama", "nip"),
    anak=(models.RiwayatPegawai,),
)
register(
    models.RiwayatPegawai,
    resources.RiwayatPegawaiResource,
    tampil=("pegawai", "tmt", "kelas_jabatan", "unit", "status"),
    saring=("pegawai__pd", "status"),
    cari=("pegawai__nama",),
)
register(
    models.StatistikASN,
    resources.StatistikASNResource,
    tampil=("rincian_nama", "kategori", "per_tanggal", "pns", "pppk", "pd"),
    saring=("pd", "rincian_nama"),
    cari=("kategori",),
)


@admin.register(models.PerangkatDaerah)
class PerangkatDaerahAdmin(PDAdmin):
    """Agencies: system administrators add them, others keep their own up to date."""

    resource_classes = ()
    list_display = ("nama", "kode", "jenis", "pemerintah_daerah", "aktif")
    search_fields = ("nama", "kode")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A new agency is a decision of the system's administrator."""
        return _system(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The same."""
        return _system(request)


def _system(request: HttpRequest) -> bool:
    return isinstance(request.user, User) and request.user.sees_everything


@admin.register(PenugasanPeran)
class PenugasanPeranAdmin(PDAdmin):
    """Roles, to look them up. They are given on the page Pengguna, where their rules hold."""

    hak = MENUGASKAN
    resource_classes = ()
    list_display = ("pengguna", "peran", "pd", "unit", "mulai", "selesai")
    list_filter = (("pd", admin.RelatedOnlyFieldListFilter), "peran")
    list_select_related = ("pengguna", "pd", "unit")
    search_fields = ("pengguna__username", "pengguna__first_name", "pengguna__last_name")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Who holds which role is the business of those who give them."""
        return super().has_change_permission(request, obj)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never here."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never here."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never here."""
        return False


@admin.register(User)
class PenggunaAdmin(UserAdmin):
    """Accounts, kept by system administrators."""

    list_display = ("username", "first_name", "last_name", "email", "is_active")
    list_filter = ("is_active",)
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        ("Orang", {"fields": ("first_name", "last_name", "email")}),
        ("Akses", {"fields": ("is_active", "is_staff", "is_superuser", "last_login")}),
    )
    # Accounts are closed and opened on the page Pengguna; roles decide about the rest.
    readonly_fields = ("is_active", "is_staff", "is_superuser", "last_login")
    filter_horizontal = ()

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """Name the author in the audit trail."""
        with atas_nama(request, User) as rows:
            super().save_model(request, obj, form, change)
            rows.add(obj.pk)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """System administrators only."""
        return _system(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """System administrators only."""
        return _system(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """System administrators only."""
        return _system(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """System administrators only."""
        return _system(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never: an account stays as the author of what it did; deactivate it instead."""
        return False
