"""What only a person knows: the questions of a card, where each stands, and what its answer is.

Data alone. `names` are the topics or keys that an answer settles; a question with a `key` stands in the front matter.
"""

from typing import NamedTuple


class Question(NamedTuple):
    """One question: its name, what it asks, the section it stands in or the key whose place it takes.

    `hint` tells readers of the card where the answer goes.
    """

    name: str
    text: str
    names: str
    title: str | None = None
    key: str | None = None
    hint: str = ""

    @property
    def in_card(self) -> str:
        """What the card asks."""
        return f"{self.text} {self.hint}".strip()


PRETTY_NAME = Question("name", "What is the data set called, for people?", "pretty_name", key="pretty_name")
TASKS = Question(
    "tasks", "Which of the Hub's tasks can be trained or tested with it?", "task_categories", key="task_categories"
)
SUMMARY = Question("summary", "What is in this data set, and what is it for? Two or three sentences.", "summary")
FIELDS = Question("fields", "What does each column mean?", "fields", "Data Fields")
LOADING = Question("loading", "How are the files to be read?", "usage", "Usage")
UNREAD = Question("unread", "Are these files data, too?", "unread-files")
LANGUAGE = Question(
    "language",
    "In which languages are the texts?",
    "languages language",
    "Languages",
    hint="Their codes go under `language` at the top of the file.",
)
SOURCE = Question("source", "Where does the data come from, and who made it?", "source-data", "Source Data")
COLLECTION = Question(
    "collection", "How was it collected, and how was it selected and cleaned?", "collection", "Data Collection"
)
ANNOTATION = Question(
    "annotation",
    "Were labels or notes added to it? By whom, and by which rules?",
    "annotation annotators",
    "Annotations",
)
PERSONAL = Question(
    "personal",
    "Can people be recognised in it, or is anything in it sensitive? What was done about that?",
    "personal-data",
    "Personal and Sensitive Information",
)
LIMITATIONS = Question(
    "limitations",
    "What is missing, wrong or one-sided in it, and what should it not be used for?",
    "limitations bias",
    "Bias, Risks, and Limitations",
)
LICENSE = Question(
    "license",
    "Under which license may others use it?",
    "license",
    "License",
    hint="Its id goes under `license` at the top of the file.",
)
CITATION = Question("citation", "How is it to be cited?", "citation", "Citation")
CONTACT = Question("contact", "Whom can people ask about it?", "contact", "Contact")

IN_YAML = (PRETTY_NAME, TASKS)
"""The questions that take the place of a key."""

CLOSING = (SOURCE, COLLECTION, ANNOTATION, PERSONAL, LIMITATIONS, LICENSE, CITATION, CONTACT)
"""The questions at the end of a card, each in a section of its own."""

QUESTIONS = (PRETTY_NAME, SUMMARY, FIELDS, LOADING, UNREAD, LANGUAGE, *CLOSING, TASKS)
"""All of them, in the order in which a person is asked."""
