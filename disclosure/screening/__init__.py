"""Declared names against reference lists."""
