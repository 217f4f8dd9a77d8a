"""A note on data quality belongs to a year, or to every year; the trail of indicators tells it."""

from django.db import migrations, models

from indicators.triggers_perencanaan import PEMICU_INDIKATOR
from lkip.triggers import install


class Migration(migrations.Migration):
    dependencies = [("indicators", "0015_koreksi")]

    operations = [
        migrations.AddField(
            model_name="indikator",
            name="mutu_tahun",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text=(
                    "Hanya laporan tahun ini yang mencetak catatannya; kosong berarti setiap tahun."
                ),
                null=True,
                verbose_name="tahun catatan mutu",
            ),
        ),
        install(PEMICU_INDIKATOR),
    ]
