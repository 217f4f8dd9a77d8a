"""Audit of plans: documents, tujuan, sasaran, indicators, yearly targets."""

from django.db import migrations

from indicators.triggers_perencanaan import PEMICU_PERENCANAAN
from lkip.triggers import install


class Migration(migrations.Migration):
    dependencies = [("indicators", "0008_pemberitahuan"), ("workforce", "0004_pemicu")]

    operations = [install(PEMICU_PERENCANAAN)]
