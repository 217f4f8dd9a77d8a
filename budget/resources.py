"""Files of the budget."""

from operator import attrgetter
from typing import Any, ClassVar

from django.core.exceptions import ValidationError

from budget import enums, models
from budget.actions import kenapa_tidak_berkas
from indicators.models import Indikator
from lkip.resources import (
    Kolom,
    PDResource,
    Row,
    RujukanWidget,
    choice_column,
    decimal_column,
    integer_column,
    reference_column,
    resource_meta,
    text_column,
)
from workforce.models import UnitKerja


class ProgramResource(PDResource):
    """Programs."""

    tahun = integer_column("tahun")
    kode = text_column("kode")
    urutan = integer_column("urutan")
    nama = text_column("nama")
    jenis = choice_column("jenis", enums.JenisProgram)
    Meta = resource_meta(models.Program, "tahun", "kode")


PROGRAM = {"kode": "program", "tahun": "tahun"}


class KegiatanResource(PDResource):
    """Activities."""

    EXTRA_COLUMNS = ("tahun",)

    program = reference_column("program", models.Program, PROGRAM)
    kode = text_column("kode")
    urutan = integer_column("urutan")
    nama = text_column("nama")
    Meta = resource_meta(models.Kegiatan, "program", "kode")


class SubKegiatanResource(PDResource):
    """Sub-activities."""

    EXTRA_COLUMNS = ("tahun",)

    program = reference_column("program", models.Program, PROGRAM)
    kegiatan = reference_column(
        "kegiatan", models.Kegiatan, {"kode": "kegiatan", "program__tahun": "tahun"}, blank=True
    )
    kode = text_column("kode")
    urutan = integer_column("urutan")
    nama = text_column("nama")
    Meta = resource_meta(models.SubKegiatan, "program", "kode")


class AnggaranUnitResource(PDResource):
    """Budgets of units."""

    tahun = integer_column("tahun")
    unit = reference_column("unit", UnitKerja)
    urutan = integer_column("urutan")
    Meta = resource_meta(models.AnggaranUnit, "tahun", "unit")


class AktivitasResource(PDResource):
    """Slices of sub-activities that units answer for."""

    EXTRA_COLUMNS = ("tahun", "unit")

    anggaran_unit = reference_column(
        "anggaran_unit",
        models.AnggaranUnit,
        {"unit__kode": "unit", "tahun": "tahun"},
        column="unit",
    )
    kode = text_column("kode")
    urutan = integer_column("urutan")
    nama = text_column("nama")
    catatan = text_column("catatan")
    Meta = resource_meta(models.Aktivitas, "anggaran_unit", "kode")


TINGKAT: dict[str, tuple[type[Any], dict[str, str]]] = {
    "program": (models.Program, {"kode": "program", "tahun": "tahun"}),
    "kegiatan": (models.Kegiatan, {"kode": "kegiatan", "program__tahun": "tahun"}),
    "sub_kegiatan": (models.SubKegiatan, {"kode": "sub_kegiatan", "program__tahun": "tahun"}),
    "aktivitas": (models.Aktivitas, {"kode": "aktivitas", "anggaran_unit__tahun": "tahun"}),
    "anggaran_unit": (models.AnggaranUnit, {"unit__kode": "anggaran_unit", "tahun": "tahun"}),
}


class TingkatResource(PDResource):
    """Rows that belong to one level: the file says which in `tingkat` and `kode`."""

    EXTRA_COLUMNS = ("tahun", "tingkat", "kode")

    program = reference_column("program", *TINGKAT["program"], blank=True)
    kegiatan = reference_column("kegiatan", *TINGKAT["kegiatan"], blank=True)
    sub_kegiatan = reference_column("sub_kegiatan", *TINGKAT["sub_kegiatan"], blank=True)
    aktivitas = reference_column("aktivitas", *TINGKAT["aktivitas"], blank=True)
    anggaran_unit = reference_column("anggaran_unit", *TINGKAT["anggaran_unit"], blank=True)

    @classmethod
    def columns(cls) -> tuple[str, ...]:
        """The five level columns stand in the file as `tingkat` and `kode`."""
        return tuple(name for name in super().columns() if name not in TINGKAT)

    def before_import(self, dataset: Any, **kwargs: Any) -> None:
        """Spread `tingkat` and `kode` over the level columns."""
        pairs = list(zip(dataset["tingkat"], dataset["kode"], strict=True))
        for name in TINGKAT:
            dataset.append_col(
                [code if level == name else "" for level, code in pairs], header=name
            )

    def cells(self, instance: Any, **kwargs: Any) -> dict[str, Any]:
        """With the level and its code in two columns."""
        cells = super().cells(instance, **kwargs)
        tingkat = next(name for name in TINGKAT if cells[name])
        return cells | {"tingkat": tingkat, "kode": cells[tingkat]}

    def before_import_row(self, row: Any, **kwargs: Any) -> None:
        """Refuse a level that the budget does not have."""
        if row["tingkat"] not in TINGKAT:
            raise ValueError(
                f"Kolom tingkat: terbaca “{row['tingkat']}”; diharapkan salah satu dari: "
                f"{', '.join(TINGKAT)}"
            )


