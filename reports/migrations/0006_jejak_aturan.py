from django.db import migrations

from lkip.triggers import install
from reports.triggers import PEMICU_ATURAN


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0005_rapat'),
        ('workforce', '0006_pemicu_akun'),
    ]

    operations = [
        install(PEMICU_ATURAN),
    ]
