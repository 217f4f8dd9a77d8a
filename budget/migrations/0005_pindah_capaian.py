"""What outputs reached moves to December of their year: until now it was that of the year."""

from django.db import migrations

DESEMBER = 12


def to_months(apps, schema_editor):
    """Each known value becomes the row of December."""
    months = apps.get_model("budget", "KeluaranBulanan")
    known = apps.get_model("budget", "Keluaran").objects.exclude(capaian=None)
    months.objects.bulk_create(
        months(keluaran=row, bulan=DESEMBER, capaian=row.capaian) for row in known
    )


def to_year(apps, schema_editor):
    """The latest month becomes the value of the year again."""
    for row in apps.get_model("budget", "KeluaranBulanan").objects.order_by("bulan"):
        row.keluaran.capaian = row.capaian
        row.keluaran.save(update_fields=["capaian"])


class Migration(migrations.Migration):
    dependencies = [("budget", "0004_entri")]

    operations = [migrations.RunPython(to_months, to_year)]
