"""New cards for folders of data: facts in, the plain text of a card out. Touches no disk and asks nobody.

What files tell is filled in; what only a person knows stands there as a question.
"""
