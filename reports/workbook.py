"""The Excel workbook of a report: one sheet per table."""

from lkip.spreadsheet import write_workbook
from reports.document import Document


def workbook(doc: Document) -> bytes:
    """All tables of the report, in their order."""
    tables = ((t.label, t.title, t.table) for t in doc.tables)
    return write_workbook(tables, title=doc.title)
