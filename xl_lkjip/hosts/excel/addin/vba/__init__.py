"""The written VBA modules, as files of text."""
