"""Text that no spreadsheet carries out."""

_FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a spreadsheet takes for the beginning of a formula (OWASP, CSV injection)."""


def harmless(cell: object) -> str:
    """Return a cell as text that no spreadsheet carries out."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(_FORMULAS) else text
