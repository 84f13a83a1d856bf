"""Checks of the code that people copy."""
