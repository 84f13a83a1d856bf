"""What the Hub answers to each request: an `exchange.Request` in, an `exchange.Answer` out; no socket is here."""
