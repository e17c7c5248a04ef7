"""Screening: how well names are told apart, and how fast they are found."""
