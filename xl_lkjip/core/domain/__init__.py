"""The legal quantities: pure functions on numbers, one module a chapter. No text parsing, no I/O."""
