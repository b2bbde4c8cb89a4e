"""Names by which questions and answers are told in tables and in JSON."""

import re
from collections.abc import Sequence

QUESTIONS = ("question", "questions", "q", "frage", "fragen", "pregunta", "domanda", "utterances", "prompt")
ANSWERS = (
    "answer", "answers", "a", "acceptedanswer", "suggestedanswer", "antwort", "antworten", "respuesta", "risposta",
    "response", "responses", "reply", "replies",
)  # fmt: skip
_SEPARATORS = re.compile(r"[^\w@]+|_+")


def plain_name(name: str) -> str:
    """A field's name without case and separators; ``@`` stays."""
    return _SEPARATORS.sub("", name).casefold()


def question_and_answer(header: Sequence[str]) -> tuple[int, int] | None:
    """The columns with questions and with answers, where there are both."""
    names = [plain_name(name) for name in header]
    question = next((names.index(name) for name in QUESTIONS if name in names), None)
    answer = next((names.index(name) for name in ANSWERS if name in names), None)
    return None if question is None or answer is None else (question, answer)
