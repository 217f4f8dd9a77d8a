"""Triggers of locks and audit of the budget."""

from django.db import migrations

from budget.triggers import PEMICU
from lkip.triggers import install


class Migration(migrations.Migration):
    dependencies = [
        ("budget", "0006_hapus_capaian"),
        ("indicators", "0005_pemicu"),
        ("workforce", "0004_pemicu"),
    ]

    operations = [install(PEMICU)]
