"""A cell that nobody filled may be put down as empty after the lock; corrections are told."""

from django.db import migrations, models

from indicators.triggers import LOCKS
from lkip.triggers import install


class Migration(migrations.Migration):
    dependencies = [("indicators", "0014_perubahan_menilai")]

    operations = [
        migrations.AlterField(
            model_name="pemberitahuan",
            name="jenis",
            field=models.CharField(
                choices=[
                    ("tenggat", "Tenggat"),
                    ("atasan", "Keterlambatan"),
                    ("nilai_masuk", "Nilai diajukan"),
                    ("nilai_kembali", "Nilai dikembalikan"),
                    ("pk_masuk", "Perjanjian diajukan"),
                    ("pk_disetujui", "Perjanjian disetujui"),
                    ("pk_kembali", "Perjanjian dikembalikan"),
                    ("pk_menilai", "Perjanjian menilai ulang"),
                    ("diperpanjang", "Periode diperpanjang"),
                    ("dikunci", "Periode dikunci"),
                    ("dikoreksi", "Angka terkunci dikoreksi"),
                ],
                max_length=15,
                verbose_name="jenis",
            ),
        ),
        install([t for t in LOCKS if t.name.endswith("realisasi_kunci_buat")]),
    ]
