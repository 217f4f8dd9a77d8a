"""Kinds of sections. A file in this package declares one table, chart or text of the LKIP.

Sections know columns and one query; numbering, layout and formats are not their business.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from lkip.tables import Column, Table, build
from reports.charts import Chart
from reports.context import Konteks

T = TypeVar("T")
Title = str | Callable[[Konteks], str]


def always(value: T) -> Callable[[Konteks], T]:
    """A declaration's answer that is already known, for sections made per record."""
    return lambda konteks: value


@dataclass(frozen=True)
class Section:
    """A part of the report with a stable `slug`, which is its anchor."""

    slug: str
    title: Title = ""

    def name(self, konteks: Konteks) -> str:
        """The printed title."""
        return self.title if isinstance(self.title, str) else self.title(konteks)

    def expand(self, konteks: Konteks) -> Iterable[Section]:
        """The sections that this one stands for; itself, unless it repeats."""
        return (self,)


@dataclass(frozen=True)
class TextSection(Section):
    """Narrative kept under the section's slug.

    Without a text `cadangan` prints, HTML from records; without either the section is left out.
    """

    cadangan: str = ""

    def text(self, konteks: Konteks) -> str:
        """The HTML of the narrative, chips not yet filled."""
        return konteks.narasi.get(self.slug, "")


@dataclass(frozen=True)
class RecordTextSection(TextSection):
    """Narrative kept in a record, under a small heading of its own."""

    html: str = ""

    def text(self, konteks: Konteks) -> str:
        """The HTML of the record."""
        return self.html


@dataclass(frozen=True)
class TableSection(Section):
    """A numbered table."""

    columns: Sequence[Column] = ()
    rows: Callable[[Konteks], Iterable[Any]] = lambda konteks: ()
    group: Callable[[Any], str] | None = None
    total: str = ""
    subtotal: str = ""
    notes: Callable[[Konteks], Iterable[str]] = lambda konteks: ()
    mark: Callable[[Any], bool] | None = None
    landscape: bool = False

    def table(self, konteks: Konteks) -> Table:
        """The table with its totals."""
        return build(
            self.columns,
            self.rows(konteks),
            group=self.group,
            total=self.total,
            subtotal=self.subtotal,
            notes=self.notes(konteks),
            mark=self.mark,
        )


@dataclass(frozen=True)
class ChartSection(Section):
    """A numbered chart. `label` is the word before its number."""

    chart: Callable[[Konteks], Chart | None] = lambda konteks: None
    label: str = "Grafik"
    landscape: bool = False


@dataclass(frozen=True)
class DrawingSection(Section):
    """A numbered drawing that is SVG already."""

    draw: Callable[[Konteks, str], str] = lambda konteks, title: ""
    label: str = "Bagan"
    landscape: bool = False


@dataclass(frozen=True)
class TemplateSection(Section):
    """A part with a layout of its own, from a template and a mapping of records."""

    template: str = ""
    context: Callable[[Konteks], Mapping[str, Any] | None] = lambda konteks: {}


@dataclass(frozen=True)
class Heading(Section):
    """A heading with the sections below it. Left out when nothing below it has content.

    With `new_page` it begins a page when a heading of its rank stands before it, so that the
    printer can lay it out apart.
    """

    parts: Sequence[Section] = ()
    numbered: bool = True
    new_page: bool = False

    def with_parts(self, parts: Sequence[Section]) -> Heading:
        """The same heading over other sections."""
        return replace(self, parts=parts)


@dataclass(frozen=True)
class Each(Section):
    """Sections made per record: a table per unit, a page per indicator."""

    make: Callable[[Konteks], Iterable[Section]] = lambda konteks: ()

    def expand(self, konteks: Konteks) -> Iterable[Section]:
        """The sections of all records."""
        return self.make(konteks)
