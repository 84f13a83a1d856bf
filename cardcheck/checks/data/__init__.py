"""Checks of what the card says about data against files, footers and the load plan."""
