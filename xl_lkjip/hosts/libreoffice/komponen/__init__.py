"""Components that LibreOffice loads from the extension. Only copied here, never imported."""
