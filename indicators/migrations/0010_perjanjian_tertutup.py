"""An agreement that was taken over from a file takes no items any more once it is sealed."""

from django.db import migrations

from indicators.triggers import PEMICU_PERJANJIAN
from lkip.triggers import install


class Migration(migrations.Migration):
    dependencies = [("indicators", "0009_jejak_perencanaan"), ("workforce", "0004_pemicu")]

    operations = [install([t for t in PEMICU_PERJANJIAN if t.name.endswith("_tetap_buat")])]
