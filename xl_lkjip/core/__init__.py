"""The pure core: standard library only, relative imports inside. It knows no file and no host."""
