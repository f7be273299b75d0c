"""The worksheet functions: they read texts, then call the domain. Names, help and examples stand here and nowhere else.

Text of the declarations is Indonesian: Excel's function wizard and the manual are made of it. In `biasa`, `{argument}` is a
cell and the names Ref... are columns of the sheet Referensi.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .angka import Angka, baca, baku, kosong
from .domain import capaian as _capaian
from .domain import efisiensi as _efisiensi
from .domain import indeks as _indeks
from .domain import ip_asn as _ip_asn
from .domain import predikat as _predikat
from .errors import LkjipError, kutip
from .parameter import BOBOT_IP_ASN, DIGIT_RASIO, INDEKS_LUMAJANG, METODE_EFISIENSI, SKALA, SKOR_PEGAWAI, Pita, Skala
from .registry import Argumen, Contoh, worksheet_function

_TARGET = Argumen("target", "Target kinerja: angka atau teks seperti 13,02%, Rp 1.000, A (86,35).")
_REALISASI = Argumen("realisasi", "Realisasi kinerja, ditulis dengan satuan yang sama seperti targetnya.")
_MAKS = Argumen("maks", "Batas atas capaian sebagai rasio, misalnya 1,2. Kosong berarti tanpa batas.", wajib=False)
# Pieces of the plain Excel formulas. A bound or a formula of theirs is taken from the domain or stands here once.
_RASIO_MAKS = f"{_capaian.RASIO_TERLALU_BESAR:g}"
_POIN_MIN = f"{_predikat.POIN_TERLALU_KECIL:g}"
_NAIK, _TURUN, _BAGI = "{realisasi}/{target}", "(2*{target}-{realisasi})/{target}", "IF({target}=0,1/0,{target}/{realisasi})"
_RAPAT = 'SUBSTITUTE(LOWER(%s)," ","")'
_LETAK = "MATCH({skala},RefSkala,0)"
_DIMENSI = [f"{{{d}}}" for d in BOBOT_IP_ASN]
_LUAR_BOBOT = ",".join(f"ROUND({{{d}}},{DIGIT_RASIO})<0,ROUND({{{d}}},{DIGIT_RASIO})>{b:g}" for d, b in BOBOT_IP_ASN.items())
_BULAT = f"ROUND({{nilai}},INDEX(RefDigit,{_LETAK}))"


def _biasa(rumus: str, a: str, b: str) -> str:
    """A plain formula that answers NA() unless both cells are numbers."""
    return f"IF(NOT(AND(ISNUMBER({{{a}}}),ISNUMBER({{{b}}}))),NA(),{rumus})"


def _hanya_angka(rumus: str, *argumen: str) -> str:
    """A plain formula that answers NA() unless all its arguments are numbers."""
    return f"IF(COUNT({','.join(f'{{{a}}}' for a in argumen)})<{len(argumen)},NA(),{rumus})"


def _berbobot(bobot: dict[str, float]) -> str:
    """a*5+b*4+..."""
    return "+".join(f"{{{k}}}*{b:g}" for k, b in bobot.items())


def _menurut(pilihan: str, *cabang: tuple[str, str]) -> str:
    """The formula of the option that a cell names; the first one where it is blank, NA() for any other."""
    baku, *lain = cabang
    rumus = "NA()"
    for nama, isi in reversed(lain):
        rumus = f'IF({_RAPAT % pilihan}="{nama}",{isi},{rumus})'
    return f'IF(OR({pilihan}="",{_RAPAT % pilihan}="{baku[0]}"),{baku[1]},{rumus})'


@worksheet_function(
    argumen=(
        _TARGET,
        _REALISASI,
        Argumen("arah", "naik (baku), turun (metode LAN), turun-bagi, rentang, atau rentang-turun.", wajib=False),
        _MAKS,
    ),
    satuan="rasio",
    dasar=f"{_capaian.DASAR}; target berupa rentang: {_capaian.DASAR_RENTANG}",
    galat=("ANG001", "ANG002", "ANG003", "ANG004", "CAP001", "CAP002", "CAP003", "CAP004"),
    contoh=(
        Contoh("=CAPAIAN(270; 271,5)", "100,56%", "Blitar 2023, Tabel 3.1, baris 1"),
        Contoh('=CAPAIAN("A (86,35)"; "A (85,49)")', "99,00%", "Blitar 2023, Tabel 3.1, baris 3"),
        Contoh("=CAPAIAN(78; 80,30)", "102,95%", ""),
        Contoh('=CAPAIAN(10; 7; "turun-bagi")', "142,86%", "Kediri 2021, Jumlah Temuan Audit (tercetak 143%)"),
        Contoh('=CAPAIAN("60-70"; 65)', "100,00%", ""),
        Contoh('=CAPAIAN("60 s.d. 70"; 77)', "110,00%", ""),
    ),
    cepat=_capaian.naik,
    biasa=_biasa(_menurut("{arah}", ("naik", _NAIK), ("turun", _TURUN), ("turun-bagi", _BAGI)), "target", "realisasi"),
)
def CAPAIAN(target: Any, realisasi: Any, arah: Any = None, maks: Any = None) -> float:
    """Capaian kinerja: seberapa jauh target tercapai."""
    return _hitung_capaian(target, realisasi, _capaian.baca_arah(arah), maks)


@worksheet_function(
    argumen=(_TARGET, _REALISASI, Argumen("metode", "LAN (baku) atau bagi.", wajib=False), _MAKS),
    satuan="rasio",
    dasar=f"{_capaian.DASAR}; metode bagi: {_capaian.DASAR_BAGI}",
    galat=("ANG001", "ANG002", "ANG003", "ANG004", "CAP001", "CAP002", "CAP003", "CAP004"),
    contoh=(
        Contoh("=CAPAIAN_INVERS(10; 7)", "130,00%", ""),
        Contoh('=CAPAIAN_INVERS(10; 7; "bagi")', "142,86%", "Kediri 2021, Jumlah Temuan Audit (tercetak 143%)"),
    ),
    cepat=_capaian.turun_lan,
    biasa=_biasa(_menurut("{metode}", ("lan", _TURUN), ("bagi", _BAGI)), "target", "realisasi"),
)
def CAPAIAN_INVERS(target: Any, realisasi: Any, metode: Any = None, maks: Any = None) -> float:
    """Capaian indikator yang makin kecil makin baik."""
    return _hitung_capaian(target, realisasi, _capaian.baca_metode(metode), maks)


def _hitung_capaian(target: Any, realisasi: Any, arah: str, maks: Any) -> float:
    t, r = _baca("target", target), _baca("realisasi", realisasi)
    batas = None if kosong(maks) else _bilangan("maks", maks)
    return _capaian.dari_angka(t, r, arah, batas)


@worksheet_function(
    argumen=(
        Argumen("capaian", "Capaian kinerja sebagai rasio atau persen."),
        Argumen("serapan", "Serapan anggaran (realisasi / pagu) sebagai rasio atau persen."),
        Argumen("metode", "selisih (baku), rasio, atau hemat.", wajib=False),
    ),
    satuan="rasio",
    dasar="; ".join(f"{m.id}: {m.dasar}" for m in METODE_EFISIENSI.values()),
    galat=("ANG001", "EFI001", "EFI002", "EFI003", "PRE002"),
    contoh=(
        Contoh('=EFISIENSI("100,56%"; "58,14%"; "rasio")', "1,73", "Blitar 2023, Tabel 3.2.3, baris 1"),
        Contoh('=EFISIENSI("70,34%"; "80,81%")', "-10,47%", "Kediri 2021, tabel efisiensi, baris 1 (tercetak -10%)"),
        Contoh('=EFISIENSI(100%; 80%; "hemat")', "20,00%", ""),
    ),
    biasa=_biasa(
        f"IF(OR({{capaian}}>={_RASIO_MAKS},{{serapan}}>={_RASIO_MAKS}),NA(),"
        + _menurut(
            "{metode}",
            ("selisih", "{capaian}-{serapan}"),
            ("rasio", "{capaian}/{serapan}"),
            ("hemat", f"IF(ROUND({{capaian}},{DIGIT_RASIO})>=1,1-{{serapan}},NA())"),
        )
        + ")",
        "capaian",
        "serapan",
    ),
    format_hasil=lambda nilai: _efisiensi.baca_metode(nilai[2] if len(nilai) > 2 else None).format,
)
def EFISIENSI(capaian: Any, serapan: Any, metode: Any = None) -> float:
    """Efisiensi penggunaan sumber daya: capaian dibandingkan serapan anggaran."""
    return _efisiensi.efisiensi(_bilangan("capaian", capaian), _bilangan("serapan", serapan), _efisiensi.baca_metode(metode).id)


@worksheet_function(
    argumen=(
        Argumen("nilai", "Nilai yang diberi predikat: rasio untuk skala capaian, poin untuk skala indeks."),
        Argumen(
            "skala",
            f"Nama skala ({', '.join(SKALA)}) atau rentang dua kolom: batas bawah dan label. Baku permendagri86.",
            wajib=False,
            tabel=True,
        ),
        Argumen("bentuk", "label (baku) atau lengkap (huruf atau kategori beserta sebutannya).", wajib=False),
    ),
    satuan="teks",
    dasar="menurut skala yang dipilih",
    galat=("ANG001", "PRE001", "PRE002", "PRE003", "PRE004", "PRE005"),
    contoh=(
        Contoh("=PREDIKAT(97,02%)", "Sangat Tinggi", "Kediri 2021, Indeks Kepuasan Pelayanan Kepegawaian"),
        Contoh('=PREDIKAT(CAPAIAN(270; 271,5); "blitar")', "Sangat berhasil", "Blitar 2023, Tabel 3.1, baris 1"),
        Contoh('=PREDIKAT(86,35; "sakip88")', "A", "Blitar 2023, Tabel 3.1, baris 3"),
        Contoh('=PREDIKAT(271,5; "merit"; "lengkap")', "III (Baik)", "Blitar 2023, bagian 3.1.1"),
        Contoh('=PREDIKAT(1,73; "efisiensi_rasio")', "Efisien", "Blitar 2023, Tabel 3.2.3, baris 1"),
    ),
    biasa=(
        "IF(NOT(ISNUMBER({nilai})),NA(),"
        f'IF(OR(AND(INDEX(RefSatuan,{_LETAK})="rasio",{{nilai}}>={_RASIO_MAKS}),'
        f'AND(INDEX(RefSatuan,{_LETAK})="poin",{{nilai}}>0,{{nilai}}<{_POIN_MIN})),NA(),'
        f"IF({_BULAT}<INDEX(RefBatas,{_LETAK}),NA(),"
        f"INDEX(RefLabel,{_LETAK}-1+SUMPRODUCT((RefSkala={{skala}})*"
        f'((RefOperator=">=")*({_BULAT}>=RefBatas)+(RefOperator=">")*({_BULAT}>RefBatas)))))))'
    ),
)
def PREDIKAT(nilai: Any, skala: Any = None, bentuk: Any = None) -> str:
    """Predikat atau kategori sebuah nilai menurut skala yang berlaku."""
    pilihan = ("label", "lengkap")
    kunci = str(bentuk).strip().lower() if not baku(bentuk) else "label"
    if kunci not in pilihan:
        raise LkjipError("PRE003", nilai=kutip(bentuk), pilihan=", ".join(pilihan))
    pita = _predikat.pita(_bilangan("nilai", nilai), _skala(skala))
    return pita.lengkap if kunci == "lengkap" else pita.label


def _skala(skala: Any) -> Skala:
    if isinstance(skala, (list, tuple)):
        return _skala_sendiri(skala)
    kunci = str(skala).strip().lower() if not baku(skala) else "permendagri86"
    if kunci not in SKALA:
        raise LkjipError("PRE001", nilai=kutip(skala), pilihan=", ".join(SKALA))
    return SKALA[kunci]


def _skala_sendiri(rentang: Sequence[Any]) -> Skala:
    """A scale that the user keeps in the sheet: rows of (lower bound, label), in any order."""
    pita = []
    for baris in rentang:
        if not isinstance(baris, (list, tuple)) or len(baris) != 2:
            raise LkjipError("PRE004", nilai=kutip(baris))
        if kosong(baris[0]) and kosong(baris[1]):
            continue
        batas = baca(baris[0])
        if batas is None or batas.nilai is None or kosong(baris[1]):
            raise LkjipError("PRE004", nilai=kutip(baris))
        pita.append(Pita(batas.nilai, ">=", str(baris[1])))
    if not pita:
        raise LkjipError("PRE004", nilai=kutip(""))
    pita.sort(key=lambda p: p.batas)
    return Skala("sendiri", "Skala pada lembar", "", DIGIT_RASIO, tuple(pita), berbatas_bawah=True)


@worksheet_function(
    argumen=(
        Argumen("kualifikasi", "Skor dimensi kualifikasi, 0-25."),
        Argumen("kompetensi", "Skor dimensi kompetensi, 0-40."),
        Argumen("kinerja", "Skor dimensi kinerja, 0-30."),
        Argumen("disiplin", "Skor dimensi disiplin, 0-5."),
        Argumen("bentuk", "dimensi (baku): jumlah skor; indeks: indeks 0-100 dikali bobot 25/40/30/5.", wajib=False),
    ),
    satuan="poin",
    dasar="PermenPAN-RB 38/2018; Peraturan BKN 8/2019",
    galat=("ANG001", "IPA001", "IPA002", "IPA003", "IPA004"),
    contoh=(Contoh("=IP_ASN(13; 29,76; 25; 4,98)", "72,74", "Kediri 2021, tabel Indeks Profesionalitas ASN"),),
    biasa=_hanya_angka(
        _menurut(
            "{bentuk}",
            ("dimensi", f"IF(OR({_LUAR_BOBOT}),NA(),{'+'.join(_DIMENSI)})"),
            ("indeks", f"IF(MIN({','.join(_DIMENSI)})<0,NA(),({_berbobot(BOBOT_IP_ASN)})/100)"),
        ),
        *BOBOT_IP_ASN,
    ),
)
def IP_ASN(kualifikasi: Any, kompetensi: Any, kinerja: Any, disiplin: Any, bentuk: Any = None) -> float:
    """Indeks Profesionalitas ASN dari empat dimensinya."""
    dimensi = {"kualifikasi": kualifikasi, "kompetensi": kompetensi, "kinerja": kinerja, "disiplin": disiplin}
    return _ip_asn.ip_asn([_poin(n, v) for n, v in dimensi.items()], _ip_asn.baca_bentuk(bentuk))


_YA, _TIDAK = {"ya", "y", "1", "1.0", "true", "√", "sudah", "ada"}, {"tidak", "t", "0", "0.0", "false", "belum"}


@worksheet_function(
    argumen=(
        Argumen("pendidikan", "S3, S2, S1, D4, D3, D2, D1, SMA, SMP, atau SD."),
        Argumen("jabatan", "pimpinan tinggi, administrator, pengawas, fungsional, atau pelaksana."),
        Argumen("diklat_pim", "Pernah diklat kepemimpinan: ya atau tidak."),
        Argumen("diklat_fungsional", "Pernah diklat fungsional: ya atau tidak."),
        Argumen("diklat_20jp", "Diklat teknis sedikitnya 20 JP tahun ini: ya atau tidak."),
        Argumen("seminar", "Seminar atau workshop tahun ini: ya atau tidak."),
        Argumen("nilai_skp", "Nilai SKP, 0-100."),
        Argumen("hukuman", "Hukuman disiplin: tidak, ringan, sedang, atau berat."),
        Argumen("tahun", "Tahun aturan skor yang dipakai; kosong berarti yang terbaru.", wajib=False),
    ),
    satuan="poin",
    dasar="; ".join(f"{s.dasar} (sejak {s.berlaku_sejak})" for s in SKOR_PEGAWAI),
    galat=("ANG001", "IPA005", "IPA006"),
    contoh=(
        Contoh('=IP_ASN_PEGAWAI("S1"; "pengawas"; "ya"; "tidak"; "ya"; "ya"; 85; "tidak")', "85,00", ""),
        Contoh('=IP_ASN_PEGAWAI("SMA"; "pelaksana"; "tidak"; "tidak"; "ya"; "ya"; 78; "ringan")', "73,00", ""),
    ),
)
def IP_ASN_PEGAWAI(
    pendidikan: Any, jabatan: Any, diklat_pim: Any, diklat_fungsional: Any, diklat_20jp: Any, seminar: Any, nilai_skp: Any, hukuman: Any,
    tahun: Any = None,
) -> float:  # fmt: skip
    """Indeks Profesionalitas seorang pegawai, dari skor keempat dimensinya."""
    tahun_skor = None if baku(tahun) else int(_bilangan("tahun", tahun))
    skor = _ip_asn.skor_berlaku(tahun_skor)
    pelatihan = {"diklat_pim": diklat_pim, "diklat_fungsional": diklat_fungsional, "diklat_20jp": diklat_20jp, "seminar": seminar}
    return _ip_asn.pegawai(
        _ip_asn.baca_pilihan(pendidikan, list(skor.kualifikasi), "Pendidikan"),
        _ip_asn.baca_pilihan(jabatan, list(skor.kompetensi["seminar"]), "Jabatan"),
        {n: _ya(n, v) for n, v in pelatihan.items()},
        _poin("nilai_skp", nilai_skp),
        _ip_asn.baca_pilihan(hukuman, list(skor.disiplin), "Hukuman"),
        tahun_skor,
    )


def _ya(argumen: str, nilai: Any) -> bool:
    kunci = str(nilai).strip().lower()
    if kunci not in _YA | _TIDAK:
        raise LkjipError("IPA006", argumen, apa="Isian", nilai=kutip(nilai), pilihan="ya, tidak")
    return kunci in _YA


def _banyak(nama: str, arti: str) -> Argumen:
    return Argumen(nama, f"Jumlah {arti}.")


@worksheet_function(
    argumen=(
        _banyak("s3", "ASN berpendidikan S3"),
        _banyak("s2", "ASN berpendidikan S2"),
        _banyak("s1_d4", "ASN berpendidikan S1 atau D4"),
        _banyak("d3", "ASN berpendidikan D3"),
        _banyak("d2_d1_sma", "ASN berpendidikan D2, D1, atau SMA"),
        _banyak("smp_sd", "ASN berpendidikan SMP atau SD"),
    ),
    satuan="poin",
    dasar=_indeks.DASAR,
    galat=("ANG001", "IPA007"),
    contoh=(Contoh("=INDEKS_KUALIFIKASI(0; 10; 0; 0; 0; 0)", "133,33", "Semua S2: di atas 100 dan dibiarkan"),),
    biasa=_hanya_angka(
        f"({_berbobot(INDEKS_LUMAJANG['kualifikasi'])})/(({'+'.join(f'{{{k}}}' for k in INDEKS_LUMAJANG['kualifikasi'])})"
        f"*{INDEKS_LUMAJANG['kualifikasi_pembagi']:g})*100",
        *INDEKS_LUMAJANG["kualifikasi"],
    ),
)
def INDEKS_KUALIFIKASI(s3: Any, s2: Any, s1_d4: Any, d3: Any, d2_d1_sma: Any, smp_sd: Any) -> float:
    """Indeks kualifikasi pendidikan menurut rumus Kabupaten Lumajang."""
    jumlah = {"s3": s3, "s2": s2, "s1_d4": s1_d4, "d3": d3, "d2_d1_sma": d2_d1_sma, "smp_sd": smp_sd}
    return _indeks.kualifikasi([_bilangan(n, v) for n, v in jumlah.items()])


@worksheet_function(
    argumen=(
        _banyak("diklat_pim", "pejabat struktural yang sudah diklat kepemimpinan"),
        _banyak("eselon", "pejabat struktural"),
        _banyak("diklat_fungsional", "pejabat fungsional yang sudah diklat fungsional"),
        _banyak("jft", "pejabat fungsional tertentu"),
        _banyak("diklat_20jp", "ASN yang sudah diklat 20 JP"),
        _banyak("workshop", "ASN yang sudah mengikuti workshop"),
        _banyak("jumlah_asn", "seluruh ASN"),
    ),
    satuan="poin",
    dasar=_indeks.DASAR,
    galat=("ANG001", "IPA007"),
    contoh=(Contoh("=INDEKS_KOMPETENSI(5; 10; 5; 10; 50; 50; 100)", "50,00", ""),),
    biasa=_hanya_angka(
        "({diklat_pim}/{eselon}+{diklat_fungsional}/{jft}+{diklat_20jp}/{jumlah_asn}+{workshop}/{jumlah_asn})/4*100",
        "diklat_pim",
        "eselon",
        "diklat_fungsional",
        "jft",
        "diklat_20jp",
        "workshop",
        "jumlah_asn",
    ),
)
def INDEKS_KOMPETENSI(
    diklat_pim: Any, eselon: Any, diklat_fungsional: Any, jft: Any, diklat_20jp: Any, workshop: Any, jumlah_asn: Any
) -> float:  # fmt: skip
    """Indeks kompetensi menurut rumus Kabupaten Lumajang."""
    asn = _bilangan("jumlah_asn", jumlah_asn)
    pim, fungsional = _bilangan("diklat_pim", diklat_pim), _bilangan("diklat_fungsional", diklat_fungsional)
    teknis, seminar = _bilangan("diklat_20jp", diklat_20jp), _bilangan("workshop", workshop)
    return _indeks.kompetensi([(pim, _bilangan("eselon", eselon)), (fungsional, _bilangan("jft", jft)), (teknis, asn), (seminar, asn)])


@worksheet_function(
    argumen=(Argumen("jumlah_skp", "Jumlah nilai SKP seluruh ASN."), _banyak("jumlah_asn", "seluruh ASN")),
    satuan="poin",
    dasar=_indeks.DASAR,
    galat=("ANG001", "IPA007"),
    contoh=(Contoh("=INDEKS_KINERJA(560665; 6755)", "83,00", "Lumajang 2020, indeks kinerja (tabel mencetak 82.74)"),),
    biasa=_hanya_angka(f"{{jumlah_skp}}/({INDEKS_LUMAJANG['skp_penuh']:g}*{{jumlah_asn}})*100", "jumlah_skp", "jumlah_asn"),
)
def INDEKS_KINERJA(jumlah_skp: Any, jumlah_asn: Any) -> float:
    """Indeks kinerja menurut rumus Kabupaten Lumajang."""
    return _indeks.kinerja(_bilangan("jumlah_skp", jumlah_skp), _bilangan("jumlah_asn", jumlah_asn))


@worksheet_function(
    argumen=(
        _banyak("ringan", "ASN dengan hukuman disiplin ringan"),
        _banyak("sedang", "ASN dengan hukuman disiplin sedang"),
        _banyak("berat", "ASN dengan hukuman disiplin berat"),
        _banyak("jumlah_asn", "seluruh ASN"),
    ),
    satuan="poin",
    dasar=_indeks.DASAR,
    galat=("ANG001", "IPA007"),
    contoh=(Contoh("=INDEKS_DISIPLIN(16; 11; 17; 6755)", "1,32", "Lumajang 2020, indeks disiplin; makin kecil makin baik"),),
    biasa=_hanya_angka(f"({_berbobot(INDEKS_LUMAJANG['disiplin'])})/{{jumlah_asn}}*100", *INDEKS_LUMAJANG["disiplin"], "jumlah_asn"),
)
def INDEKS_DISIPLIN(ringan: Any, sedang: Any, berat: Any, jumlah_asn: Any) -> float:
    """Indeks disiplin menurut rumus Kabupaten Lumajang; makin kecil makin baik."""
    hukuman = {"ringan": ringan, "sedang": sedang, "berat": berat}
    return _indeks.disiplin([_bilangan(n, v) for n, v in hukuman.items()], _bilangan("jumlah_asn", jumlah_asn))


@worksheet_function(
    argumen=(Argumen("teks", "Teks yang berarti satu angka, misalnya Rp 1.000, 13,02%, A (86,35)."),),
    satuan="angka",
    dasar="Cara menulis angka dalam laporan kinerja",
    galat=("ANG001", "ANG004"),
    contoh=(
        Contoh('=ANGKA("Rp.37.740.651.000,-")', "37740651000", "Semarang 2020"),
        Contoh('=ANGKA("A (86,35)")', "86,35", "Blitar 2023, Tabel 3.1"),
        Contoh('=ANGKA("55%")', "0,55", ""),
    ),
)
def ANGKA(teks: Any) -> float:
    """Angka yang tertulis dalam sebuah teks Indonesia; persen menjadi rasio seperti di Excel."""
    return _bilangan("teks", teks)


def _poin(argumen: str, nilai: Any) -> float:
    """A score in points: a percent sign would make it a hundredth of what is meant."""
    if _baca(argumen, nilai).persen:
        raise LkjipError("IPA004", argumen, nilai=kutip(nilai))
    return _bilangan(argumen, nilai)


def _baca(argumen: str, nilai: Any) -> Angka:
    """Read an argument; a fault names it. The registry lets no blank through to here."""
    try:
        angka = baca(nilai)
    except LkjipError as galat:
        raise galat.di(argumen) from None
    if angka is None:
        raise LkjipError("ANG001", argumen, nilai=kutip(nilai))
    return angka


def _bilangan(argumen: str, nilai: Any) -> float:
    """A number without a partner: percent texts as ratio, a letter alone is no number."""
    angka = _baca(argumen, nilai)
    if angka.rentang:
        raise LkjipError("ANG004", argumen, nilai=kutip(nilai))
    if angka.nilai is None:
        raise LkjipError("ANG001", argumen, nilai=kutip(nilai))
    return angka.nilai
