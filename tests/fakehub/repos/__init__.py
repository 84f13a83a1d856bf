"""Repositories as the server holds them: stated by tests or read from a folder; nothing here knows of HTTP."""
