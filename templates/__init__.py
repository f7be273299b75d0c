"""The built templates. They are made by the code (`make templat`) and compared with it in a test."""
