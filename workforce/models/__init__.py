"""People, units and access."""

from workforce.models.jabatan import Jabatan, KelasJabatan, PemangkuJabatan
from workforce.models.jejak import JejakAudit
from workforce.models.organisasi import (
    FungsiOrganisasi,
    MilikPD,
    PerangkatDaerah,
    UnitKerja,
)
from workforce.models.pegawai import Pegawai, RiwayatPegawai
from workforce.models.pengguna import PenugasanPeran, User
from workforce.models.perubahan import Perubahan
from workforce.models.statistik import StatistikASN
from workforce.models.undangan import Undangan

__all__ = [
    "FungsiOrganisasi",
    "Jabatan",
    "JejakAudit",
    "KelasJabatan",
    "MilikPD",
    "Pegawai",
    "PemangkuJabatan",
    "PenugasanPeran",
    "PerangkatDaerah",
    "Perubahan",
    "RiwayatPegawai",
    "StatistikASN",
    "Undangan",
    "UnitKerja",
    "User",
]