class IsianResource(PDResource):
    """Base of what the grids of the budget enter: a person's file meets the rules of the page.

    `historis` is set where a whole agency is taken over on the command line. A total that the
    source prints beside its parts may come in: only the page refuses it.
    """

    # The field that `versi` and `diubah_oleh` speak of, and those that a row is about.
    ANGKA: ClassVar[str]
    ISI: ClassVar[tuple[str, ...]]
    # The way to the level of the budget that a row belongs to.
    PEMILIK: ClassVar[str] = "pemilik"

    def before_save_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        """Let a changed row in by the rules, in the name of who brings it."""
        if not kwargs.get("historis"):
            self._periksa(instance, kwargs["user"])

    def _periksa(self, instance: Any, user: Any) -> None:
        rows = type(instance).objects.filter(pk=instance.pk)
        stored = rows.select_for_update(of=("self",)).first() if instance.pk else None
        changed = [n for n in self.ISI if getattr(instance, n) != getattr(stored, n, None)]
        owner = attrgetter(self.PEMILIK)(instance)
        if changed and (
            refused := kenapa_tidak_berkas(
                pemilik=owner, bulan=instance.bulan, isi=changed, by=user
            )
        ):
            raise ValidationError(refused)
        instance.versi = stored.versi if stored else 0
        if self.ANGKA in changed:
            instance.versi += 1
            instance.diubah_oleh = user


class PaguResource(TingkatResource):
    """Ceilings."""

    versi = choice_column("versi", enums.VersiPagu)
    nilai = decimal_column("nilai")
    Meta = resource_meta(models.Pagu, *TINGKAT, "versi")


class AnggaranBulananResource(IsianResource, TingkatResource):
    """Plan and realisasi up to a month."""

    ANGKA = "realisasi"
    ISI = ("realisasi", "rencana")

    bulan = integer_column("bulan")
    rencana = decimal_column("rencana")
    realisasi = decimal_column("realisasi")
    Meta = resource_meta(models.AnggaranBulanan, *TINGKAT, "bulan")


class KeluaranResource(TingkatResource):
    """Outputs."""

    urutan = integer_column("urutan")
    indikator = text_column("indikator")
    satuan = text_column("satuan")
    target = decimal_column("target")
    capaian_persen = decimal_column("capaian_persen")
    Meta = resource_meta(models.Keluaran, *TINGKAT, "urutan")


class KeluaranWidget(RujukanWidget):
    """An output by its level, code and number; which columns count depends on the level."""

    def __init__(self) -> None:
        super().__init__(models.Keluaran, {})
        self.per_tingkat = {
            level: RujukanWidget(
                models.Keluaran,
                {
                    f"{level}__{path}": "tahun" if name == "tahun" else "kode"
                    for path, name in paths.items()
                }
                | {"urutan": "keluaran"},
            )
            for level, (_, paths) in TINGKAT.items()
        }

    def clean(self, value: Any, row: Row | None = None, **kwargs: Any) -> Any:
        """Raise ValueError with a sentence when there is no such level or output."""
        level = str((row or {}).get("tingkat"))
        if level not in self.per_tingkat:
            raise ValueError(
                f"tingkatnya diharapkan salah satu dari: {', '.join(TINGKAT)}; terbaca “{level}”"
            )
        return self.per_tingkat[level].clean(value, row, **kwargs)

    def cells(self, value: Any) -> dict[str, str]:
        """The columns that stand for the output."""
        return {"tingkat": value.tingkat} | self.per_tingkat[value.tingkat].cells(value)


class KeluaranBulananResource(IsianResource):
    """What outputs have reached up to a month."""

    ANGKA = "capaian"
    ISI = ("capaian",)
    PEMILIK = "keluaran.pemilik"

    EXTRA_COLUMNS = ("tahun", "tingkat", "kode")

    keluaran = Kolom(attribute="keluaran", column_name="keluaran", widget=KeluaranWidget())
    bulan = integer_column("bulan")
    capaian = decimal_column("capaian")
    Meta = resource_meta(models.KeluaranBulanan, "keluaran", "bulan")


class KaitanIndikatorResource(TingkatResource):
    """Which level serves which indicator."""

    indikator = reference_column("indikator", Indikator)
    Meta = resource_meta(models.KaitanIndikator, *TINGKAT, "indikator")


class AnggaranIndikatorResource(PDResource):
    """Budgets of indicators."""

    indikator = reference_column("indikator", Indikator)
    tahun = integer_column("tahun")
    pagu = decimal_column("pagu")
    realisasi = decimal_column("realisasi")
    Meta = resource_meta(models.AnggaranIndikator, "indikator", "tahun")


class AngkaKontrolResource(PDResource):
    """Control figures."""

    tahun = integer_column("tahun")
    urutan = integer_column("urutan")
    ukuran = text_column("ukuran")
    kunci = text_column("kunci")
    kolom = text_column("kolom")
    nilai = decimal_column("nilai")
    desimal = integer_column("desimal")
    sumber = text_column("sumber")
    penjelasan = text_column("penjelasan")
    Meta = resource_meta(models.AngkaKontrol, "tahun", "ukuran", "kunci", "kolom", "sumber")


BERKAS: tuple[tuple[str, type[PDResource]], ...] = (
    ("program", ProgramResource),
    ("kegiatan", KegiatanResource),
    ("sub_kegiatan", SubKegiatanResource),
    ("anggaran_unit", AnggaranUnitResource),
    ("aktivitas", AktivitasResource),
    ("pagu", PaguResource),
    ("anggaran_bulanan", AnggaranBulananResource),
    ("keluaran", KeluaranResource),
    ("keluaran_bulanan", KeluaranBulananResource),
    ("kaitan_indikator", KaitanIndikatorResource),
    ("anggaran_indikator", AnggaranIndikatorResource),
    ("angka_kontrol", AngkaKontrolResource),
)
