"""The Excel workbook of a report: one sheet per table."""

from datetime import datetime

from lkip.spreadsheet import write_workbook
from reports.naskah import Document


def workbook(doc: Document, *, pada: datetime | None = None) -> bytes:
    """All tables of the report, in their order; `pada` fixes the moment that the file bears."""
    tables = ((t.label, t.title, t.table) for t in doc.tables)
    return write_workbook(tables, title=doc.title, pada=pada)
