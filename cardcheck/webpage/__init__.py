"""Pages that need no other file, no server and no network: what the observatory and the report of a card share."""
