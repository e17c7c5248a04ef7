"""Declared names against reference lists: likeness of names, an index of them, lists, and matches.

It knows no database: casework hands it entries and names, and keeps what comes back.
"""
