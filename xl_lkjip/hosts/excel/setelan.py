"""Names that the add-in, written in VBA, and its installer have to agree on."""

from __future__ import annotations

VERSI_XLWINGS = "0.37.8"  # as pinned in setup.cfg: the DLL bears it in its name
NAMA = "xl_lkjip.xlam"
PUSTAKA = (f"xlwings64-{VERSI_XLWINGS}.dll", f"xlwings32-{VERSI_XLWINGS}.dll")  # the one that Excel's own bitness asks for is loaded
PENAFSIR = ("pythonw.exe", "python.exe")

# What uji-excel sends through the add-in in place of a button, and what Python then writes into the status bar.
UJI, UJI_JAWAB = "uji", "LKjIP: Python menjawab"

# GetSetting(APLIKASI, BAGIAN, ...) of VBA reads this key of HKEY_CURRENT_USER; nothing in a workbook without macros can write there.
APLIKASI, BAGIAN = "xl_lkjip", "Excel"
KUNCI = rf"Software\VB and VBA Program Settings\{APLIKASI}\{BAGIAN}"
NILAI_PYTHON, NILAI_PUSTAKA = "Python", "Pustaka"  # the interpreter; the folder of the DLLs
