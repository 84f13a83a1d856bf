"""What a card is about, passage by passage: a parsed card in, its topics and their substance out.

The door is `reading.read_topics`. Titles, labels and phrases are data (`schemas/vocabulary/topics.json`); nothing here
judges whether a topic ought to be there.
"""
