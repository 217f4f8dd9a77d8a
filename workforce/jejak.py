"""The audit trail in words: what was changed, from what to what, and whether its seals hold.

The trail knows tables and columns. Words come from the models behind them: names of columns are
the `verbose_name` of fields, numbers become the names of what they refer to.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, cast

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import Q, QuerySet
from django.utils import timezone

from lkip.numbers import format_date, format_number
from workforce.actions import isi_jejak
from workforce.calculations import segel
from workforce.enums import AksiJejak
from workforce.models import JejakAudit, PerangkatDaerah, User

DI_LUAR_APLIKASI = "di luar aplikasi"
PANJANG_HASH = 64
POTONGAN_HASH = 12

Nama = Mapping[tuple[type[models.Model], int], models.Model]


@dataclass(frozen=True)
class Perubahan:
    """A field with its value before and after, as people read them."""

    label: str
    sebelum: str
    sesudah: str


@dataclass(frozen=True)
class BarisJejak:
    """An entry of the trail in words."""

    entri: JejakAudit
    aksi: AksiJejak
    pelaku: str
    objek: str
    perubahan: tuple[Perubahan, ...]

    @property
    def segel_pendek(self) -> str:
        """The beginning of the seal."""
        return self.entri.segel[:POTONGAN_HASH]


@dataclass(frozen=True)
class PilihanJejak:
    """What the trail of an agency can be filtered by."""

    pelaku: tuple[User, ...]
    di_luar: bool
    tabel: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class KeadaanRantai:
    """The chain of seals over all agencies."""

    tersegel: int
    menunggu: int
    terakhir: JejakAudit | None


def entri_jejak(pd: PerangkatDaerah, *, sistem: bool) -> QuerySet[JejakAudit]:
    """Entries of an agency; with `sistem` also those that belong to none, as of system accounts."""
    mine = Q(pd=pd) | Q(pd=None) if sistem else Q(pd=pd)
    return JejakAudit.objects.filter(mine)


def pilihan_jejak(entries: QuerySet[JejakAudit]) -> PilihanJejak:
    """People and tables that occur among entries of the trail; two queries."""
    pairs = set(entries.order_by().values_list("tabel", "pelaku").distinct())
    people = {person for _, person in pairs if person}
    tables = {table: nama_tabel(table) for table, _ in pairs}
    users = sorted(User.objects.filter(pk__in=people), key=str)
    named = sorted(tables.items(), key=lambda pair: pair[1])
    return PilihanJejak(tuple(users), any(person is None for _, person in pairs), tuple(named))


def nama_tabel(tabel: str) -> str:
    """A table in words, with a capital."""
    model = _model(tabel)
    name = str(model._meta.verbose_name) if model else tabel.replace("_", " ")
    return name[:1].upper() + name[1:]


def dengan_anak(tabel: str, baris: int) -> Q:
    """Entries of a row and of the rows that belong to it: evidence and corrections of a value."""
    found = Q(tabel=tabel, baris=baris)
    parent = _model(tabel)
    for model in apps.get_models() if parent else ():
        owner = _owner(model)
        if owner is not None and owner.related_model is parent:
            mine = Q(**{f"sebelum__{owner.name}": baris}) | Q(**{f"sesudah__{owner.name}": baris})
            found |= Q(tabel=model._meta.db_table) & mine
    return found


def _owner(model: type[models.Model]) -> models.Field[Any, Any] | None:
    """The field through which a row belongs to another row; None for rows of an agency."""
    first, *further = getattr(model, "PD_LOOKUP", "pd").split("__")
    return cast("models.Field[Any, Any]", model._meta.get_field(first)) if further else None


def dalam_kata(entries: Iterable[JejakAudit]) -> tuple[BarisJejak, ...]:
    """Entries in words; the number of queries depends on the tables that occur, not the rows."""
    rows = list(entries)
    objects = _objects(rows)
    return tuple(_in_words(row, objects) for row in rows)


def _in_words(entry: JejakAudit, objects: Nama) -> BarisJejak:
    return BarisJejak(
        entri=entry,
        aksi=AksiJejak(entry.aksi),
        pelaku=str(entry.pelaku) if entry.pelaku else DI_LUAR_APLIKASI,
        objek=_object_name(entry, objects),
        perubahan=tuple(_changes(entry, objects)),
    )


def _changes(entry: JejakAudit, objects: Nama) -> Iterable[Perubahan]:
    model = _model(entry.tabel)
    owner = _owner(model) if model else None
    # PostgreSQL keeps the keys of JSON in an order of its own; people read that of the model.
    places = {field.name: place for place, field in enumerate(model._meta.fields)} if model else {}
    for name, before, after in sorted(entry.perubahan, key=lambda c: places.get(c[0], -1)):
        # The name of the object says already to whom a new or removed row belongs.
        if owner is not None and name == owner.name and entry.aksi != AksiJejak.UBAH:
            continue
        old, new = (_value(model, name, v, objects) for v in (before, after))
        if old or new:
            yield Perubahan(_label(model, name), old or "kosong", new or "kosong")


@cache
def _model(tabel: str) -> type[models.Model] | None:
    return next((m for m in apps.get_models() if m._meta.db_table == tabel), None)


def _field(model: type[models.Model] | None, name: str) -> models.Field[Any, Any] | None:
    if model is None:
        return None
    try:
        return cast("models.Field[Any, Any]", model._meta.get_field(name))
    except FieldDoesNotExist:
        return None


def _label(model: type[models.Model] | None, name: str) -> str:
    field = _field(model, name)
    return str(field.verbose_name) if field else name.replace("_", " ")


def _value(model: type[models.Model] | None, name: str, value: Any, objects: Nama) -> str:
    """A stored value as people read it; empty when there is none."""
    field = _field(model, name)
    if value is None or value == "" or field is None:
        return "" if value is None else str(value)
    if isinstance(field, models.ForeignKey):
        target = objects.get((field.related_model, value))
        return _name(target) if target else f"nomor {value}"
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(field, models.BooleanField):
        return "ya" if value else "tidak"
    return _plain(field, value)


def _plain(field: models.Field[Any, Any], value: Any) -> str:
    if isinstance(field, models.DecimalField):
        return format_number(Decimal(str(value)))
    if isinstance(field, models.DateTimeField):
        moment = datetime.fromisoformat(str(value))
        # SQLite keeps a moment without its zone, which is UTC.
        moment = timezone.localtime(moment if moment.tzinfo else moment.replace(tzinfo=UTC))
        return f"{format_date(moment.date())} {moment:%H.%M}"
    if isinstance(field, models.DateField):
        return format_date(date.fromisoformat(str(value)))
    text = str(value)
    # A whole hash helps nobody; its beginning is enough to compare.
    return f"{text[:POTONGAN_HASH]}…" if field.max_length == len(text) == PANJANG_HASH else text


def _object_name(entry: JejakAudit, objects: Nama) -> str:
    """The row in words, from the row itself or, when it is gone, from what the trail kept."""
    model = _model(entry.tabel)
    if model is None:
        return f"{nama_tabel(entry.tabel)} nomor {entry.baris}"
    row = objects.get((model, entry.baris)) or _from_trail(model, entry, objects)
    name = _name(row) if row else f"nomor {entry.baris}" if entry.baris else "yang belum ada"
    return f"{nama_tabel(entry.tabel)} {name}"


def _name(row: models.Model) -> str:
    return str(getattr(row, "sebutan_jejak", row))


def _from_trail(model: type[models.Model], entry: JejakAudit, objects: Nama) -> models.Model | None:
    """A row that is gone, rebuilt without touching the database; None when it cannot be named."""
    kept = entry.sesudah or entry.sebelum or {}
    owner = _owner(model)
    if owner is not None and owner.name not in kept:
        return None
    row = model()
    for name, value in kept.items():
        field = _field(model, name)
        if field is None:
            continue
        if isinstance(field, models.ForeignKey) and value is not None:
            target = objects.get((field.related_model, value))
            if target is None:
                return None
            setattr(row, name, target)
        else:
            setattr(row, field.attname, field.to_python(value))
    return row if kept else None


def _objects(entries: Sequence[JejakAudit]) -> dict[tuple[type[models.Model], int], models.Model]:
    """Everything that the entries name, by model and number: one query per model."""
    wanted: dict[type[models.Model], set[int]] = defaultdict(set)
    for entry in entries:
        model = _model(entry.tabel)
        if model is None:
            continue
        wanted[model].add(entry.baris)
        for kept in (entry.sebelum or {}, entry.sesudah or {}):
            for name, value in kept.items():
                field = _field(model, name)
                if isinstance(field, models.ForeignKey) and value is not None:
                    wanted[field.related_model].add(value)
    return {
        (model, row.pk): row
        for model, numbers in wanted.items()
        for row in _named(model).filter(pk__in=numbers)
    }


def _named(model: type[models.Model]) -> QuerySet[Any]:
    rows = model._default_manager.all()
    return rows.select_related(*getattr(model, "NAMA_DARI", ()))


def keadaan_rantai() -> KeadaanRantai:
    """How far the chain of seals is; two queries."""
    last = JejakAudit.objects.exclude(nomor_segel=None).order_by("-nomor_segel").first()
    counts = JejakAudit.objects.aggregate(
        tersegel=models.Count("nomor_segel"), semua=models.Count("pk")
    )
    return KeadaanRantai(counts["tersegel"], counts["semua"] - counts["tersegel"], last)


def rusak_di_antara(entries: Sequence[JejakAudit]) -> tuple[JejakAudit, ...]:
    """Entries whose seal does not follow from the one before; one query for those before."""
    numbers = {entry.nomor_segel for entry in entries if entry.nomor_segel}
    before = {number - 1 for number in numbers}
    seals = dict(
        JejakAudit.objects.filter(nomor_segel__in=before)
        .order_by()
        .values_list("nomor_segel", "segel")
    )
    seals[0] = ""
    return tuple(
        entry
        for entry in entries
        if entry.nomor_segel
        and entry.segel != segel(seals.get(entry.nomor_segel - 1, "hilang"), isi_jejak(entry))
    )
