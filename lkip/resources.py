"""Base of the import-export resources: typed widgets whose errors are Indonesian sentences.

A resource reads the rows of one file for one perangkat daerah, which is passed as `pd=` to
`import_data`. Codes in a file stand for records of that agency only, so a file can never
reach into another one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import reduce
from typing import Any, ClassVar

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Choices, Model
from import_export import fields, resources, widgets
from import_export.instance_loaders import BaseInstanceLoader

from lkip.numbers import AngkaTidakTerbaca, parse_machine_number

Row = Mapping[str, Any]


class BarisGanda(ValueError):
    """Two rows of one file carry the same key."""


def _text(value: Any) -> str:
    return "" if value is None else str(value).strip()


class TeksWidget(widgets.Widget):
    """Text; surrounding blanks are not part of a value."""

    def clean(self, value: Any, row: Row | None = None, **kwargs: Any) -> str:
        """The trimmed text."""
        return _text(value)

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        """The text as written."""
        return _text(value)


class DesimalWidget(widgets.Widget):
    """A decimal number with a point; an empty cell is None, never zero."""

    def clean(self, value: Any, row: Row | None = None, **kwargs: Any) -> Decimal | None:
        """Raise ValueError with a sentence when the cell is not a number."""
        text = _text(value)
        if not text:
            return None
        try:
            return parse_machine_number(text)
        except AngkaTidakTerbaca as error:
            raise ValueError("diharapkan bilangan dengan titik desimal, misalnya 1234.5") from error

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        """The number: as itself for a spreadsheet cell, else without trailing zeros."""
        if value is None:
            return ""
        number = Decimal(value)
        return number if kwargs.get("force_native_type") else f"{number.normalize():f}"


class BulatWidget(DesimalWidget):
    """A whole number."""

    def clean(self, value: Any, row: Row | None = None, **kwargs: Any) -> Any:
        """Raise ValueError with a sentence when the cell is not a whole number."""
        number = super().clean(value, row, **kwargs)
        if number is None:
            return None
        if number != number.to_integral_value():
            raise ValueError("diharapkan bilangan bulat, misalnya 2023")
        return int(number)


class TanggalWidget(widgets.Widget):
    """An ISO date."""

    def clean(self, value: Any, row: Row | None = None, **kwargs: Any) -> date | None:
        """Raise ValueError with a sentence when the date does not exist."""
        text = _text(value)
        if not text:
            return None
        try:
            return date.fromisoformat(text)
        except ValueError as error:
            raise ValueError("diharapkan tanggal yang ada, misalnya 2023-12-31") from error

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        """The date in ISO form."""
        return "" if value is None else str(value)


class YaTidakWidget(widgets.Widget):
    """1 or 0."""

    def clean(self, value: Any, row: Row | None = None, **kwargs: Any) -> bool:
        """Raise ValueError with a sentence when the cell is neither."""
        text = _text(value)
        if text not in ("0", "1", ""):
            raise ValueError("diharapkan 1 (ya) atau 0 (tidak)")
        return text == "1"

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        """1 or 0."""
        return "1" if value else "0"


class PilihanWidget(widgets.Widget):
    """One word of a closed vocabulary."""

    def __init__(self, choices: type[Choices], *, blank: bool = False) -> None:
        super().__init__()
        self.values = [str(value) for value in choices.values if value != ""]
        self.blank = blank
        self.numeric = bool(choices.values) and isinstance(choices.values[0], int)

    def clean(self, value: Any, row: Row | None = None, **kwargs: Any) -> str | int:
        """Raise ValueError with a sentence that lists the vocabulary."""
        text = _text(value)
        if text == "" and self.blank:
            return ""
        if text not in self.values:
            raise ValueError(f"diharapkan salah satu dari: {', '.join(self.values)}")
        return int(text) if self.numeric else text

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        """The word."""
        return _text(value)


class RujukanWidget(widgets.Widget):
    """A code that stands for a record of the same agency.

    `lookups` maps query paths to columns of the row; the agency is always part of the query.
    """

    def __init__(
        self, model: type[Model], lookups: Mapping[str, str], *, blank: bool = False
    ) -> None:
        super().__init__()
        self.model = model
        self.lookups = dict(lookups)
        self.blank = blank
        self._found: dict[tuple[Any, ...], Model] = {}

    def clean(self, value: Any, row: Row | None = None, **kwargs: Any) -> Model | None:
        """Raise ValueError with a sentence when there is no such record."""
        text = _text(value)
        if not text and self.blank:
            return None
        params = {path: _text((row or {}).get(column)) for path, column in self.lookups.items()}
        key = (kwargs["pd"].pk, *params.values())
        if key not in self._found:
            self._found[key] = self._fetch(params, kwargs["pd"])
        return self._found[key]

    def _fetch(self, params: dict[str, str], pd: Model) -> Model:
        name = self.model._meta.verbose_name
        shown = " / ".join(params.values())
        queryset: Any = self.model._default_manager.all()
        try:
            return queryset.of_pd(pd).get(**params)
        except (ObjectDoesNotExist, ValueError, TypeError) as error:
            raise ValueError(
                f"diharapkan kode {name} yang sudah ada; “{shown}” tidak ditemukan"
            ) from error

    def cells(self, value: Any) -> dict[str, str]:
        """The columns that stand for a record, as a file names it."""
        if value is None:
            return dict.fromkeys(self.lookups.values(), "")
        return {
            column: _text(reduce(getattr, path.split("__"), value))
            for path, column in self.lookups.items()
        }


class Kolom(fields.Field):
    """A declared column; fields that import-export derives from the model are dropped."""


def text_column(name: str, column: str | None = None) -> Kolom:
    """A text column."""
    return Kolom(attribute=name, column_name=column or name, widget=TeksWidget())


def decimal_column(name: str, column: str | None = None) -> Kolom:
    """A column of decimal numbers."""
    return Kolom(attribute=name, column_name=column or name, widget=DesimalWidget())


def integer_column(name: str, column: str | None = None) -> Kolom:
    """A column of whole numbers."""
    return Kolom(attribute=name, column_name=column or name, widget=BulatWidget())


def date_column(name: str, column: str | None = None) -> Kolom:
    """A column of dates."""
    return Kolom(attribute=name, column_name=column or name, widget=TanggalWidget())


def yes_no_column(name: str, column: str | None = None) -> Kolom:
    """A column of 1 and 0."""
    return Kolom(attribute=name, column_name=column or name, widget=YaTidakWidget())


def choice_column(name: str, choices: type[Choices], *, blank: bool = False) -> Kolom:
    """A column with a closed vocabulary."""
    return Kolom(attribute=name, column_name=name, widget=PilihanWidget(choices, blank=blank))


def reference_column(
    name: str,
    model: type[Model],
    lookups: Mapping[str, str] | None = None,
    *,
    column: str | None = None,
    blank: bool = False,
) -> Kolom:
    """A column of codes; `lookups` defaults to the code alone."""
    column = column or name
    widget = RujukanWidget(model, lookups or {"kode": column}, blank=blank)
    return Kolom(attribute=name, column_name=column, widget=widget)


class KunciLoader(BaseInstanceLoader):
    """Finds existing rows by the resource's key, in one query per file, and refuses twins."""

    def __init__(self, resource: PDResource, dataset: Any = None) -> None:
        super().__init__(resource, dataset)
        self.keys = [resource.fields[name] for name in resource.get_import_id_fields()]
        self.existing = {self._stored_key(obj): obj for obj in resource.scoped_queryset()}
        self.seen: dict[tuple[Any, ...], int] = {}
        self.count = 0

    def _stored_key(self, instance: Model) -> tuple[Any, ...]:
        # A reference by its number: fetching each referenced record would cost a query a row.
        stored: list[Any] = [instance._meta.get_field(str(f.attribute)) for f in self.keys]
        return tuple(getattr(instance, field.attname) for field in stored)

    def get_instance(self, row: Row) -> Model | None:
        """The stored record of this row, or None; raises BarisGanda for a repeated key."""
        self.count += 1
        try:
            key = tuple(field.clean(row, pd=self.resource.pd) for field in self.keys)
        except ValueError:
            # The import of the fields reports the same fault with its column.
            return None
        key = tuple(part.pk if isinstance(part, Model) else part for part in key)
        first = self.seen.setdefault(key, self.count)
        if first != self.count:
            columns = ", ".join(field.column_name for field in self.keys)
            shown = " / ".join(_text(row.get(field.column_name)) for field in self.keys)
            raise BarisGanda(f"Kolom {columns}: “{shown}” mengulang baris {first + 1}")
        return self.existing.get(key)


