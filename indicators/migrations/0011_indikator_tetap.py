"""A signed indicator keeps what it measures and how it is scored, whatever the way of writing."""

from django.db import migrations

from indicators.triggers_perencanaan import PEMICU_INDIKATOR_TETAP
from lkip.triggers import install


class Migration(migrations.Migration):
    dependencies = [("indicators", "0010_perjanjian_tertutup")]

    operations = [install([PEMICU_INDIKATOR_TETAP])]
