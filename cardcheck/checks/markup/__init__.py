"""Checks of Markdown: headings, links, tables, HTML, lines."""
