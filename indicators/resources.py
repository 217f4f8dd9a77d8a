"""Files of planning and performance."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from import_export import widgets

from indicators import enums, models
from indicators.actions import Isian, nilai_isian
from indicators.rules import kenapa_tidak_isi
from indicators.rules_perencanaan import masalah_tetap
from indicators.triggers_perencanaan import TETAP
from lkip.resources import (
    DesimalWidget,
    Kolom,
    PDResource,
    choice_column,
    date_column,
    decimal_column,
    integer_column,
    reference_column,
    resource_meta,
    text_column,
    yes_no_column,
)
from workforce.models import Jabatan, PemangkuJabatan, UnitKerja
from workforce.querysets import hari_ini
from workforce.rules import MENGISI, wewenang

PERJANJIAN = {"tahun": "tahun", "jabatan__kode": "jabatan", "versi": "versi"}


class DokumenResource(PDResource):
    """Planning documents."""

    kode = text_column("kode")
    jenis = choice_column("jenis", enums.JenisDokumen)
    nama = text_column("nama")
    tahun_awal = integer_column("tahun_awal")
    tahun_akhir = integer_column("tahun_akhir")
    Meta = resource_meta(models.DokumenPerencanaan, "kode")


class TujuanResource(PDResource):
    """Goals of a plan."""

    dokumen = reference_column("dokumen", models.DokumenPerencanaan)
    kode = text_column("kode")
    tujuan = text_column("tujuan")
    Meta = resource_meta(models.Tujuan, "dokumen", "kode")


class SasaranRenstraResource(PDResource):
    """Sasaran of the Renstra."""

    tujuan = reference_column("tujuan", models.Tujuan)
    kode = text_column("kode")
    sasaran = text_column("sasaran")
    Meta = resource_meta(models.SasaranRenstra, "tujuan", "kode")


class IsuStrategisResource(PDResource):
    """Strategic issues."""

    dokumen = reference_column("dokumen", models.DokumenPerencanaan)
    urutan = integer_column("urutan")
    isu = text_column("isu")
    Meta = resource_meta(models.IsuStrategis, "dokumen", "urutan")


class RegulasiResource(PDResource):
    """Regulations."""

    urutan = integer_column("urutan")
    jenis = text_column("jenis")
    nomor = text_column("nomor")
    tahun = integer_column("tahun")
    judul = text_column("judul")
    Meta = resource_meta(models.Regulasi, "jenis", "nomor", "tahun")


class SasaranResource(PDResource):
    """Sasaran of a year."""

    tahun = integer_column("tahun")
    kode = text_column("kode")
    urutan = integer_column("urutan")
    jenis = choice_column("jenis", enums.JenisSasaran)
    sasaran = text_column("sasaran")
    Meta = resource_meta(models.Sasaran, "tahun", "kode")


class SkalaResource(PDResource):
    """Scales of predicates."""

    kode = text_column("kode")
    nama = text_column("nama")
    sumber = text_column("sumber")
    berlaku_sejak = integer_column("berlaku_sejak")
    berlaku_sampai = integer_column("berlaku_sampai")
    Meta = resource_meta(models.SkalaPredikat, "kode")


class TingkatSkalaResource(PDResource):
    """Steps of the scales."""

    skala = reference_column("skala", models.SkalaPredikat)
    urutan = integer_column("urutan")
    kode = text_column("kode")
    sebutan = text_column("sebutan")
    batas_bawah = decimal_column("batas_bawah")
    batas_atas = decimal_column("batas_atas")
    inklusif = yes_no_column("inklusif")
    Meta = resource_meta(models.TingkatSkala, "skala", "kode")


class SkemaResource(PDResource):
    """Choices of measurement per year."""

    tahun = integer_column("tahun")
    varian_minimal = choice_column("varian_minimal", enums.VarianMinimal)
    batas_atas = decimal_column("batas_atas")
    batas_bawah = decimal_column("batas_bawah")
    kebijakan_target_nol = choice_column("kebijakan_target_nol", enums.KebijakanTargetNol)
    skala_capaian = reference_column("skala_capaian", models.SkalaPredikat)
    Meta = resource_meta(models.SkemaPengukuran, "tahun")


class IndikatorResource(PDResource):
    """Indicators with their metadata; one that is supported stands before those that support it."""

    PARENT = "induk"

    kode = text_column("kode")
    urutan = integer_column("urutan")
    nama = text_column("nama")
    satuan = text_column("satuan")
    jenis_nilai = choice_column("jenis_nilai", enums.JenisNilai)
    polaritas = choice_column("polaritas", enums.Polaritas)
    konsolidasi = choice_column("konsolidasi", enums.Konsolidasi)
    desimal = integer_column("desimal")
    varian_minimal = choice_column("varian_minimal", enums.VarianMinimal, blank=True)
    nilai_terburuk = decimal_column("nilai_terburuk")
    rentang_bawah = decimal_column("rentang_bawah")
    rentang_atas = decimal_column("rentang_atas")
    skala = reference_column("skala", models.SkalaPredikat, blank=True)
    unit = reference_column("unit", UnitKerja, {"kode": "unit_kode"}, column="unit_kode")
    induk = reference_column("induk", models.Indikator, blank=True)
    sumber_data = text_column("sumber_data")
    dasar_hukum = text_column("dasar_hukum")
    definisi = text_column("definisi")
    formula = text_column("formula")
    sumber_rinci = text_column("sumber_rinci")
    metode = text_column("metode")
    catatan_mutu = text_column("catatan_mutu")
    mutu_tahun = integer_column("mutu_tahun")
    pembilang = text_column("pembilang")
    penyebut = text_column("penyebut")
    berlaku_sejak = integer_column("berlaku_sejak")
    berlaku_sampai = integer_column("berlaku_sampai")
    Meta = resource_meta(models.Indikator, "kode")

    def before_save_instance(self, instance: Any, row: Mapping[str, Any], **kwargs: Any) -> None:
        """What the database would refuse for a promised indicator is refused by its column."""
        stored = models.Indikator.objects.filter(pk=instance.pk).select_related("skala").first()
        if stored is None:
            return
        if faults := masalah_tetap(stored, {name: getattr(instance, name) for name in TETAP}):
            raise ValidationError(faults)


class TargetTahunanResource(PDResource):
    """Yearly targets."""

    indikator = reference_column("indikator", models.Indikator)
    tahun = integer_column("tahun")
    sumber = choice_column("sumber", enums.SumberTarget)
    sasaran_renstra = reference_column("sasaran_renstra", models.SasaranRenstra, blank=True)
    nilai = decimal_column("nilai")
    teks = text_column("teks")
    Meta = resource_meta(models.TargetTahunan, "indikator", "tahun", "sumber")


class PerjanjianResource(PDResource):
    """Agreements; the parties are the holders of their posts on the day of signing."""

    tahun = integer_column("tahun")
    jabatan = reference_column("jabatan", Jabatan)
    versi = integer_column("versi")
    dasar_perubahan = text_column("dasar_perubahan")
    pihak_pertama = reference_column(
        "pihak_pertama", PemangkuJabatan, {"jabatan__kode": "pihak_pertama"}
    )
    pihak_kedua = reference_column("pihak_kedua", PemangkuJabatan, {"jabatan__kode": "pihak_kedua"})
    jabatan_pihak_pertama = text_column("jabatan_pihak_pertama")
    jabatan_pihak_kedua = text_column("jabatan_pihak_kedua")
    tanggal = date_column("tanggal")
    status = choice_column("status", enums.StatusPerjanjian)
    Meta = resource_meta(models.PerjanjianKinerja, "tahun", "jabatan", "versi")

    def before_save_instance(self, instance: Any, row: Mapping[str, Any], **kwargs: Any) -> None:
        """Steps and the day of signing never come from a person's file.

        `historis` is set where a whole agency is taken over on the command line.
        """
        if kwargs.get("historis"):
            return
        stored = models.PerjanjianKinerja.objects.filter(pk=instance.pk).first()
        instance.status = stored.status if stored else enums.StatusPerjanjian.DRAF
        instance.tanggal = stored.tanggal if stored else None
        instance.suntingan = stored.suntingan + 1 if stored else 1
        instance.diubah_oleh = kwargs["user"]


class ItemPerjanjianResource(PDResource):
    """Promised indicators of an agreement."""

    EXTRA_COLUMNS = ("tahun", "jabatan", "versi")

    perjanjian = reference_column(
        "perjanjian", models.PerjanjianKinerja, PERJANJIAN, column="jabatan"
    )
    urutan = integer_column("urutan")
    sasaran = reference_column("sasaran", models.Sasaran, {"kode": "sasaran", "tahun": "tahun"})
    indikator = reference_column("indikator", models.Indikator)
    target = decimal_column("target")
    target_teks = text_column("target_teks")
    sumber_data = text_column("sumber_data")
    Meta = resource_meta(models.ItemPerjanjian, "perjanjian", "indikator")


class TargetTriwulanResource(PDResource):
    """Quarterly targets."""

    EXTRA_COLUMNS = ("tahun", "jabatan", "versi")

    item = reference_column(
        "item",
        models.ItemPerjanjian,
        {f"perjanjian__{path}": column for path, column in PERJANJIAN.items()}
        | {"indikator__kode": "indikator"},
        column="indikator",
    )
    triwulan = integer_column("triwulan")
    target = decimal_column("target")
    target_teks = text_column("target_teks")
    status = choice_column("status", enums.StatusTarget)
    Meta = resource_meta(models.TargetTriwulan, "item", "triwulan")


class SuratSumberResource(PDResource):
    """Letters of outside bodies."""

    kode = text_column("kode")
    lembaga = text_column("lembaga")
    nomor = text_column("nomor")
    tanggal = date_column("tanggal")
    perihal = text_column("perihal")
    Meta = resource_meta(models.SuratSumber, "kode")


class RealisasiResource(PDResource):
    """Actual values, with numerator and denominator where the indicator has them."""

    EXTRA_COLUMNS = ("pembilang", "penyebut")

    indikator = reference_column("indikator", models.Indikator)
    tahun = integer_column("tahun")
    periode = integer_column("periode")
    nilai = decimal_column("nilai")
    status_data = choice_column("status_data", enums.StatusData)
    perkiraan_rilis = date_column("perkiraan_rilis")
    skala_berbeda = text_column("skala_berbeda")
    dasar_penilaian = text_column("dasar_penilaian")
    surat = reference_column("surat", models.SuratSumber, blank=True)
    status = choice_column("status", enums.StatusRealisasi)
    catatan = text_column("catatan")
    Meta = resource_meta(models.Realisasi, "indikator", "tahun", "periode")

    def cells(self, instance: Any, **kwargs: Any) -> dict[str, Any]:
        """With the components beside the value."""
        parts = getattr(instance, "komponen", None)
        widget = DesimalWidget()
        return super().cells(instance, **kwargs) | {
            name: widget.render(getattr(parts, name, None), **kwargs) for name in self.EXTRA_COLUMNS
        }

    def before_save_instance(self, instance: Any, row: Mapping[str, Any], **kwargs: Any) -> None:
        """A person's file meets the rules of the entry page; steps never come from a file.

        `historis` is set where a whole agency is taken over on the command line.
        """
        if kwargs.get("historis"):
            return
        stored = models.Realisasi.objects.filter(pk=instance.pk).first() if instance.pk else None
        instance.status = stored.status if stored else enums.StatusRealisasi.DRAF
        refused = kenapa_tidak_isi(
            hak=wewenang(kwargs["user"], MENGISI, self.pd),
            indikator=instance.indikator,
            periode=models.PeriodePelaporan.objects.of_pd(self.pd)
            .filter(tahun=instance.tahun, periode=instance.periode)
            .prefetch_related("perpanjangan")
            .first(),
            realisasi=stored,
            hari=hari_ini(),
        )
        if refused:
            raise ValidationError(refused)
        pembilang, penyebut = self._parts(row)
        if pembilang is not None and penyebut is not None:
            instance.nilai = nilai_isian(Isian(pembilang=pembilang, penyebut=penyebut))
        instance.versi = (stored.versi if stored else 0) + 1
        instance.diubah_oleh = kwargs["user"]

    def _parts(self, row: Mapping[str, Any]) -> list[Decimal | None]:
        return [_component(row, name) for name in self.EXTRA_COLUMNS]

    def after_save_instance(self, instance: Any, row: Mapping[str, Any], **kwargs: Any) -> None:
        """Keep the components as the file has them: both, or none."""
        parts = dict(zip(self.EXTRA_COLUMNS, self._parts(row), strict=True))
        stored = models.KomponenRealisasi.objects.filter(realisasi=instance).first()
        if all(part is None for part in parts.values()):
            if stored is not None:
                stored.delete()
            return
        if None in parts.values():
            raise ValidationError(
                {NON_FIELD_ERRORS: "Pembilang dan penyebut diisi bersama atau dikosongkan."}
            )
        components = stored or models.KomponenRealisasi(realisasi=instance)
        for name, part in parts.items():
            setattr(components, name, part)
        components.full_clean()
        components.save()


def _component(row: Mapping[str, Any], name: str) -> Decimal | None:
    try:
        return DesimalWidget().clean(row[name])
    except ValueError as error:
        raise ValidationError({name: str(error)}) from error


class PeriodeResource(PDResource):
    """Reporting periods with their windows."""

    tahun = integer_column("tahun")
    periode = integer_column("periode")
    mulai = date_column("mulai")
    batas_isi = date_column("batas_isi")
    batas_verifikasi = date_column("batas_verifikasi")
    terkunci = yes_no_column("terkunci")
    keterangan = text_column("keterangan")
    Meta = resource_meta(models.PeriodePelaporan, "tahun", "periode")

    def before_save_instance(self, instance: Any, row: Mapping[str, Any], **kwargs: Any) -> None:
        """A lock never comes from a person's file: locking asks what is still undecided.

        `historis` is set where a whole agency is taken over on the command line.
        """
        if not kwargs.get("historis"):
            stored = models.PeriodePelaporan.objects.filter(pk=instance.pk, terkunci=True)
            instance.terkunci = stored.exists()


class BuktiDukungResource(PDResource):
    """Evidence of a value."""

    EXTRA_COLUMNS = ("tahun", "periode")

    realisasi = reference_column(
        "realisasi",
        models.Realisasi,
        {"indikator__kode": "indikator", "tahun": "tahun", "periode": "periode"},
        column="indikator",
    )
    urutan = integer_column("urutan")
    judul = text_column("judul")
    rujukan = text_column("rujukan")
    Meta = resource_meta(models.BuktiDukung, "realisasi", "urutan")


class AnalisisResource(PDResource):
    """Analyses."""

    indikator = reference_column(
        "indikator", models.Indikator, {"kode": "indikator_kode"}, column="indikator_kode"
    )
    tahun = integer_column("tahun")
    gambaran = text_column("gambaran")
    penyebab = text_column("penyebab")
    solusi = text_column("solusi")
    sumber_daya = text_column("sumber_daya")
    program_penunjang = text_column("program_penunjang")
    rencana = text_column("rencana")
    Meta = resource_meta(models.AnalisisIndikator, "indikator", "tahun")


class PembandingResource(PDResource):
    """Comparators."""

    indikator = reference_column("indikator", models.Indikator)
    tahun = integer_column("tahun")
    urutan = integer_column("urutan")
    nama = text_column("nama")
    nilai = decimal_column("nilai")
    posisi_sendiri = yes_no_column("posisi_sendiri")
    skala = text_column("skala")
    Meta = resource_meta(models.Pembanding, "indikator", "tahun", "urutan")


class RencanaAksiKSDResource(PDResource):
    """Steps of regional strategic activities."""

    indikator = reference_column("indikator", models.Indikator)
    tahun = integer_column("tahun")
    urutan = integer_column("urutan")
    ksd = text_column("ksd")
    sub_ksd = text_column("sub_ksd")
    keluaran = text_column("keluaran")
    kriteria = text_column("kriteria")
    ukuran = text_column("ukuran")
    triwulan = integer_column("triwulan")
    target_capaian = text_column("target_capaian")
    target = decimal_column("target")
    realisasi = decimal_column("realisasi")
    keterangan = text_column("keterangan")
    catatan_verifikator = text_column("catatan_verifikator")
    Meta = resource_meta(models.RencanaAksiKSD, "indikator", "tahun", "urutan")


class RencanaAksiResource(PDResource):
    """Actions of a coming year."""

    tahun = integer_column("tahun")
    urutan = integer_column("urutan")
    kelompok = text_column("kelompok")
    kode = text_column("kode")
    rencana_aksi = text_column("rencana_aksi")
    kode_target = text_column("kode_target")
    target = text_column("target")
    Meta = resource_meta(models.RencanaAksi, "tahun", "urutan")


class RekomendasiResource(PDResource):
    """Recommendations and their follow-up."""

    tahun = integer_column("tahun")
    urutan = integer_column("urutan")
    evaluasi = text_column("evaluasi")
    nomor = text_column("nomor")
    rekomendasi = text_column("rekomendasi")
    tindak_lanjut = text_column("tindak_lanjut")
    status = choice_column("status", enums.StatusTindakLanjut, blank=True)
    keterangan = text_column("keterangan")
    Meta = resource_meta(models.Rekomendasi, "tahun", "evaluasi", "nomor")


class TabelPendukungResource(PDResource):
    """Supporting tables."""

    tahun = integer_column("tahun")
    kode = text_column("kode")
    urutan = integer_column("urutan")
    judul = text_column("judul")
    indikator = reference_column("indikator", models.Indikator, blank=True)
    bagian = text_column("bagian")
    kolom_kelompok = text_column("kolom_kelompok")
    melintang = yes_no_column("melintang")
    sumber = text_column("sumber")
    catatan = text_column("catatan")
    Meta = resource_meta(models.TabelPendukung, "tahun", "kode")


TABEL = {"tahun": "tahun", "kode": "tabel"}


class KolomTabelResource(PDResource):
    """Columns of the supporting tables."""

    EXTRA_COLUMNS = ("tahun",)

    tabel = reference_column("tabel", models.TabelPendukung, TABEL)
    urutan = integer_column("urutan")
    kode = text_column("kode")
    judul = text_column("judul")
    jenis = choice_column("jenis", enums.JenisKolom)
    desimal = integer_column("desimal")
    hitung = choice_column("hitung", enums.HitungKolom, blank=True)
    dari = text_column("dari")
    jumlahkan = yes_no_column("jumlahkan")
    lebar = integer_column("lebar")
    Meta = resource_meta(models.KolomTabel, "tabel", "kode")


class IsiWidget(widgets.Widget):
    """The cells of a row, already gathered into a mapping."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        """The mapping as it is."""
        return value


class BarisTabelResource(PDResource):
    """Rows of one supporting table; the file has the codes of its columns as heads."""

    tabel = reference_column("tabel", models.TabelPendukung, TABEL)
    urutan = integer_column("urutan")
    isi = Kolom(attribute="isi", column_name="isi", widget=IsiWidget())
    Meta = resource_meta(models.BarisTabel, "tabel", "urutan")


BERKAS: tuple[tuple[str, type[PDResource]], ...] = (
    ("dokumen", DokumenResource),
    ("tujuan", TujuanResource),
    ("sasaran_renstra", SasaranRenstraResource),
    ("isu_strategis", IsuStrategisResource),
    ("regulasi", RegulasiResource),
    ("sasaran", SasaranResource),
    ("skala", SkalaResource),
    ("tingkat_skala", TingkatSkalaResource),
    ("skema", SkemaResource),
    ("indikator", IndikatorResource),
    ("target_tahunan", TargetTahunanResource),
    ("perjanjian", PerjanjianResource),
    ("item_perjanjian", ItemPerjanjianResource),
    ("target_triwulan", TargetTriwulanResource),
    ("surat_sumber", SuratSumberResource),
    ("realisasi", RealisasiResource),
    ("bukti_dukung", BuktiDukungResource),
    ("periode", PeriodeResource),
    ("analisis", AnalisisResource),
    ("pembanding", PembandingResource),
    ("ksd", RencanaAksiKSDResource),
    ("rencana_aksi", RencanaAksiResource),
    ("rekomendasi", RekomendasiResource),
    ("tabel_pendukung", TabelPendukungResource),
    ("kolom_tabel", KolomTabelResource),
)
