"""What the menu does to the document that is open in Calc. Runs inside LibreOffice, on the vendored core; knows UNO and no file."""
