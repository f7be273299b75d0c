"""Excel through xlwings: worksheet functions, ribbon, and the add-in that binds them."""
