"""The sheets of the templates, one file each."""
