"""The audit trail of accounts, roles and invitations; the table of limits of failed logins."""

from django.core.management import call_command
from django.db import migrations

from lkip.triggers import install
from workforce.triggers import PEMICU_AKUN


def _cache_table(apps, schema_editor):
    call_command("createcachetable", verbosity=0, database=schema_editor.connection.alias)


class Migration(migrations.Migration):
    dependencies = [("workforce", "0005_akun")]

    operations = [
        migrations.RunPython(_cache_table, migrations.RunPython.noop),
        install(PEMICU_AKUN),
    ]
