"""Triggers of agreements: steps, what is signed stays, audit."""

from django.db import migrations

from indicators.triggers import PEMICU_PERJANJIAN
from lkip.triggers import install


class Migration(migrations.Migration):
    dependencies = [("indicators", "0005_perjanjian"), ("workforce", "0003_pemicu")]

    operations = [install(PEMICU_PERJANJIAN)]
