"""Forms of measurement. A form never carries a status, an author or a period."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import PurePath
from typing import Any, cast

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File

from indicators.actions import Bentrok, Isian
from indicators.enums import StatusData
from indicators.files import DITERIMA, BerkasSah, periksa_berkas, ukuran_tampil
from indicators.forms_predikat import NilaiField, masalah_kata
from indicators.models import BuktiDukung, Indikator, PeriodePelaporan, Realisasi, SuratSumber
from lkip.fields import AngkaField, exact
from lkip.numbers import format_date
from workforce.models import PerangkatDaerah, UnitKerja

PANJANG_URAIAN = 4000
# Less is kept as 0,0000.
PENYEBUT_TERKECIL = Decimal("0.00005")


class UraianField(forms.CharField):
    """Prose. A form sends a line break as two characters and a script as one: it is the same."""

    def to_python(self, value: Any) -> Any:
        """The text with plain line breaks."""
        text: Any = super().to_python(value)
        return _plain_breaks(text)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare without regard to the kind of line break."""
        return super().has_changed(_plain_breaks(initial), data)


def _plain_breaks(text: Any) -> Any:
    return text.replace("\r\n", "\n") if isinstance(text, str) else text


def _prose(label: str, rows: int = 2) -> forms.CharField:
    return UraianField(
        label=label,
        required=False,
        max_length=PANJANG_URAIAN,
        widget=forms.Textarea(attrs={"rows": rows, "class": "form-control"}),
    )


def nilai_tampil(row: Realisasi) -> str:
    """A stored value as one would type it: 95,5, or its parts 191 ÷ 200, or why there is none."""
    parts = getattr(row, "komponen", None)
    if parts is not None:
        return f"{exact(parts.pembilang)} ÷ {exact(parts.penyebut)}"
    return row.get_status_data_display() if row.nilai is None else exact(row.nilai)


