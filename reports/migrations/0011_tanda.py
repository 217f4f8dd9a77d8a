"""Triggers that change the stamp of an agency when something of its rules of status changes."""

from django.db import migrations

from lkip.triggers import install
from reports.triggers import PEMICU_TANDA


class Migration(migrations.Migration):
    dependencies = [("reports", "0010_penulisan"), ("workforce", "0008_perubahan")]

    operations = [install(PEMICU_TANDA)]
