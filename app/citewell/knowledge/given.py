"""Texts that are handed in with a ticket: read as Markdown and cut into passages as documents are."""

from citewell.domain.documents import Passage
from citewell.knowledge.chunking import cut_passages


def cut_text(text: str, title: str) -> tuple[Passage, ...]:
    """Passages of a text, in order."""
    from citewell.knowledge.loaders.markup.markdown import load_markdown  # noqa: PLC0415  11 MB, and few hand in texts

    return cut_passages(load_markdown(text, title))
