"""Triggers that change the stamp of an agency when something of its budget changes."""

from django.db import migrations

from budget.triggers import PEMICU_TANDA
from lkip.triggers import install


class Migration(migrations.Migration):
    dependencies = [("budget", "0008_tidak_negatif"), ("workforce", "0008_perubahan")]

    operations = [install(PEMICU_TANDA)]
