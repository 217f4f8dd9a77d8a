"""Loading an agency's folder of CSV files: all or nothing, with errors that name the cell."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tablib
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from lkip.resources import PDResource


@dataclass(frozen=True)
class Kesalahan:
    """One fault in one file. `baris` counts the header as line 1; None concerns the whole file."""

    berkas: str
    pesan: str
    baris: int | None = None
    kolom: str = ""
    nilai: str = ""

    def __str__(self) -> str:
        place = f"{self.berkas}"
        if self.baris is not None:
            place += f", baris {self.baris}"
        if self.kolom:
            place += f", kolom {self.kolom}"
        value = f": terbaca “{self.nilai}”; " if self.kolom else ": "
        return f"{place}{value}{self.pesan}"


class BerkasDitolak(ValueError):
    """A file was refused. `kesalahan` lists every fault found in it."""

    def __init__(self, kesalahan: Sequence[Kesalahan]) -> None:
        super().__init__("\n".join(str(k) for k in kesalahan))
        self.kesalahan = tuple(kesalahan)


def read_csv(path: Path, columns: Iterable[str] | None = None) -> tablib.Dataset:
    """Read a file strictly: UTF-8, the columns asked for and no other, no short or long rows.

    The byte order mark with which spreadsheets begin a "CSV UTF-8" is no part of the first column.
    """
    name = path.name
    try:
        with path.open(newline="", encoding="utf-8-sig") as stream:
            rows = list(csv.reader(stream, strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        raise BerkasDitolak(
            [Kesalahan(name, "Bukan CSV berkode UTF-8. Simpan ulang sebagai CSV UTF-8.")]
        ) from error
    if not rows:
        raise BerkasDitolak([Kesalahan(name, "Berkas kosong; baris judul kolom tidak ada.")])
    head, *body = rows
    _check_head(name, head, columns)
    _check_lengths(name, head, body)
    return tablib.Dataset(*body, headers=head)


def _check_head(name: str, head: list[str], columns: Iterable[str] | None) -> None:
    wanted = list(columns) if columns is not None else head
    missing = [column for column in wanted if column not in head]
    unknown = [column for column in head if column not in wanted]
    doubled = sorted({column for column in head if head.count(column) > 1})
    for problem, found in (
        ("Kolom tidak ada", missing),
        ("Kolom tidak dikenal", unknown),
        ("Kolom ditulis dua kali", doubled),
    ):
        if found:
            expected = f" Kolom yang diharapkan: {', '.join(wanted)}."
            raise BerkasDitolak([Kesalahan(name, f"{problem}: {', '.join(found)}.{expected}", 1)])


def _check_lengths(name: str, head: list[str], body: list[list[str]]) -> None:
    faults = [
        Kesalahan(name, f"Baris berisi {len(row)} sel; diharapkan {len(head)}.", number)
        for number, row in enumerate(body, start=2)
        if len(row) != len(head)
    ]
    if faults:
        raise BerkasDitolak(faults)


def import_rows(
    resource: PDResource, dataset: tablib.Dataset, *, berkas: str, **context: Any
) -> int:
    """Import a dataset and return the number of rows; raises BerkasDitolak with all faults.

    The caller holds the transaction: after a refusal nothing may stay.
    """
    result = resource.import_data(
        dataset, dry_run=False, use_transactions=False, pd=resource.pd, **context
    )
    faults = [Kesalahan(berkas, _plain(error.error)) for error in result.base_errors]
    for invalid in result.invalid_rows:
        # The values of an invalid row stand in the order of the resource, not of the file.
        values = dict(zip(dataset.headers, dataset[invalid.number - 1], strict=True))
        faults += _validation_faults(resource, berkas, invalid.number + 1, values, invalid.error)
    for number, errors in result.row_errors():
        faults += [Kesalahan(berkas, _plain(error.error), number + 1) for error in errors]
    if faults:
        raise BerkasDitolak(sorted(faults, key=lambda fault: fault.baris or 0))
    return len(dataset)


def _validation_faults(
    resource: PDResource,
    berkas: str,
    line: int,
    values: Mapping[str, Any],
    error: ValidationError,
) -> list[Kesalahan]:
    names = {field.attribute: field.column_name for field in resource.fields.values()}
    # A rule about the whole row says one sentence; a field says which field it is.
    by_field = hasattr(error, "error_dict")
    found = error.message_dict if by_field else {NON_FIELD_ERRORS: error.messages}
    faults = []
    for attribute, messages in found.items():
        column = "" if attribute == NON_FIELD_ERRORS else names.get(attribute, attribute)
        value = str(values.get(column, "") or "")
        faults += [Kesalahan(berkas, _sentence(text), line, column, value) for text in messages]
    return faults


def _sentence(text: str) -> str:
    return text if text.endswith(".") else f"{text}."


def _plain(error: Exception) -> str:
    messages = getattr(error, "messages", None)
    return _sentence(" ".join(messages) if messages else str(error))
