"""Triggers that change the stamp of an agency when something of plans, agreements and results changes."""

from django.db import migrations

from indicators.triggers_tanda import PEMICU_TANDA
from lkip.triggers import install


class Migration(migrations.Migration):
    dependencies = [("indicators", "0012_induk_indikator"), ("workforce", "0008_perubahan")]

    operations = [install(PEMICU_TANDA)]
