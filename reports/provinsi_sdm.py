"""Staff of an invented agency. No person of these names and numbers exists."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from reports.provinsi_dasar import Kantor, simpan
from workforce.enums import (
    Agama,
    JenisKelamin,
    KelompokJabatan,
    Pangkat,
    Pendidikan,
    StatusPegawai,
)
from workforce.models import KelasJabatan, Pegawai, RiwayatPegawai

KELAS = (
    ("ES2", "Pimpinan", KelompokJabatan.STRUKTURAL, 60),
    ("ES3", "Administrator", KelompokJabatan.STRUKTURAL, 58),
    ("JF", "Fungsional", KelompokJabatan.FUNGSIONAL, 58),
    ("PLK", "Pelaksana", KelompokJabatan.PELAKSANA, 58),
)
# Shares of a hundred, as a province might have them.
BOBOT_KELAS = (1, 4, 40, 55)
AKHIR_NIP = 999


def isi_pegawai(kantor: Kantor, count: int, tahun: int, acak: Random) -> int:
    """Staff in service at the end of a year; return the number of rows."""
    classes = simpan(
        KelasJabatan,
        [
            KelasJabatan(
                pd=kantor.pd,
                kode=code,
                nama=name,
                kelompok=group,
                urutan=number,
                batas_usia_pensiun=age,
            )
            for number, (code, name, group, age) in enumerate(KELAS, start=1)
        ],
    )
    people = simpan(Pegawai, [_orang(kantor, n, tahun, acak) for n in range(count)])
    history = [
        RiwayatPegawai(
            pegawai=person,
            tmt=person.masuk,
            kelas_jabatan=acak.choices(classes, BOBOT_KELAS)[0],
            unit=acak.choice(kantor.unit),
            pangkat=acak.choice(tuple(Pangkat)[3:13]),
            pendidikan=acak.choice(tuple(Pendidikan)),
            status=StatusPegawai.PNS,
        )
        for person in people
    ]
    return len(classes) + len(people) + len(simpan(RiwayatPegawai, history))


def _orang(kantor: Kantor, number: int, tahun: int, acak: Random) -> Pegawai:
    born = date(tahun - acak.randrange(28, 58), 1, 1) + timedelta(days=acak.randrange(365))
    # Of numbers that begin alike each counts on; so no two are the same within an agency.
    start = date(born.year + acak.randrange(22, 27), number // AKHIR_NIP % 12 + 1, 1)
    sex = acak.choice(tuple(JenisKelamin))
    digit = "1" if sex == JenisKelamin.LAKI_LAKI else "2"
    return Pegawai(
        pd=kantor.pd,
        nip=f"{born:%Y%m%d}{start:%Y%m}{digit}{number % AKHIR_NIP + 1:03}",
        nama=f"Pegawai Rekaan {number + 1:05}",
        jenis_kelamin=sex,
        tanggal_lahir=born,
        agama=acak.choice(tuple(Agama)),
        masuk=start,
        rekaan=True,
    )
