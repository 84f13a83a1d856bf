"""Checks of what the text says: topics, numbers, licenses, names, and whether it is true."""
