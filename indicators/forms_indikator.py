"""Forms of indicators: everything a planner says about one, and its retirement."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from django import forms

from indicators.actions_perencanaan import sebagai_teks
from indicators.calculations import pilih_konsolidasi_baku
from indicators.enums import Konsolidasi, Polaritas, VarianMinimal
from indicators.forms_perencanaan import KodeField, RencanaForm, TahunField, uraian
from indicators.models import Indikator, SkalaPredikat
from lkip.fields import AngkaField
from workforce.models import PerangkatDaerah, UnitKerja
from workforce.rules import Wewenang


class IndikatorForm(RencanaForm):
    """All that a planner says about an indicator."""

    KELOMPOK = (
        ("Apa yang diukur", ("kode", "nama", "satuan", "jenis_nilai", "unit", "induk", "definisi")),
        (
            "Arah dan penilaian",
            (
                "polaritas",
                "varian_minimal",
                "nilai_terburuk",
                "rentang_bawah",
                "rentang_atas",
                "skala",
                "desimal",
            ),
        ),
        (
            "Cara menghitung",
            ("formula", "pembilang", "penyebut", "metode", "konsolidasi"),
        ),
        (
            "Sumber dan mutu data",
            ("sumber_data", "sumber_rinci", "dasar_hukum", "catatan_mutu", "mutu_tahun"),
        ),
        ("Masa berlaku", ("berlaku_sejak", "berlaku_sampai")),
    )

    kode = KodeField(
        label="Kode",
        max_length=20,
        help_text="Dipakai di alamat halaman dan di teks laporan, misalnya I01. Tidak berubah "
        "lagi setelah diperjanjikan.",
    )
    nama = uraian(
        "Nama indikator",
        "Sebutkan ukurannya, misalnya “Persentase layanan selesai tepat waktu”.",
        required=True,
        rows=2,
    )
    definisi = uraian(
        "Definisi operasional",
        "Jelaskan apa yang dihitung dan apa yang tidak, sehingga dua orang menghitung hasil "
        "yang sama.",
    )
    formula = uraian(
        "Formula",
        "Tulis dengan kata, misalnya “layanan selesai tepat waktu ÷ seluruh layanan × 100%”.",
        rows=2,
    )
    metode = uraian("Metode", "Cara mengumpulkan data: sensus, survei, atau rekapitulasi.", rows=2)
    sumber_rinci = uraian(
        "Rincian sumber data", "Aplikasi, laporan, atau tabel tempat angkanya diambil.", rows=2
    )
    dasar_hukum = uraian("Dasar hukum", "Peraturan yang menetapkan ukuran ini, bila ada.", rows=2)
    catatan_mutu = uraian(
        "Catatan mutu data",
        "Kelemahan yang diketahui, misalnya “data unit B baru tersedia sejak 2024”.",
        rows=2,
    )
    mutu_tahun = TahunField(
        label="Catatan mutu untuk tahun",
        required=False,
        help_text="Hanya laporan tahun ini yang mencetak catatannya. Kosongkan bila catatannya "
        "berlaku setiap tahun.",
    )
    nilai_terburuk = AngkaField(
        label="Nilai terburuk",
        required=False,
        help_text="Hanya untuk arah minimal dengan target 0, misalnya jumlah temuan. Contoh: "
        "target 0, terburuk 10, realisasi 4, capaian (10 − 4) ÷ 10 = 60%.",
    )
    rentang_bawah = AngkaField(
        label="Rentang bawah",
        required=False,
        help_text="Hanya untuk arah rentang: batas terendah yang masih baik, misalnya 80.",
    )
    rentang_atas = AngkaField(
        label="Rentang atas", required=False, help_text="Batas tertinggi, misalnya 90."
    )
    konsolidasi = forms.ChoiceField(
        label="Konsolidasi triwulan",
        required=False,
        choices=[("", "Pilihkan menurut satuan"), *Konsolidasi.choices],
        help_text="Cara empat triwulan menjadi satu tahun. Jumlah: 10 + 20 + 5 + 15 orang = 50 "
        "orang. Rata-rata: 90%, 80%, 100%, 90% = 90%. Nilai terakhir: 40%, 75%, 100% = 100%. "
        "Tahunan saja: diukur sekali setahun.",
    )
    berlaku_sejak = TahunField(
        label="Berlaku sejak tahun", help_text="Tahun pertama indikator ini dipakai."
    )
    berlaku_sampai = TahunField(
        label="Berlaku sampai tahun",
        required=False,
        help_text="Tahun terakhir dipakai; kosong berarti masih berlaku.",
    )

    class Meta:
        model = Indikator
        fields = (
            "kode",
            "nama",
            "satuan",
            "jenis_nilai",
            "unit",
            "induk",
            "definisi",
            "polaritas",
            "varian_minimal",
            "nilai_terburuk",
            "rentang_bawah",
            "rentang_atas",
            "skala",
            "desimal",
            "formula",
            "pembilang",
            "penyebut",
            "metode",
            "konsolidasi",
            "sumber_data",
            "sumber_rinci",
            "dasar_hukum",
            "catatan_mutu",
            "mutu_tahun",
            "berlaku_sejak",
            "berlaku_sampai",
        )
        labels = {
            "satuan": "Satuan",
            "jenis_nilai": "Jenis nilai",
            "unit": "Unit penanggung jawab",
            "induk": "Mendukung indikator",
            "polaritas": "Arah (polaritas)",
            "varian_minimal": "Rumus arah minimal",
            "skala": "Skala predikat",
            "desimal": "Angka di belakang koma",
            "pembilang": "Nama pembilang",
            "penyebut": "Nama penyebut",
            "sumber_data": "Sumber data",
        }
        help_texts = {
            "satuan": "Misalnya Persen, Orang, Dokumen, Indeks.",
            "jenis_nilai": "Predikat bila hasilnya tingkat seperti WTP atau A.",
            "unit": "Unit yang mengisi realisasinya.",
            "induk": "Indikator di atasnya pada pohon kinerja. Kosong untuk indikator sasaran "
            "strategis dan khusus, yang sudah paling atas.",
            "polaritas": "Semakin tinggi semakin baik (maksimal): target 80, realisasi 88, "
            "capaian 110%. Semakin rendah semakin baik (minimal): target 10 hari, realisasi 8 "
            "hari, capaian 120%. Jangan menebak dari nama: “Persentase penurunan …” adalah "
            "maksimal.",
            "varian_minimal": "Kosong berarti mengikuti skema tahun berjalan. Contoh target 10, "
            "realisasi 8: varian A 120%, varian B 125%.",
            "skala": "Daftar tingkat, misalnya Opini BPK: WTP 3, WDP 2, TW 1, TMP 0. Diperlukan "
            "untuk arah predikat.",
            "desimal": "Banyaknya angka desimal yang ditampilkan, 0 sampai 4.",
            "pembilang": "Isi bila nilainya hasil bagi dua angka; realisasi lalu diisi sebagai "
            "pembilang dan penyebut. Misalnya “Layanan tepat waktu”.",
            "penyebut": "Misalnya “Seluruh layanan”.",
            "sumber_data": "Singkat, seperti tercetak di perjanjian, misalnya Aplikasi layanan.",
        }

    def __init__(self, pd: PerangkatDaerah, hak: Wewenang, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = UnitKerja.objects.of_pd(pd)
        if hak.unit_ids is not None:
            units = units.filter(pk__in=hak.unit_ids)
        self._limit("unit", units)
        self._limit("skala", SkalaPredikat.objects.of_pd(pd))
        above = Indikator.objects.of_pd(pd).exclude(pk=self.instance.pk).order_by("urutan", "pk")
        self._limit("induk", above)
        parent: Any = self.fields["induk"]
        parent.empty_label = "Tidak mendukung indikator lain"
        parent.label_from_instance = lambda row: f"{row.kode} {row.nama}"
        for name in ("nilai_terburuk", "rentang_bawah", "rentang_atas"):
            self.fields[name].widget.attrs["class"] = "form-control angka"
        cast("forms.ModelChoiceField[Any]", self.fields["skala"]).empty_label = "Tanpa skala"
        variant = cast(forms.ChoiceField, self.fields["varian_minimal"])
        variant.choices = [("", "Menurut skema tahun berjalan"), *VarianMinimal.choices]

    def _limit(self, name: str, queryset: Any) -> None:
        cast("forms.ModelChoiceField[Any]", self.fields[name]).queryset = queryset

    def clean_konsolidasi(self) -> str:
        """Left to us, the unit of measure proposes it."""
        chosen: str = self.cleaned_data["konsolidasi"]
        return chosen or pilih_konsolidasi_baku(self.cleaned_data.get("satuan", ""))

    def clean(self) -> dict[str, Any]:
        """What belongs together is filled in together."""
        cleaned = super().clean() or self.cleaned_data
        self._berpasangan(cleaned, "pembilang", "penyebut")
        if cleaned.get("polaritas") == Polaritas.PREDIKAT and not cleaned.get("skala"):
            self._tambah(
                "skala",
                "Skala belum dipilih, padahal arahnya predikat berjenjang. Pilih skalanya, "
                "misalnya Opini BPK.",
            )
        low, high = cleaned.get("rentang_bawah"), cleaned.get("rentang_atas")
        if cleaned.get("polaritas") == Polaritas.RENTANG:
            for name, value in (("rentang_bawah", low), ("rentang_atas", high)):
                if value is None:
                    label = self.fields[name].label
                    self._tambah(name, f"{label} belum diisi, padahal arahnya rentang.")
        if low is not None and high is not None and high < low:
            self._tambah(
                "rentang_atas",
                f"Terbaca {sebagai_teks(high)}, padahal rentang bawahnya {sebagai_teks(low)}. "
                "Tulis angka yang sama atau lebih besar.",
            )
        first, last = cleaned.get("berlaku_sejak"), cleaned.get("berlaku_sampai")
        if first is not None and last is not None and last < first:
            self._tambah(
                "berlaku_sampai",
                f"Terbaca {last}, padahal berlaku sejak {first}. Tulis {first} atau sesudahnya.",
            )
        return cleaned

    def _berpasangan(self, cleaned: Mapping[str, Any], *names: str) -> None:
        empty = [name for name in names if not cleaned.get(name)]
        if len(empty) == 1:
            label = self.fields[empty[0]].label
            self._tambah(
                empty[0],
                f"{label} belum diisi. Pembilang dan penyebut diisi keduanya, atau dikosongkan "
                "keduanya.",
            )

    def _tambah(self, name: str, sentence: str) -> None:
        if name not in self.errors:
            self.add_error(name, sentence)


class NonaktifForm(forms.Form):
    """The last year of an indicator."""

    sampai = TahunField(
        label="Tahun terakhir berlaku",
        help_text="Indikator tidak ditawarkan lagi untuk tahun sesudahnya.",
        error_messages={"required": "Tahun terakhir belum diisi."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sampai"].widget.attrs["class"] = "form-control"
