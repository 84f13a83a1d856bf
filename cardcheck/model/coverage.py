"""Which questions of another form a card answers: what a profile such as `croissant-rai` shows as a table."""

from typing import Literal, NamedTuple

from cardcheck.model.text import Span

State = Literal["full", "part", "none", "set-aside"]
"""How far a question is answered; set aside are those that the card's author says do not apply."""


class Question(NamedTuple):
    """A question of a form: what it asks in our words, the head it stands under, its name, its place in the form."""

    form: str
    asks: str
    part: str = ""
    name: str = ""
    number: int = 0


class Answer(NamedTuple):
    """How far a card answers a question, and the place that tells; `words` are a title, label, phrase or key."""

    rule: str
    question: Question
    state: State
    span: Span | None = None
    words: str = ""


class Coverage(NamedTuple):
    """All questions of one form."""

    form: str
    answers: tuple[Answer, ...]

    def count(self, state: State) -> int:
        """Count the questions in a state."""
        return sum(answer.state == state for answer in self.answers)

    @property
    def asked(self) -> int:
        """How many questions there are, without those set aside."""
        return len(self.answers) - self.count("set-aside")
