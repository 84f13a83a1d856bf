"""Checks of how the data set is cited."""
