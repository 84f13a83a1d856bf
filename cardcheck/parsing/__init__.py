"""Text in, Card out. Accepts anything, raises nothing, does bounded work: cards may be hostile."""
