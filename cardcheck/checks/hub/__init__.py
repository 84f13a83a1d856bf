"""Checks of the card against what the Hub and its viewer say of the repository."""
