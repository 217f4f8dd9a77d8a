"""An output holds no value of its own any more: its months do."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("budget", "0005_pindah_capaian")]

    operations = [migrations.RemoveField(model_name="keluaran", name="capaian")]
