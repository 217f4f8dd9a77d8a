"""Changes of an account go to the trail of an agency that it works for now."""

from django.db import migrations

from lkip.triggers import install
from workforce.triggers import PEMICU_AKUN, PENGGUNA


class Migration(migrations.Migration):
    dependencies = [("workforce", "0006_pemicu_akun")]

    operations = [install([t for t in PEMICU_AKUN if t.table == PENGGUNA])]
