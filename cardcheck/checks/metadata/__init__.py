"""Checks of the front matter: its fences, its YAML, its keys and their values."""
