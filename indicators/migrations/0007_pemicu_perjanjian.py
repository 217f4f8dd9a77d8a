"""Triggers of agreements: steps, what is signed stays, audit."""

from django.db import migrations

from indicators.triggers import PEMICU_PERJANJIAN
from lkip.triggers import install


class Migration(migrations.Migration):
    dependencies = [("indicators", "0006_perjanjian"), ("workforce", "0004_pemicu")]

    operations = [install(PEMICU_PERJANJIAN)]
