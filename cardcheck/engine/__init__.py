"""Rules and a card in, a report out: pure, picklable, no disk, no network."""
