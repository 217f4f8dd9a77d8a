"""Files of organisation and people."""

from typing import Any

from lkip.resources import (
    PDResource,
    choice_column,
    date_column,
    integer_column,
    reference_column,
    resource_meta,
    text_column,
    yes_no_column,
)
from workforce import enums, models


class PerangkatDaerahResource(PDResource):
    """The agency itself; its code decides where all other files go."""

    kode = text_column("kode")
    nama = text_column("nama")
    singkatan = text_column("singkatan")
    jenis = choice_column("jenis", enums.JenisPerangkatDaerah)
    pemerintah_daerah = text_column("pemerintah_daerah")
    gedung = text_column("gedung")
    alamat = text_column("alamat")
    kota = text_column("kota")
    kode_pos = text_column("kode_pos")
    tempat_tanda_tangan = text_column("tempat_tanda_tangan")
    bertanggung_jawab_melalui = text_column("bertanggung_jawab_melalui")
    dikoordinasikan_oleh = text_column("dikoordinasikan_oleh")
    tugas = text_column("tugas")
    dasar_hukum = text_column("dasar_hukum")
    catatan_data = text_column("catatan_data")
    Meta = resource_meta(models.PerangkatDaerah, "kode")

    def scoped_queryset(self) -> Any:
        """All agencies: the file names its own."""
        return self.get_queryset()


class FungsiResource(PDResource):
    """Functions of the agency."""

    huruf = text_column("huruf")
    urutan = integer_column("urutan")
    fungsi = text_column("fungsi")
    Meta = resource_meta(models.FungsiOrganisasi, "huruf")


class UnitKerjaResource(PDResource):
    """The unit tree, parents before children."""

    PARENT = "induk"

    kode = text_column("kode")
    induk = reference_column("induk", models.UnitKerja, blank=True)
    urutan = integer_column("urutan")
    jenis = choice_column("jenis", enums.JenisUnit)
    nama = text_column("nama")
    dasar_induk = choice_column("dasar_induk", enums.DasarInduk)
    Meta = resource_meta(models.UnitKerja, "kode")


class KelasJabatanResource(PDResource):
    """Classes of posts."""

    kode = text_column("kode")
    nama = text_column("nama")
    kelompok = choice_column("kelompok", enums.KelompokJabatan)
    urutan = integer_column("urutan")
    batas_usia_pensiun = integer_column("batas_usia_pensiun")
    Meta = resource_meta(models.KelasJabatan, "kode")


class JabatanResource(PDResource):
    """Posts that sign agreements, superiors before subordinates."""

    PARENT = "atasan"

    kode = text_column("kode")
    nama = text_column("nama")
    unit = reference_column("unit", models.UnitKerja, blank=True)
    atasan = reference_column("atasan", models.Jabatan, blank=True)
    eselon = text_column("eselon")
    kepala_pd = yes_no_column("kepala_pd")
    Meta = resource_meta(models.Jabatan, "kode")


class PemangkuJabatanResource(PDResource):
    """Who held a post when."""

    jabatan = reference_column("jabatan", models.Jabatan)
    nama = text_column("nama")
    gelar = text_column("gelar")
    sifat = choice_column("sifat", enums.SifatPemangku)
    sejak = date_column("sejak")
    sampai = date_column("sampai")
    Meta = resource_meta(models.PemangkuJabatan, "jabatan", "sejak")


class PegawaiResource(PDResource):
    """Staff."""

    nip = text_column("nip")
    nama = text_column("nama")
    jenis_kelamin = choice_column("jenis_kelamin", enums.JenisKelamin)
    tanggal_lahir = date_column("tanggal_lahir")
    agama = choice_column("agama", enums.Agama)
    masuk = date_column("masuk")
    keluar = date_column("keluar")
    alasan_keluar = text_column("alasan_keluar")
    rekaan = yes_no_column("rekaan")
    Meta = resource_meta(models.Pegawai, "nip")


class RiwayatPegawaiResource(PDResource):
    """History of staff."""

    pegawai = reference_column("pegawai", models.Pegawai, {"nip": "nip"}, column="nip")
    tmt = date_column("tmt")
    kelas_jabatan = reference_column("kelas_jabatan", models.KelasJabatan)
    unit = reference_column("unit", models.UnitKerja, {"kode": "unit_kode"}, column="unit_kode")
    pangkat = choice_column("pangkat", enums.Pangkat)
    pendidikan = choice_column("pendidikan", enums.Pendidikan)
    status = choice_column("status", enums.StatusPegawai)
    nama_jabatan = text_column("nama_jabatan")
    Meta = resource_meta(models.RiwayatPegawai, "pegawai", "tmt")


class StatistikASNResource(PDResource):
    """Published staff statistics."""

    per_tanggal = date_column("per_tanggal")
    rincian = text_column("rincian")
    rincian_nama = text_column("rincian_nama")
    rincian_urutan = integer_column("rincian_urutan")
    urutan = integer_column("urutan")
    kategori = text_column("kategori")
    pns = integer_column("pns")
    pppk = integer_column("pppk")
    jumlah_tunggal = integer_column("jumlah_tunggal")
    Meta = resource_meta(models.StatistikASN, "per_tanggal", "rincian", "urutan")


BERKAS: tuple[tuple[str, type[PDResource]], ...] = (
    ("fungsi", FungsiResource),
    ("unit_kerja", UnitKerjaResource),
    ("kelas_jabatan", KelasJabatanResource),
    ("jabatan", JabatanResource),
    ("pemangku_jabatan", PemangkuJabatanResource),
    ("pegawai", PegawaiResource),
    ("riwayat_pegawai", RiwayatPegawaiResource),
    ("statistik_asn", StatistikASNResource),
)
