"""Closed vocabularies of organisation, people and access."""

from django.db.models import TextChoices


class JenisPerangkatDaerah(TextChoices):
    """Kinds of regional government bodies (UU 23/2014)."""

    BADAN = "badan", "Badan"
    DINAS = "dinas", "Dinas"
    INSPEKTORAT = "inspektorat", "Inspektorat"
    SEKRETARIAT = "sekretariat", "Sekretariat"
    BIRO = "biro", "Biro"
    KOTA = "kota", "Kota administrasi"
    KABUPATEN = "kabupaten", "Kabupaten administrasi"
    KECAMATAN = "kecamatan", "Kecamatan"


class JenisUnit(TextChoices):
    """Kinds of units inside a perangkat daerah."""

    BADAN = "badan", "Badan"
    DINAS = "dinas", "Dinas"
    SEKRETARIAT = "sekretariat", "Sekretariat"
    SUBBAGIAN = "subbagian", "Subbagian"
    BIDANG = "bidang", "Bidang"
    UPT = "upt", "Unit Pelaksana Teknis"
    SUBKELOMPOK = "subkelompok", "Subkelompok"
    SATUAN_PELAKSANA = "satuan_pelaksana", "Satuan Pelaksana"
    KELOMPOK_JABATAN = "kelompok_jabatan", "Kelompok Jabatan"


class DasarInduk(TextChoices):
    """How the parent of a unit is known."""

    TERCETAK = "tercetak", "Tercetak dalam dokumen"
    DISIMPULKAN = "disimpulkan", "Disimpulkan dari nama unit"


class KelompokJabatan(TextChoices):
    """Groups under which staff tables print their subtotals."""

    STRUKTURAL = "struktural", "Struktural"
    SUBKELOMPOK = "subkelompok", "Subkelompok"
    FUNGSIONAL = "fungsional", "Fungsional"
    PELAKSANA = "pelaksana", "Pelaksana"


class SifatPemangku(TextChoices):
    """In which capacity a person holds a post."""

    DEFINITIF = "definitif", "Definitif"
    PJ = "pj", "Penjabat (Pj.)"
    PLT = "plt", "Pelaksana Tugas (Plt.)"
    PLH = "plh", "Pelaksana Harian (Plh.)"


class JenisKelamin(TextChoices):
    """Sex as recorded in the staff register."""

    LAKI_LAKI = "L", "Laki-laki"
    PEREMPUAN = "P", "Perempuan"


class Agama(TextChoices):
    """Religion as recorded in the staff register; general personal data (UU 27/2022 art. 4)."""

    ISLAM = "islam", "Islam"
    KATOLIK = "katolik", "Katolik"
    KRISTEN = "kristen", "Kristen"
    BUDDHA = "buddha", "Buddha"
    HINDU = "hindu", "Hindu"
    KONGHUCU = "konghucu", "Konghucu"


class Pendidikan(TextChoices):
    """Highest formal education, best first."""

    S3 = "s3", "S3"
    S2 = "s2", "S2"
    S1 = "s1", "S1"
    D4 = "d4", "D4"
    D3 = "d3", "D3"
    SLTA = "slta", "SLTA"


class Pangkat(TextChoices):
    """Golongan/ruang of a civil servant, highest first."""

    IV_E = "IV/e", "IV/e"
    IV_D = "IV/d", "IV/d"
    IV_C = "IV/c", "IV/c"
    IV_B = "IV/b", "IV/b"
    IV_A = "IV/a", "IV/a"
    III_D = "III/d", "III/d"
    III_C = "III/c", "III/c"
    III_B = "III/b", "III/b"
    III_A = "III/a", "III/a"
    II_D = "II/d", "II/d"
    II_C = "II/c", "II/c"
    II_B = "II/b", "II/b"
    II_A = "II/a", "II/a"
    I_D = "I/d", "I/d"
    I_C = "I/c", "I/c"
    I_B = "I/b", "I/b"
    I_A = "I/a", "I/a"


class StatusPegawai(TextChoices):
    """Employment status."""

    PNS = "PNS", "PNS"
    CPNS = "CPNS", "CPNS"
    PPPK = "PPPK", "PPPK"


class Peran(TextChoices):
    """What an account may do; the table of rights is `workforce.rules.HAK_PERAN`."""

    ADMIN_SISTEM = "admin_sistem", "Administrator sistem"
    ADMIN_PD = "admin_pd", "Administrator perangkat daerah"
    PERENCANA = "perencana", "Perencana"
    VERIFIKATOR = "verifikator", "Verifikator"
    PIMPINAN = "pimpinan", "Pimpinan"
    EVALUATOR = "evaluator", "Evaluator"
    PEMBACA = "pembaca", "Pembaca"


class AksiJejak(TextChoices):
    """What an entry of the audit trail tells."""

    BUAT = "buat", "Dibuat"
    UBAH = "ubah", "Diubah"
    HAPUS = "hapus", "Dihapus"
    DITOLAK = "ditolak", "Ditolak"


class KeadaanUndangan(TextChoices):
    """What has become of an invitation."""

    MENUNGGU = "menunggu", "diundang"
    KEDALUWARSA = "kedaluwarsa", "undangan kedaluwarsa"
    DITERIMA = "diterima", "diterima"
    DICABUT = "dicabut", "dicabut"
