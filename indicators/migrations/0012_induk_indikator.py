"""An indicator supports another one; the trail of indicators tells it."""

import django.db.models.deletion
from django.db import migrations, models

from indicators.triggers_perencanaan import PEMICU_INDIKATOR
from lkip.triggers import install


class Migration(migrations.Migration):
    dependencies = [("indicators", "0011_indikator_tetap")]

    operations = [
        migrations.AddField(
            model_name="indikator",
            name="induk",
            field=models.ForeignKey(
                blank=True,
                help_text="Indikator di atasnya yang didukung oleh indikator ini.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="pendukung",
                to="indicators.indikator",
                verbose_name="indikator induk",
            ),
        ),
        install(PEMICU_INDIKATOR),
    ]
