"""The wording that ships: what each piece is for, and its words in six languages."""
