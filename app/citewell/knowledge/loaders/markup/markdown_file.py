"""Markdown files: as people write them, and as documentation sites keep their sources."""

from bisect import bisect_right
from dataclasses import replace
from itertools import accumulate

from citewell.domain.documents import Block, ExtractedDocument
from citewell.knowledge.front_matter import read_front_matter
from citewell.knowledge.loaders.markup.markdown import load_markdown
from citewell.knowledge.loaders.markup.site.source import Labelled, read_site_source


def load_markdown_file(text: str, title: str) -> ExtractedDocument:
    """As ``load_markdown``; where the file holds a site's code, the extracted text is the file's without that code."""
    return _load(text, title, mdx=False)


def load_mdx(text: str, title: str) -> ExtractedDocument:
    """As ``load_markdown_file``, for MDX: braces hold expressions."""
    return _load(text, title, mdx=True)


def _load(text: str, title: str, *, mdx: bool) -> ExtractedDocument:
    body = read_front_matter(text).body
    source = read_site_source(text[body:], mdx=mdx)
    document = load_markdown(text[:body] + source.text, title)
    if source.labelled:
        document = replace(document, blocks=_under_labels(document, body, source.labelled))
    return replace(document, problems=(*document.problems, *source.problems))


def _under_labels(document: ExtractedDocument, body: int, labelled: tuple[Labelled, ...]) -> tuple[Block, ...]:
    """The blocks with the labels of the parts that they lie in, outer ones first."""
    lines = document.text[body:].split("\n")
    starts = list(accumulate((len(line) + 1 for line in lines), initial=body))
    parts = sorted(labelled, key=lambda part: (part.first, -part.last))
    blocks = []
    for block in document.blocks:
        line = bisect_right(starts, block.start) - 1
        under = tuple(part.label for part in parts if part.first <= line < part.last)
        blocks.append(replace(block, under=under) if under else block)
    return tuple(blocks)
