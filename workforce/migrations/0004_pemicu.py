"""Triggers of the audit trail."""

from django.db import migrations

from lkip.triggers import install
from workforce.triggers import PEMICU


class Migration(migrations.Migration):
    dependencies = [("workforce", "0003_jejak")]

    operations = [install(PEMICU)]
