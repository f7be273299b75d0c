"""IPA001, IPA002, IPA102."""

from __future__ import annotations

from collections.abc import Iterator

from ..angka import bulatkan
from ..cetak import umum
from ..errors import LkjipError
from ..forms import TABEL
from ..parameter import BOBOT_IP_ASN, DIGIT_RASIO
from ._bantu import pendukung
from ._base import Finding, Konteks, Rule, Tingkat

_INDEKS_MAKS = 100.0


class IpAsnBatas(Rule):
    """Skor tiap dimensi IP ASN berada di antara 0 dan bobotnya; indeks di atas 100 dijelaskan."""

    kode = ("IPA001", "IPA002", "IPA102")
    dasar = "PermenPAN-RB 38/2018; Peraturan BKN 8/2019 (bobot 25, 40, 30, 5)"

    def periksa(self, konteks: Konteks) -> Iterator[Finding]:
        for kunci, kolom in (("ip_asn", "skor"), ("indeks", "nilai")):
            tabel, tetap = pendukung(konteks.dokumen, kunci), TABEL[kunci].tetap
            for baris in tabel.baris if tabel else ():
                angka = baris.angka(kolom)
                urutan = baris.baris - tabel.awal if tabel else -1
                if tabel is None or angka is None or angka.nilai is None or not 0 <= urutan < len(tetap):
                    continue
                dimensi, nilai, cell = tetap[urutan].kunci, bulatkan(angka.poin, DIGIT_RASIO), baris[kolom]
                bobot = BOBOT_IP_ASN[dimensi]
                if kunci == "ip_asn" and not 0 <= nilai <= bobot:
                    galat = LkjipError("IPA001", dimensi=dimensi, nilai=cell.tercetak, batas=umum(bobot))
                    yield self.dari_galat(konteks, tabel, cell, galat, "IP ASN")
                elif kunci == "indeks" and nilai < 0:
                    yield self.dari_galat(konteks, tabel, cell, LkjipError("IPA002", dimensi=dimensi, nilai=cell.tercetak), "IP ASN")
                elif kunci == "indeks" and nilai > _INDEKS_MAKS:
                    yield self.temuan(
                        konteks, tabel, cell, f"Indeks {dimensi} tercetak {cell.tercetak}, di atas {umum(_INDEKS_MAKS)}.",
                        "Rumus kualifikasi dapat melampaui 100 bila banyak yang S2 atau S3; periksa banyak pegawainya, lalu jelaskan.",
                        kode="IPA102", tingkat=Tingkat.PERINGATAN,
                    )  # fmt: skip
