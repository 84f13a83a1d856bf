"""Reports of an audit: its records and summary in, text, a page or a table out; one module a format."""
