import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from lkip.triggers import install
from reports.triggers import PEMICU_PENGECUALIAN


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0011_tanda'),
        ('workforce', '0007_pemicu_pengguna'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PengecualianTemuan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('tahun', models.PositiveSmallIntegerField(verbose_name='tahun')),
                ('pemeriksaan', models.SlugField(max_length=40, verbose_name='pemeriksaan')),
                ('kunci', models.CharField(max_length=160, verbose_name='perihal')),
                ('kalimat', models.TextField(verbose_name='temuan')),
                ('alasan', models.TextField(verbose_name='alasan')),
                ('pada', models.DateTimeField(auto_now_add=True, verbose_name='diterima pada')),
                ('oleh', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='diterima oleh')),
                ('pd', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workforce.perangkatdaerah', verbose_name='perangkat daerah')),
            ],
            options={
                'verbose_name': 'pengecualian temuan',
                'verbose_name_plural': 'pengecualian temuan',
                'ordering': ('pd', 'tahun', 'pemeriksaan', 'kunci'),
                'constraints': [models.UniqueConstraint(fields=('pd', 'tahun', 'pemeriksaan', 'kunci'), name='pengecualian_temuan_unik'), models.CheckConstraint(condition=models.Q(('alasan', ''), _negated=True), name='pengecualian_temuan_beralasan', violation_error_message='Alasan harus diisi.')],
            },
        ),
        install(PEMICU_PENGECUALIAN),
    ]
