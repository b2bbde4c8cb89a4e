"""One mail as a ticket: its subject and what was written, with the mails quoted in it where it needs them."""

from email.message import Message as Mail

from citewell.domain.drafts import AttachedFile
from citewell.domain.errors import UnreadableFileError
from citewell.governance.text.quoted_history import ENOUGH_STEMS
from citewell.governance.text.words import content_stems
from citewell.knowledge.exchange.attached import ReadAttached, attachments_of_mail, within_limits
from citewell.knowledge.exchange.values import Message, Role
from citewell.knowledge.exchange.written import unquoted
from citewell.knowledge.loaders.mail.eml import MailContent, header


def read_letter(mail: Mail, read_file: ReadAttached) -> tuple[str, tuple[AttachedFile, ...]]:
    """The text of a ticket, and its attachments as ``read_file`` reads them.

    A mail that says little by itself keeps what it quotes, after ``> ``. Raises ``UnreadableFileError`` for what a
    program sent by itself, and for a mail without words.
    """
    if header(mail, "auto-submitted").lower() not in {"", "no"}:
        raise UnreadableFileError("an automatic answer")
    content = MailContent(mail)
    parts = [part for part in content.read(mail) if part.text]
    own = unquoted(parts)
    if len(content_stems(own)) < ENOUGH_STEMS:
        own = "\n\n".join(f"{part.mark}{part.text}" for part in parts)
    subject = header(mail, "subject")
    text = "\n\n".join(filter(None, (subject if subject.casefold() not in own.casefold() else "", own)))
    if not text.strip():
        raise UnreadableFileError("a mail without words")
    message = Message(Role.CUSTOMER, text, attachments=attachments_of_mail(content.attached, read_file))
    return text, tuple(AttachedFile(file.name, file.text, file.problem) for _, file in within_limits([message]))
