"""Base of the settings pages: every list, choice and file is limited to what the account may see.

Rights come from the roles (`workforce.rules`), never from Django's own permissions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.options import BaseModelAdmin
from django.db import IntegrityError, transaction
from django.db.models import Field, ForeignKey, Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from import_export.admin import ImportExportMixin
from import_export.formats.base_formats import CSV, XLSX
from import_export.forms import ConfirmImportForm, ExportForm, ImportForm

from lkip.resources import PDResource
from workforce.actions import jejak_terakhir, nyatakan_pelaku, segel_jejak
from workforce.models import PerangkatDaerah, User
from workforce.rules import MELIHAT, MENYUNTING, may_anywhere, pd_with


class PilihPDMixin(forms.Form):
    """Asks for whose data a file is; the choices are filled per request."""

    pd = forms.ModelChoiceField(
        queryset=PerangkatDaerah.objects.none(), label="Perangkat daerah", empty_label=None
    )


class ImporPDForm(PilihPDMixin, ImportForm):
    """First step of an import."""

    field_order = ("pd", "resource", "import_file", "format")


class KonfirmasiPDForm(PilihPDMixin, ConfirmImportForm):
    """Second step of an import."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pd"].widget = forms.HiddenInput()


class ScopedMixin(BaseModelAdmin[Any]):
    """What an account may see and do, for pages and for the rows within them."""

    # The right that a change of these rows asks for.
    hak = MENYUNTING
    # Rows that the pages of entry and files write, by rules of their own, are only shown here.
    hanya_lihat = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Rows of the account's agencies."""
        queryset: Any = super().get_queryset(request)
        return queryset.visible_to(request.user)

    def formfield_for_foreignkey(
        self, db_field: ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> Any:
        """Choices of the agencies that the account may edit; seeing one is not enough."""
        manager: Any = db_field.remote_field.model._default_manager
        editable = pd_with(request.user, self.hak)
        if db_field.name == "pd":
            kwargs["queryset"] = editable
        elif hasattr(manager, "of_pds"):
            kwargs["queryset"] = manager.of_pds(editable).with_names()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Every role may look; the rows are limited by `get_queryset`."""
        return may_anywhere(request.user, MELIHAT)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever may edit some agency; the forms offer no other."""
        return not self.hanya_lihat and may_anywhere(request.user, self.hak)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The agency of the row decides."""
        if self.hanya_lihat:
            return False
        if obj is None:
            return may_anywhere(request.user, self.hak)
        return pd_with(request.user, self.hak).filter(pk=owner_of(obj) or 0).exists()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """As for a change; what a report refers to is protected by the database."""
        return self.has_change_permission(request, obj)


def owner_of(obj: Model) -> int | None:
    """Primary key of the agency that a record belongs to."""
    if isinstance(obj, PerangkatDaerah):
        return obj.pk
    value: Any = obj
    for name in getattr(obj, "PD_LOOKUP", "pd").split("__"):
        value = getattr(value, name)
    return value.pk if value is not None else None


@contextmanager
def atas_nama(request: HttpRequest, model: type[Model]) -> Iterator[set[int]]:
    """Name the author of changes of a table whose rows keep none, and seal the trail.

    The numbers of the changed rows go into the set that this yields.
    """
    assert isinstance(request.user, User)
    before, numbers = jejak_terakhir(), set[int]()
    with transaction.atomic():
        yield numbers
        nyatakan_pelaku(tabel=model._meta.db_table, baris=numbers, sejak=before, by=request.user)
        transaction.on_commit(segel_jejak)


class PDAdmin(ScopedMixin, ImportExportMixin, admin.ModelAdmin[Any]):
    """A settings page of records that belong to an agency, with files in and out."""

    import_form_class = ImporPDForm
    confirm_form_class = KonfirmasiPDForm
    export_form_class = ExportForm
    formats = (CSV, XLSX)
    list_per_page = 50
    show_full_result_count = False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Name the author of a row that keeps one, so that the audit trail can."""
        if hasattr(obj, "suntingan"):
            obj.suntingan = obj.suntingan + 1 if change else 1
            obj.diubah_oleh = request.user
        with atas_nama(request, self.model) as rows:
            super().save_model(request, obj, form, change)
            rows.add(obj.pk)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """The same for the rows within a page."""
        with atas_nama(request, formset.model) as rows:
            rows.update(gone.instance.pk for gone in formset.deleted_forms)
            super().save_formset(request, form, formset, change)
            rows.update(row.pk for row in formset.new_objects)
            rows.update(row.pk for row, _ in formset.changed_objects)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """The same for a row that goes."""
        with atas_nama(request, self.model) as rows:
            rows.add(obj.pk)
            super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """The same for several."""
        with atas_nama(request, self.model) as rows:
            rows.update(queryset.values_list("pk", flat=True))
            super().delete_queryset(request, queryset)

    def process_dataset(self, dataset: Any, form: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """The same for the rows of a file."""
        with atas_nama(request, self.model) as rows:
            result = super().process_dataset(dataset, form, request, **kwargs)
            rows.update(row.object_id for row in result.rows if row.object_id)
        return result

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """What the database refuses comes back as its sentence."""
        return self._guarded(request, super().changeform_view, *args, **kwargs)

    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The same for what is done to the chosen rows of a list."""
        return self._guarded(request, super().changelist_view, *args, **kwargs)

    def delete_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The same for a deletion."""
        return self._guarded(request, super().delete_view, *args, **kwargs)

    def _guarded(
        self, request: HttpRequest, view: Callable[..., HttpResponse], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        try:
            with transaction.atomic():
                return view(request, *args, **kwargs)
        except IntegrityError as error:
            self.message_user(request, str(error).splitlines()[0], messages.ERROR)
            return redirect(request.get_full_path())

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Shown to whoever has a role."""
        return may_anywhere(request.user, MELIHAT)

    def has_import_permission(self, request: HttpRequest) -> bool:
        """An import is an edit; without a declared file there is none."""
        return bool(self.resource_classes) and may_anywhere(request.user, self.hak)

    def has_export_permission(self, request: HttpRequest) -> bool:
        """What may be seen may be taken along."""
        return bool(self.resource_classes) and may_anywhere(request.user, MELIHAT)

    def create_import_form(self, request: HttpRequest) -> forms.Form:
        """The form with the agencies that the account may edit."""
        return self._with_agencies(super().create_import_form(request), request)

    def create_confirm_form(
        self, request: HttpRequest, import_form: forms.Form | None = None
    ) -> forms.Form:
        """The same choice again, so that a changed field gains nothing."""
        return self._with_agencies(super().create_confirm_form(request, import_form), request)

    def _with_agencies(self, form: forms.Form, request: HttpRequest) -> forms.Form:
        choice = cast(forms.ModelChoiceField[PerangkatDaerah], form.fields["pd"])
        choice.queryset = pd_with(request.user, self.hak)
        return form

    def get_confirm_form_initial(
        self, request: HttpRequest, import_form: forms.Form | None
    ) -> dict[str, Any]:
        """Carry the agency into the second step."""
        initial: dict[str, Any] = super().get_confirm_form_initial(request, import_form)
        return initial | {"pd": import_form.cleaned_data["pd"]} if import_form else initial

    def get_import_resource_kwargs(self, request: HttpRequest, **kwargs: Any) -> dict[str, Any]:
        """Rows go to the chosen agency."""
        return {"pd": _chosen(kwargs.get("form"))}

    def get_import_data_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """All rows or none."""
        return {
            "pd": _chosen(kwargs.get("form")),
            "use_transactions": True,
            "rollback_on_validation_errors": True,
        }

    def get_export_resource_kwargs(self, request: HttpRequest, **kwargs: Any) -> dict[str, Any]:
        """An export may span agencies."""
        return {"pd": None}


def _chosen(form: forms.Form | None) -> PerangkatDaerah | None:
    return getattr(form, "cleaned_data", {}).get("pd") if form is not None else None


class BarisInline(ScopedMixin, admin.TabularInline[Any, Any]):
    """Child rows as a table; they follow the rule of the page they stand on."""

    extra = 0


def register(
    model: type[Model],
    resource: type[PDResource] | None = None,
    *,
    tampil: tuple[str, ...],
    saring: tuple[str, ...] = (),
    cari: tuple[str, ...] = (),
    anak: tuple[type[Model], ...] = (),
    baca_saja: tuple[str, ...] = (),
    hanya_lihat: bool = False,
) -> None:
    """Declare the settings page of a model in one line.

    `tampil` are the columns of the list, `saring` its filters, `cari` the searched fields,
    `anak` the models whose rows are edited on the same page, `baca_saja` the fields that other
    pages write. With `hanya_lihat` other pages and files write the whole row.
    """
    shared = {"hanya_lihat": hanya_lihat}
    inlines = tuple(
        type(f"{child.__name__}Inline", (BarisInline,), shared | {"model": child}) for child in anak
    )
    joined = [*getattr(model, "NAMA_DARI", ())]
    for name in tampil:
        field = _field(model, name)
        if isinstance(field, ForeignKey):
            parts = getattr(field.related_model, "NAMA_DARI", ())
            joined += [name, *(f"{name}__{part}" for part in parts)]
    options: dict[str, Any] = shared | {
        "resource_classes": [resource] if resource else [],
        "list_display": tampil,
        "list_filter": tuple(_filter(name) for name in saring),
        "search_fields": cari,
        "inlines": inlines,
        "readonly_fields": baca_saja,
        "list_select_related": tuple(joined) or False,
    }
    admin.site.register(model, type(f"{model.__name__}Admin", (PDAdmin,), options))


def _filter(name: str) -> str | tuple[str, type[admin.FieldListFilter]]:
    """A filter by agency names only those that the account may see."""
    return (name, admin.RelatedOnlyFieldListFilter) if name.split("__")[-1] == "pd" else name


def _field(model: type[Model], name: str) -> Field[Any, Any] | None:
    return next((f for f in model._meta.concrete_fields if f.name == name), None)
