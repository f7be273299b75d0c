"""Files in and out: the only place that knows openpyxl, lxml and formualizer."""
