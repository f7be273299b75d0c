"""The spreadsheet programs in which the functions run. Hosts translate; they never import each other."""
