"""Texts for terminals: measured in cells, made harmless, coloured. Reports of a card and of an audit share it."""
