"""Triggers of locks, steps, evidence and audit."""

from django.db import migrations

from indicators.triggers import PEMICU
from lkip.triggers import install


class Migration(migrations.Migration):
    dependencies = [("indicators", "0004_pengukuran"), ("workforce", "0004_pemicu")]

    operations = [install(PEMICU)]
