"""Intercom: articles of a help centre (JSON of the API).

After the reference of Articles (developers.intercom.com). A draft is left out.
"""

from citewell.knowledge.exchange.addresses import web_address
from citewell.knowledge.exchange.fields import line_of, text_of, time_of
from citewell.knowledge.exchange.values import Article, Form, Record


def _article(record: Record) -> Article | None:
    if record.get("state") == "draft" or not text_of(record, "body"):
        return None
    return Article(
        id=line_of(record, "id"),
        title=line_of(record, "title"),
        body=text_of(record, "body"),
        url=web_address(line_of(record, "url")),
        language=line_of(record, "default_locale").partition("-")[0].lower(),
        updated=time_of(record, "updated_at"),
        internal=record.get("type") == "internal_article",
    )


FORMS = (
    Form(
        "Intercom",
        "articles (JSON)",
        lambda record: str(record.get("type")) in {"article", "internal_article"} and "body" in record,
        _article,
    ),
)
