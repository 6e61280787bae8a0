"""The Vigie corpus: its annotation files read, filled in, checked, converted and compared."""
