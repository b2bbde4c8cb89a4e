"""Zendesk Guide: articles of a help centre (JSON of the Help Center API).

After the reference of Articles (developer.zendesk.com/api-reference/help_center). ``html_url`` is where customers read
an article; one with a user segment is for signed-in people of that segment.
"""

from citewell.knowledge.exchange.addresses import web_address
from citewell.knowledge.exchange.fields import line_of, text_of, time_of, truth
from citewell.knowledge.exchange.values import Article, Form, Record


def _article(record: Record) -> Article | None:
    if truth(record.get("draft")) or not text_of(record, "body"):
        return None
    return Article(
        id=line_of(record, "id"),
        title=line_of(record, "title", "name"),
        body=text_of(record, "body"),
        url=web_address(line_of(record, "html_url")),
        language=line_of(record, "locale", "source_locale").partition("-")[0].lower(),
        updated=time_of(record, "edited_at", "updated_at"),
        internal=record.get("user_segment_id") is not None or bool(record.get("user_segment_ids")),
    )


FORMS = (
    Form(
        "Zendesk Guide",
        "articles (JSON)",
        lambda record: {"html_url", "body", "section_id"} <= record.keys(),
        _article,
    ),
)
