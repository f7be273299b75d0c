"""LibreOffice Calc: the extension xl_lkjip.oxt, its builder and its installer."""