class RealisasiForm(forms.Form):
    """One cell of the grid; `prefix` is the code of the indicator."""

    versi = forms.IntegerField(min_value=0, widget=forms.HiddenInput())
    pakai = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput())
    nilai = AngkaField(label="Realisasi", required=False)
    pembilang = AngkaField(label="Pembilang", required=False)
    penyebut = AngkaField(label="Penyebut", required=False)
    status_data = forms.ChoiceField(
        label="Keadaan data",
        choices=StatusData.choices,
        initial=StatusData.ADA,
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    perkiraan_rilis = forms.DateField(
        label="Perkiraan rilis",
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "class": "form-control"}, format="%Y-%m-%d"),
    )
    penyebab = _prose("Penyebab, atau faktor keberhasilan")
    tindak_lanjut = _prose("Tindak lanjut")
    catatan = _prose("Catatan")

    def __init__(self, indikator: Indikator, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("prefix", indikator.kode)
        super().__init__(*args, **kwargs)
        self.indikator = indikator
        # Set when somebody else was faster: what stands in the database by then.
        self.bentrok: Bentrok | None = None
        if indikator.tingkat:
            # Written as targets are: "WTP", "A (82)".
            self.fields["nilai"] = NilaiField(indikator.tingkat, label="Realisasi")
            self.fields["nilai"].widget.attrs["inputmode"] = "text"
        unused = ("nilai",) if indikator.pembilang else ("pembilang", "penyebut")
        for name in unused:
            del self.fields[name]
        if indikator.pembilang:
            self.fields["pembilang"].label = indikator.pembilang
            self.fields["penyebut"].label = indikator.penyebut
        for name in ("nilai", "pembilang", "penyebut"):
            if name in self.fields:
                self.fields[name].widget.attrs |= {
                    "class": "form-control angka",
                    "aria-label": f"{self.fields[name].label} {indikator.kode}",
                }

    def clean_nilai(self) -> Decimal | None:
        """A number whose word, if any, is that of the unit."""
        value: Decimal | None = self.cleaned_data["nilai"]
        if value is not None and not self.indikator.tingkat:
            typed = str(self.data.get(self.add_prefix("nilai")) or "")
            if refused := masalah_kata(typed, value, self.indikator.satuan):
                raise forms.ValidationError(refused, code="tak_terbaca")
        return value

    @property
    def angka(self) -> list[forms.BoundField]:
        """The fields that hold numbers, as the grid lays them out."""
        return [self[n] for n in ("nilai", "pembilang", "penyebut") if n in self.fields]

    @property
    def uraian(self) -> list[forms.BoundField]:
        """The fields of the details."""
        names = ("status_data", "perkiraan_rilis", "penyebab", "tindak_lanjut", "catatan")
        return [self[name] for name in names]

    @property
    def tersimpan(self) -> str:
        """The value of somebody who was faster, and who that was."""
        row = self.bentrok.tersimpan if self.bentrok else None
        if row is None:
            return "Nilai yang tersimpan sudah dihapus."
        author = row.diubah_oleh or "seseorang di luar aplikasi"
        return f"Tersimpan oleh {author}: {nilai_tampil(row)}."

    @property
    def versi_tersimpan(self) -> int:
        """The version that an entry has to be based on to win over the faster one."""
        row = self.bentrok.tersimpan if self.bentrok else None
        return row.versi if row else 0

    @property
    def ketikan(self) -> list[tuple[str, str]]:
        """What was typed by its label, for a cell that has been closed since."""
        typed = [(str(f.label), str(f.data or "").strip()) for f in (*self.angka, *self.uraian[1:])]
        return [(label, text) for label, text in typed if text]

    @property
    def berisi(self) -> bool:
        """Whether anything was entered; an untouched empty row is not an error."""
        names = [n for n in self.fields if n not in ("versi", "pakai", "status_data")]
        filled = any(str(self.data.get(self.add_prefix(n)) or "").strip() for n in names)
        status = self.data.get(self.add_prefix("status_data"))
        return filled or status in (StatusData.BELUM_RILIS, StatusData.TIDAK_TERSEDIA)

    def clean(self) -> dict[str, Any]:
        """A value where there is one, and only there."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("pakai") is not None:
            # She saw both values and chose her own.
            cleaned["versi"] = cleaned["pakai"]
        names = [n for n in ("nilai", "pembilang", "penyebut") if n in self.fields]
        values = {n: cleaned.get(n) for n in names if n not in self.errors}
        status = cleaned.get("status_data")
        if status == StatusData.ADA:
            for name, value in values.items():
                if value is None:
                    self.add_error(
                        name,
                        f"{self.fields[name].label} belum diisi. Isi angkanya, atau pilih "
                        "“Data belum rilis” pada Keadaan data.",
                    )
        elif any(value is not None for value in values.values()):
            self.add_error(
                names[0],
                "Kosongkan angkanya, atau pilih “Ada” pada Keadaan data: keduanya bertentangan.",
            )
        divisor = cleaned.get("penyebut")
        if divisor is not None and abs(divisor) < PENYEBUT_TERKECIL:
            self.add_error("penyebut", "Penyebut tidak boleh 0, karena menjadi pembagi.")
        if (
            status == StatusData.BELUM_RILIS
            and not cleaned.get("perkiraan_rilis")
            and "perkiraan_rilis" not in self.errors
        ):
            self.add_error("perkiraan_rilis", "Isi perkiraan tanggal rilis datanya.")
        return cleaned

    @property
    def isian(self) -> Isian:
        """What the action takes."""
        data = self.cleaned_data
        return Isian(
            nilai=data.get("nilai"),
            pembilang=data.get("pembilang"),
            penyebut=data.get("penyebut"),
            status_data=StatusData(data["status_data"]),
            perkiraan_rilis=data["perkiraan_rilis"],
            catatan=data["catatan"].strip(),
            penyebab=data["penyebab"].strip(),
            tindak_lanjut=data["tindak_lanjut"].strip(),
        )


# --- Evidence, decisions, corrections --------------------------------------------------------


class BeberapaBerkasInput(forms.FileInput):
    """A file input that takes several files at once."""

    allow_multiple_selected = True


class BeberapaBerkasField(forms.FileField):
    """Several files, each checked by its content; every refusal names its file."""

    widget = BeberapaBerkasInput

    def clean(self, data: Any, initial: Any = None) -> list[BerkasSah]:
        """The checked files; all refusals at once."""
        accepted, refused = [], []
        for file in data or []:
            try:
                accepted.append(periksa_berkas(file))
            except ValidationError as error:
                refused.append(error)
        if refused:
            raise ValidationError(refused)
        return accepted


class BuktiForm(forms.Form):
    """New evidence of a value: files, or a pointer to where it is kept."""

    berkas = BeberapaBerkasField(label="Berkas", required=False)
    judul = forms.CharField(
        label="Judul",
        required=False,
        max_length=200,
        help_text="Kosong berarti memakai nama berkasnya.",
    )
    rujukan = forms.CharField(
        label="Rujukan",
        required=False,
        max_length=250,
        help_text="Letak datanya, misalnya “halaman 12, tabel 3”. Tanpa berkas pun boleh, "
        "asalkan judulnya diisi.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _style(self)
        limit = ukuran_tampil(settings.BUKTI_MAKS_BITA)
        self.fields[
            "berkas"
        ].help_text = f"Boleh beberapa sekaligus: {DITERIMA}, masing-masing paling besar {limit}."
        self.fields["berkas"].widget.attrs["accept"] = ".pdf,.jpg,.jpeg,.png,.xlsx,.docx"

    def clean(self) -> dict[str, Any]:
        """A file or a title."""
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("berkas") and not cleaned.get("judul") and not self.errors:
            self.add_error("berkas", "Pilih berkasnya, atau isi judul dan rujukan tanpa berkas.")
        return cleaned

    def bukti(self, realisasi: Realisasi) -> list[BuktiDukung]:
        """The pieces of evidence that the form asks to store."""
        title, pointer = self.cleaned_data["judul"], self.cleaned_data["rujukan"]
        files: list[BerkasSah] = self.cleaned_data["berkas"]
        if not files:
            return [BuktiDukung(realisasi=realisasi, judul=title, rujukan=pointer)]
        return [
            BuktiDukung(
                realisasi=realisasi,
                judul=_judul(title, number, files),
                rujukan=pointer,
                berkas=File(file.isi.file, name=file.sha256),
                nama_berkas=file.nama,
                jenis_isi=file.jenis,
                ukuran=file.ukuran,
                sha256=file.sha256,
            )
            for number, file in enumerate(files, start=1)
        ]


def _judul(judul: str, nomor: int, berkas: list[BerkasSah]) -> str:
    if not judul:
        return PurePath(berkas[nomor - 1].nama).stem or berkas[nomor - 1].nama
    return f"{judul} ({nomor} dari {len(berkas)})" if len(berkas) > 1 else judul


def _style(form: forms.Form) -> None:
    for field in form.fields.values():
        kind = "form-select" if isinstance(field.widget, forms.Select) else "form-control"
        if not field.widget.is_hidden:
            field.widget.attrs.setdefault("class", kind)


class SuratForm(forms.Form):
    """The letter of an outside body behind a value: one that is known, or a new one."""

    versi = forms.IntegerField(min_value=0, widget=forms.HiddenInput())
    surat = forms.ModelChoiceField(
        queryset=SuratSumber.objects.none(),
        label="Surat yang sudah tercatat",
        required=False,
        empty_label="Tanpa surat",
    )
    lembaga = forms.CharField(label="Lembaga", required=False, max_length=200)
    nomor = forms.CharField(label="Nomor surat", required=False, max_length=80)
    tanggal = forms.DateField(
        label="Tanggal surat",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    perihal = forms.CharField(label="Perihal", required=False, max_length=500)

    BARU = ("lembaga", "nomor", "tanggal", "perihal")

    def __init__(self, pd: PerangkatDaerah, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        letters = SuratSumber.objects.of_pd(pd).order_by("lembaga", "tanggal")
        cast(Any, self.fields["surat"]).queryset = letters
        _style(self)

    @property
    def baru(self) -> list[forms.BoundField]:
        """The fields of a new letter."""
        return [self[name] for name in self.BARU]

    @property
    def baru_terbuka(self) -> bool:
        """Whether the part for a new letter has something to show."""
        return any(self.data.get(name) for name in self.BARU)

    def clean(self) -> dict[str, Any]:
        """A new letter is whole, and not given beside a known one."""
        cleaned = super().clean() or self.cleaned_data
        filled = [name for name in self.BARU if cleaned.get(name)]
        if not filled:
            return cleaned
        for name in self.BARU:
            if name not in filled and name not in self.errors:
                self.add_error(name, f"{self.fields[name].label} belum diisi.")
        chosen = cleaned.get("surat")
        if chosen is not None and chosen.pk != self.initial.get("surat"):
            self.add_error(
                "surat",
                "Pilih surat yang sudah tercatat atau isi surat baru, jangan keduanya.",
            )
        return cleaned

    @property
    def hasil(self) -> SuratSumber | None:
        """The letter that the form asks for; not stored yet when it is new."""
        if not self.cleaned_data["lembaga"]:
            letter: SuratSumber | None = self.cleaned_data["surat"]
            return letter
        return SuratSumber(**{name: self.cleaned_data[name] for name in self.BARU})


class KeputusanForm(forms.Form):
    """The decision about one value. `jejak` is the newest event that the page showed."""

    versi = forms.IntegerField(min_value=0, widget=forms.HiddenInput())
    jejak = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput())
    alasan = forms.CharField(
        label="Alasan pengembalian",
        required=False,
        max_length=PANJANG_URAIAN,
        widget=forms.Textarea(attrs={"rows": 3, "class": "form-control"}),
    )


class KoreksiForm(forms.Form):
    """A correction of a locked value. `terakhir` is the last correction that the page showed."""

    terakhir = forms.IntegerField(min_value=0, widget=forms.HiddenInput())
    nilai = AngkaField(
        label="Nilai yang benar", error_messages={"required": "Isi nilai yang benar."}
    )
    alasan = forms.CharField(
        label="Alasan",
        max_length=PANJANG_URAIAN,
        help_text="Mengapa nilai yang terkunci tidak tepat.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Isi alasan koreksi."},
    )
    dasar_hukum = forms.CharField(
        label="Dasar",
        max_length=PANJANG_URAIAN,
        help_text="Surat, berita acara, atau peraturan yang mendasari koreksi ini.",
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Isi dasar koreksi, misalnya nomor berita acara."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["nilai"].required = True
        _style(self)


def _date_field(label: str, help_text: str = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=help_text,
        widget=forms.DateInput(attrs={"type": "date", "class": "form-control"}, format="%Y-%m-%d"),
    )


class PeriodeForm(forms.ModelForm[PeriodePelaporan]):
    """The windows of a period. `semula` is what the page showed, so that two people notice."""

    semula = forms.CharField(required=False, widget=forms.HiddenInput())
    mulai = _date_field("Pengisian dibuka")
    batas_isi = _date_field("Batas pengisian")
    batas_verifikasi = _date_field("Batas verifikasi")

    class Meta:
        model = PeriodePelaporan
        fields = ("mulai", "batas_isi", "batas_verifikasi", "keterangan")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["keterangan"].widget.attrs["class"] = "form-control"
        self.jadwal = self.instance.jadwal if self.instance.pk else ""
        self.initial["semula"] = self.jadwal

    def clean_mulai(self) -> date:
        """Nobody measures a period that has not begun."""
        opening = cast(date, self.cleaned_data["mulai"])
        if opening < self.instance.awal:
            raise ValidationError(
                f"{format_date(opening)} mendahului {self.instance}, yang dimulai pada "
                f"{format_date(self.instance.awal)}. Periksa tahunnya."
            )
        return opening

    def clean(self) -> dict[str, Any]:
        """Somebody else may have changed the windows since the page was opened."""
        cleaned = super().clean() or self.cleaned_data
        if self.jadwal != cleaned.get("semula", ""):
            # The next attempt is based on what this page shows now.
            self.data = dict(self.data.items()) | {self.add_prefix("semula"): self.jadwal}
            raise ValidationError(
                "Orang lain sudah mengubah jadwal ini sesudah halaman Anda dibuka. "
                f"Yang tersimpan sekarang: {self.jadwal}. Periksa, lalu simpan lagi.",
                code="bentrok",
            )
        return cleaned


class PerpanjanganForm(forms.Form):
    """More time for one unit of the agency."""

    unit = forms.ModelChoiceField(
        queryset=UnitKerja.objects.none(),
        label="Unit kerja",
        empty_label="Pilih unit kerja",
        widget=forms.Select(attrs={"class": "form-select"}),
        error_messages={"required": "Pilih unit kerja yang diberi perpanjangan."},
    )
    sampai = _date_field("Sampai tanggal", "Hari terakhir unit ini dapat mengisi.")
    alasan = forms.CharField(
        label="Alasan",
        max_length=PANJANG_URAIAN,
        widget=forms.Textarea(attrs={"rows": 3, "class": "form-control"}),
        error_messages={"required": "Isi alasan perpanjangan."},
    )

    def __init__(self, pd: PerangkatDaerah, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ModelChoiceField[UnitKerja]", self.fields["unit"])
        field.queryset = UnitKerja.objects.of_pd(pd)
