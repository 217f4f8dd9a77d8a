"""Settings pages of plans, indicators, agreements and results."""

from indicators import models, resources
from workforce.scoped_admin import register

register(
    models.DokumenPerencanaan,
    resources.DokumenResource,
    tampil=("nama", "kode", "jenis", "tahun_awal", "tahun_akhir", "pd"),
    saring=("pd", "jenis"),
    cari=("nama",),
    anak=(models.Tujuan, models.IsuStrategis),
)
register(
    models.Tujuan,
    resources.TujuanResource,
    tampil=("kode", "tujuan", "dokumen"),
    saring=("dokumen__pd",),
    cari=("tujuan",),
    anak=(models.SasaranRenstra,),
)
register(
    models.SasaranRenstra,
    resources.SasaranRenstraResource,
    tampil=("kode", "sasaran", "tujuan"),
    saring=("tujuan__dokumen__pd",),
    cari=("sasaran",),
)
register(
    models.IsuStrategis,
    resources.IsuStrategisResource,
    tampil=("urutan", "isu", "dokumen"),
    saring=("pd",),
    cari=("isu",),
)
register(
    models.Regulasi,
    resources.RegulasiResource,
    tampil=("jenis", "nomor", "tahun", "judul", "pd"),
    saring=("pd", "jenis"),
    cari=("judul",),
)
register(
    models.Sasaran,
    resources.SasaranResource,
    tampil=("kode", "sasaran", "jenis", "tahun", "pd"),
    saring=("pd", "tahun", "jenis"),
    cari=("sasaran",),
)
register(
    models.SkalaPredikat,
    resources.SkalaResource,
    tampil=("nama", "kode", "sumber", "berlaku_sejak", "pd"),
    saring=("pd",),
    cari=("nama",),
    anak=(models.TingkatSkala,),
)
register(
    models.TingkatSkala,
    resources.TingkatSkalaResource,
    tampil=("sebutan", "kode", "batas_bawah", "batas_atas", "skala"),
    saring=("skala__pd",),
    cari=("sebutan",),
)
register(
    models.SkemaPengukuran,
    resources.SkemaResource,
    tampil=("tahun", "varian_minimal", "batas_atas", "batas_bawah", "pd"),
    saring=("pd", "tahun"),
)
register(
    models.Indikator,
    resources.IndikatorResource,
    tampil=("kode", "nama", "satuan", "polaritas", "konsolidasi", "unit", "pd"),
    saring=("pd", "polaritas", "konsolidasi"),
    cari=("kode", "nama"),
    anak=(models.TargetTahunan,),
)
register(
    models.TargetTahunan,
    resources.TargetTahunanResource,
    tampil=("indikator", "tahun", "sumber", "nilai", "teks"),
    saring=("indikator__pd", "tahun", "sumber"),
    cari=("indikator__nama",),
)
register(
    models.PerjanjianKinerja,
    resources.PerjanjianResource,
    tampil=("jabatan", "tahun", "versi", "status", "tanggal", "pd"),
    saring=("pd", "tahun", "status"),
    anak=(models.ItemPerjanjian,),
    baca_saja=(
        "status",
        "alasan",
        "diajukan_oleh",
        "disetujui_oleh",
        "suntingan",
        "diubah_oleh",
    ),
)
register(
    models.ItemPerjanjian,
    resources.ItemPerjanjianResource,
    tampil=("urutan", "indikator", "target", "target_teks", "perjanjian"),
    saring=("perjanjian__pd", "perjanjian__tahun"),
    cari=("indikator__nama",),
    anak=(models.TargetTriwulan,),
)
register(
    models.TargetTriwulan,
    resources.TargetTriwulanResource,
    tampil=("item", "triwulan", "target", "target_teks", "status"),
    saring=("item__perjanjian__pd", "status"),
)
register(
    models.SuratSumber,
    resources.SuratSumberResource,
    tampil=("nomor", "lembaga", "tanggal", "perihal", "pd"),
    saring=("pd",),
    cari=("nomor", "lembaga", "perihal"),
)
register(
    models.Realisasi,
    resources.RealisasiResource,
    tampil=("indikator", "tahun", "periode", "nilai", "status_data", "status"),
    saring=("indikator__pd", "tahun", "periode", "status"),
    cari=("indikator__nama",),
    anak=(models.KomponenRealisasi,),
    hanya_lihat=True,
)
register(
    models.PeriodePelaporan,
    resources.PeriodeResource,
    tampil=("tahun", "periode", "mulai", "batas_isi", "batas_verifikasi", "terkunci", "pd"),
    saring=("pd", "tahun"),
    baca_saja=("terkunci", "dikunci_oleh"),
)
register(
    models.BuktiDukung,
    resources.BuktiDukungResource,
    tampil=("judul", "rujukan", "realisasi"),
    saring=("realisasi__indikator__pd",),
    cari=("judul",),
    baca_saja=("berkas", "nama_berkas", "jenis_isi", "ukuran", "sha256", "diunggah_oleh"),
)
register(
    models.AnalisisIndikator,
    resources.AnalisisResource,
    tampil=("indikator", "tahun"),
    saring=("indikator__pd", "tahun"),
    cari=("indikator__nama",),
)
register(
    models.Pembanding,
    resources.PembandingResource,
    tampil=("nama", "indikator", "tahun", "nilai", "posisi_sendiri"),
    saring=("indikator__pd", "tahun"),
    cari=("nama",),
)
register(
    models.RencanaAksiKSD,
    resources.RencanaAksiKSDResource,
    tampil=("sub_ksd", "indikator", "tahun", "triwulan", "target", "realisasi"),
    saring=("indikator__pd", "tahun"),
    cari=("sub_ksd", "keluaran"),
)
register(
    models.RencanaAksi,
    resources.RencanaAksiResource,
    tampil=("rencana_aksi", "kelompok", "tahun", "pd"),
    saring=("pd", "tahun"),
    cari=("rencana_aksi",),
)
register(
    models.Rekomendasi,
    resources.RekomendasiResource,
    tampil=("nomor", "rekomendasi", "evaluasi", "status", "tahun", "pd"),
    saring=("pd", "tahun", "status"),
    cari=("rekomendasi",),
)
register(
    models.TabelPendukung,
    resources.TabelPendukungResource,
    tampil=("judul", "kode", "indikator", "tahun", "pd"),
    saring=("pd", "tahun"),
    cari=("judul",),
    anak=(models.KolomTabel, models.BarisTabel),
)
register(
    models.KolomTabel,
    resources.KolomTabelResource,
    tampil=("judul", "kode", "jenis", "tabel"),
    saring=("tabel__pd",),
    cari=("judul",),
)
