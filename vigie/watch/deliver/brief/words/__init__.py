"""The sentences of a brief, one file a language."""
