"""Audit of plans: documents, tujuan, sasaran, indicators, yearly targets."""

from django.db import migrations

from indicators.triggers import INDIKATOR
from indicators.triggers_perencanaan import PEMICU_PERENCANAAN
from lkip.triggers import install


class Migration(migrations.Migration):
    dependencies = [("indicators", "0008_pemberitahuan"), ("workforce", "0004_pemicu")]

    # Those of indicators follow in 0012, with the column that they name.
    operations = [install([t for t in PEMICU_PERENCANAAN if t.table != INDIKATOR])]
