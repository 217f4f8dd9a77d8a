"""Settings pages of the budget."""

from budget import models, resources
from workforce.scoped_admin import register

register(
    models.Program,
    resources.ProgramResource,
    tampil=("kode", "nama", "jenis", "tahun", "pd"),
    saring=("pd", "tahun", "jenis"),
    cari=("nama", "kode"),
    anak=(models.Kegiatan,),
)
register(
    models.Kegiatan,
    resources.KegiatanResource,
    tampil=("kode", "nama", "program"),
    saring=("program__pd", "program__tahun"),
    cari=("nama", "kode"),
    anak=(models.SubKegiatan,),
)
register(
    models.SubKegiatan,
    resources.SubKegiatanResource,
    tampil=("kode", "nama", "kegiatan", "program"),
    saring=("program__pd", "program__tahun"),
    cari=("nama", "kode"),
)
register(
    models.AnggaranUnit,
    resources.AnggaranUnitResource,
    tampil=("unit", "tahun", "pd"),
    saring=("pd", "tahun"),
    anak=(models.Aktivitas,),
)
register(
    models.Aktivitas,
    resources.AktivitasResource,
    tampil=("nama", "kode", "anggaran_unit"),
    saring=("anggaran_unit__pd", "anggaran_unit__tahun"),
    cari=("nama", "kode"),
)
register(
    models.Pagu,
    resources.PaguResource,
    tampil=("pemilik", "versi", "nilai", "pd"),
    saring=("pd", "versi"),
)
register(
    models.AnggaranBulanan,
    resources.AnggaranBulananResource,
    tampil=("pemilik", "bulan", "rencana", "realisasi", "pd"),
    saring=("pd", "bulan"),
    hanya_lihat=True,
)
register(
    models.Keluaran,
    resources.KeluaranResource,
    tampil=("pemilik", "indikator", "satuan", "target", "pd"),
    saring=("pd",),
    cari=("indikator",),
)
register(
    models.KeluaranBulanan,
    resources.KeluaranBulananResource,
    tampil=("keluaran", "bulan", "capaian"),
    saring=("keluaran__pd", "bulan"),
    cari=("keluaran__indikator",),
    hanya_lihat=True,
)
register(
    models.KaitanIndikator,
    resources.KaitanIndikatorResource,
    tampil=("pemilik", "indikator", "pd"),
    saring=("pd",),
)
register(
    models.AnggaranIndikator,
    resources.AnggaranIndikatorResource,
    tampil=("indikator", "tahun", "pagu", "realisasi"),
    saring=("indikator__pd", "tahun"),
)
register(
    models.AngkaKontrol,
    resources.AngkaKontrolResource,
    tampil=("sumber", "ukuran", "kunci", "kolom", "nilai", "tahun", "pd"),
    saring=("pd", "tahun", "ukuran"),
    cari=("ukuran", "kunci", "penjelasan"),
)
