"""What of a document's metadata can be set in the window: its fields as texts, and what is wrong with them."""

from collections.abc import Mapping
from types import MappingProxyType

from citewell.application.sources.documents import Fault, field_faults
from citewell.desktop.language.words import Msg, tr
from citewell.domain.documents import DocumentEntry

CAPTIONS: Mapping[str, Msg] = MappingProxyType(
    {
        "id": Msg("Id"),
        "version": Msg("Version"),
        "effective_from": Msg("Valid from"),
        "effective_to": Msg("Valid until"),
        "supersedes": Msg("Supersedes"),
        "region": Msg("Regions"),
        "product": Msg("Product"),
        "language": Msg("Language"),
        "owner": Msg("Owner"),
        "access": Msg("Access"),
    }
)
"""The fields by their names in front matter, in the order they are shown, and what each is called."""
DATES = ("effective_from", "effective_to")
PLACEHOLDERS: Mapping[str, Msg] = MappingProxyType(
    {
        "version": Msg("None"),
        "effective_from": Msg("Always"),
        "effective_to": Msg("No end"),
        "supersedes": Msg("Ids, with commas"),
        "region": Msg("Everywhere"),
        "product": Msg("Every product"),
        "language": Msg("Not known"),
        "owner": Msg("Nobody"),
    }
)
"""What an empty field means."""
_FAULTS: Mapping[Fault, Msg] = MappingProxyType(
    {
        Fault.NOT_A_DATE: Msg("“{typed}” is not a date like 2026-02-28"),
        Fault.ENDS_BEFORE_START: Msg("Ends before it begins"),
        Fault.NOT_ONE_VALUE: Msg("Must be one value"),
        Fault.NO_ACCESS_CLASS: Msg("Must be public or confidential"),
    }
)


def field_texts(entry: DocumentEntry) -> dict[str, str]:
    """What counts for a document, as texts by field. An id that is only the path is left empty."""
    metadata = entry.metadata
    start, end = metadata.effective_from, metadata.effective_to
    return {
        "id": "" if metadata.key == entry.path else metadata.key,
        "version": metadata.version,
        "effective_from": start.isoformat() if start else "",
        "effective_to": end.isoformat() if end else "",
        "supersedes": ", ".join(metadata.supersedes),
        "region": ", ".join(metadata.regions),
        "product": metadata.product,
        "language": metadata.language,
        "owner": metadata.owner,
        "access": metadata.access.value,
    }


def changed_fields(shown: Mapping[str, str], typed: Mapping[str, str]) -> dict[str, str]:
    """The fields that say something else now than what was shown."""
    return {name: text.strip() for name, text in typed.items() if text.strip() != shown.get(name, "").strip()}


def field_problems(typed: Mapping[str, str]) -> dict[str, str]:
    """What is wrong with fields, by the field it is said of, in the words of the form."""
    return {name: tr(_FAULTS[fault], typed=typed[name].strip()[:20]) for name, fault in field_faults(typed).items()}
