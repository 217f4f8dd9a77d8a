"""Closed vocabularies of the budget."""

from django.db.models import TextChoices


class JenisProgram(TextChoices):
    """Whether a program serves the agency's own affair or its administration."""

    PRIORITAS = "prioritas", "Prioritas"
    PENUNJANG = "penunjang", "Penunjang"


class VersiPagu(TextChoices):
    """Versions of the ceiling: DPA of the original APBD, DPPA of the amended one."""

    MURNI = "murni", "APBD"
    PERUBAHAN = "perubahan", "APBD Perubahan"


class DasarEfisiensi(TextChoices):
    """What the unspent amount is divided by; printed beside every efficiency figure."""

    PAGU = "pagu", "pagu"
    REALISASI = "realisasi", "realisasi"
