"""QR codes as SVG: the way from paper to a page."""

from __future__ import annotations

from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

# Modules of quiet around the code, as its standard asks for.
TEPI = 4


def qr_svg(teks: str, judul: str) -> str:
    """A code that holds a text, one unit per module, dark on white."""
    code: QRCode = QRCode(error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(teks)
    code.make(fit=True)
    rows = code.get_matrix()
    side = len(rows) + 2 * TEPI
    path = "".join(
        f"M{x + TEPI} {y + TEPI}h1v1h-1z"
        for y, row in enumerate(rows)
        for x, dark in enumerate(row)
        if dark
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" role="img" '
        f'aria-label="{judul}" shape-rendering="crispEdges"><title>{judul}</title>'
        f'<rect width="{side}" height="{side}" fill="#fff"/><path d="{path}"/></svg>'
    )
