"""The report of uji-excel: one page of HTML that needs nothing beside it, to be sent to us."""

from __future__ import annotations

from datetime import datetime
from html import escape

from .hasil_uji import Hasil, Keadaan

_GAYA = (
    "body{font:15px sans-serif;margin:2em;max-width:75em}table{border-collapse:collapse;width:100%}"
    "td,th{border:1px solid #bbb;padding:.3em .6em;text-align:left;vertical-align:top}"
    ".ok{background:#e2f0d9}.gagal{background:#ffc7ce}.dilewati{background:#eee}pre{background:#f5f5f5;padding:1em;overflow:auto}"
)
_DENGAN_TANGAN = (
    "Di Excel biasa, tab LKjIP tampak dengan kelompok Periksa, Dokumen, dan Alat.",
    "Pada Pengukuran yang terisi tekan Validasi: sel bertanda, lembar Validasi, dan pesannya muncul; tautan di lembar itu menuju selnya.",
    "Bersihkan tanda mengembalikan semuanya; Hitung ulang mengubah hasil bila isian berubah; Tentang menampilkan versinya.",
    "PK baru dan Pengukuran baru membuka templat; rumusnya mengenali fungsi LKjIP.",
    "Ambil dari PK dan Simpan untuk pengajuan: pilih berkas dan folder, baca pesannya, coba juga Batal.",
    "Sambungkan ulang, Pasang ulang Python, Periksa sistem, dan Bantuan menampilkan jendelanya.",
    "Pemandu fungsi (fx), kategori LKjIP, menampilkan penjelasan setiap argumen.",
)


def ke_html(hasil: Hasil, catatan: str, saat: datetime) -> str:
    """The page. `catatan`: the end of the log."""
    banyak = {k: sum(s.keadaan is k for s in hasil.langkah) for k in Keadaan}
    judul = ", ".join(f"{n} {k.value}" for k, n in banyak.items() if n)
    versi = "".join(f"<tr><th>{escape(k)}</th><td>{escape(v)}</td></tr>" for k, v in hasil.versi.items())
    baris = "".join(
        f'<tr class="{s.keadaan.value}"><td>{n}</td><td>{escape(s.nama)}</td><td>{s.keadaan.value}</td><td>{escape(s.harapan)}</td>'
        f"<td>{escape(s.terlihat)}</td><td>{s.detik:.1f}</td></tr>"
        for n, s in enumerate(hasil.langkah, 1)
    )
    tangan = "".join(f"<li>{escape(t)}</li>" for t in _DENGAN_TANGAN)
    return f"""<!DOCTYPE html>
<html lang="id"><head><meta charset="utf-8"><title>Uji Excel: {judul}</title><style>{_GAYA}</style></head><body>
<h1>Uji penerimaan di Excel: {judul}</h1>
<p>{saat:%Y-%m-%d %H:%M}. Sebelum dikirim, bacalah dulu: nama folder Anda dapat tercantum di dalamnya.</p>
<table>{versi}</table>
<h2>Langkah</h2>
<table><tr><th>No.</th><th>Langkah</th><th>Hasil</th><th>Seharusnya</th><th>Terlihat</th><th>Detik</th></tr>{baris}</table>
<h2>Dicoba dengan tangan</h2>
<p>Yang memerlukan jendela pilihan tidak dapat diuji sendiri oleh program ini:</p><ul>{tangan}</ul>
<h2>Catatan kesalahan</h2>
<pre>{escape(catatan)}</pre>
</body></html>
"""
