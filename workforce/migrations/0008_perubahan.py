"""Notes of change and the triggers that write them: stamps of agencies."""

import django.db.models.deletion
from django.db import migrations, models

from lkip.triggers import install
from workforce.triggers import PEMICU_TANDA


class Migration(migrations.Migration):
    dependencies = [("workforce", "0007_pemicu_pengguna")]

    operations = [
        migrations.CreateModel(
            name="Perubahan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "pd",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="workforce.perangkatdaerah",
                        verbose_name="perangkat daerah",
                    ),
                ),
            ],
            options={
                "verbose_name": "perubahan",
                "verbose_name_plural": "perubahan",
                "indexes": [models.Index(fields=["pd", "id"], name="perubahan_per_pd")],
            },
        ),
        install(PEMICU_TANDA),
    ]
