"""Recognising exports by their shape: the forms of all programs, asked in order, never the name of a file."""

from collections.abc import Iterable

from citewell.knowledge.exchange.articles import guide, intercom_articles
from citewell.knowledge.exchange.helpdesks import (
    chatwoot,
    freescout,
    freshdesk,
    front,
    helpscout,
    intercom,
    osticket,
    zammad,
    zendesk,
)
from citewell.knowledge.exchange.values import Form, Record

_HELPDESKS = (zendesk, freshdesk, intercom, helpscout, freescout, front, chatwoot, zammad, osticket)
FORMS: tuple[Form, ...] = (
    *(form for program in _HELPDESKS for form in program.FORMS),
    *guide.FORMS,
    *intercom_articles.FORMS,
)
"""Forms of JSON records; of one program, the more telling ones come first."""
TABLES: tuple[Form, ...] = tuple(form for program in _HELPDESKS for form in program.TABLES)
"""Forms of CSV rows."""


def form_of(record: Record, forms: Iterable[Form]) -> Form | None:
    """The first form that recognises a record."""
    return next((form for form in forms if form.holds(record)), None)
