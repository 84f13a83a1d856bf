"""What the report of cards as one HTML file consists of; `cardcheck.reporters.html` puts it together."""