class MetaDasar:
    """Options that every resource shares."""

    clean_model_instances = True
    skip_diff = True
    skip_unchanged = False
    use_transactions = False
    instance_loader_class = KunciLoader


class PDResource(resources.ModelResource):
    """Rows of one agency. Subclasses declare every column; nothing is guessed from the model."""

    fields: dict[str, Any]

    # Columns that a resource needs to find a record but does not store.
    EXTRA_COLUMNS: ClassVar[tuple[str, ...]] = ()
    # The reference to a record of the same model; a file lists parents before children.
    PARENT: ClassVar[str] = ""

    def __init__(self, pd: Any = None) -> None:
        super().__init__()
        self.pd = pd
        self.fields = {n: field for n, field in self.fields.items() if isinstance(field, Kolom)}

    @classmethod
    def columns(cls) -> tuple[str, ...]:
        """Column names a file must have, in the order in which we write them."""
        declared: dict[str, fields.Field] = vars(cls)["fields"]
        names = [f.column_name for f in declared.values() if isinstance(f, Kolom)]
        return tuple(dict.fromkeys([*cls.EXTRA_COLUMNS, *names]))

    def get_export_headers(self, selected_fields: Any = None) -> list[str]:
        """The same columns that an import asks for, so that a file can go out and in again."""
        return list(self.columns())

    def get_user_visible_fields(self) -> list[Any]:
        """What the import page lists."""
        return [Kolom(column_name=name) for name in self.columns()]

    def export_resource(
        self, instance: Any, selected_fields: Any = None, **kwargs: Any
    ) -> list[Any]:
        """The cells of a record in the order of `columns`."""
        cells = self.cells(instance, **kwargs)
        return [cells[name] for name in self.columns()]

    def iter_queryset(self, queryset: Any) -> Iterable[Any]:
        """The records to export, in an order in which they can be imported again."""
        rows = super().iter_queryset(queryset)
        return _parents_first(list(rows), f"{self.PARENT}_id") if self.PARENT else rows

    def cells(self, instance: Any, **kwargs: Any) -> dict[str, Any]:
        """The cells of a record by column."""
        cells: dict[str, Any] = {}
        for field in self.fields.values():
            if isinstance(field.widget, RujukanWidget):
                found = field.widget.cells(field.get_value(instance))
                # Several references may share a column, such as the year; an empty one yields.
                cells |= {name: text for name, text in found.items() if text or name not in cells}
            else:
                cells[field.column_name] = field.export(instance, **kwargs)
        return cells

    def scoped_queryset(self) -> Any:
        """Existing rows of the agency."""
        return self.get_queryset().of_pd(self.pd)

    def init_instance(self, row: Row | None = None) -> Any:
        """A new record that already belongs to the agency."""
        instance = super().init_instance(row)
        if hasattr(instance, "pd_id"):
            instance.pd = self.pd
        return instance

    Meta: ClassVar[Any] = MetaDasar


def _parents_first(rows: list[Any], parent: str) -> list[Any]:
    """Rows by their depth in the tree, else as they came."""
    parents = {row.pk: getattr(row, parent) for row in rows}

    def depth(row: Any) -> int:
        above, key = 0, parents[row.pk]
        # No tree is deeper than it has rows, so that a circle of records ends too.
        while key in parents and above < len(rows):
            above, key = above + 1, parents[key]
        return above

    return sorted(rows, key=depth)


def resource_meta(model_class: type[Model], *keys: str) -> type:
    """The `Meta` of a resource: its model and the columns that identify a row."""

    class Meta(MetaDasar):
        model = model_class
        import_id_fields = keys

    return Meta
