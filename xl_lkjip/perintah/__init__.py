"""The commands of `xl-lkjip`, in groups: each module adds its own to the parser and runs them.

No logic, and every import that costs time stands inside the command that needs it: `--bantuan` and `rumus` must be instant.
"""
