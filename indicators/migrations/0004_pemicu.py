"""Triggers of locks, steps, evidence and audit."""

from django.db import migrations

from indicators.triggers import PEMICU
from lkip.triggers import install


class Migration(migrations.Migration):
    dependencies = [("indicators", "0003_pengukuran"), ("workforce", "0003_pemicu")]

    operations = [install(PEMICU)]
