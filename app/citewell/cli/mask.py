"""``citewell mask``: what would be masked as personal data, and the list of values that are none."""

from rich.text import Text

from citewell.application.app import App
from citewell.cli import output
from citewell.domain.personal import PersonalSpan
from citewell.governance.personal.find import span_records
from citewell.pipeline.intake.anonymizer import Masker


def mask_record_of(masker: Masker, text: str) -> dict[str, object]:
    """A text in the fixed contract of ``citewell mask``."""
    masked, spans = masker.mask(text)
    return {"masked": masked, "spans": span_records(text, spans)}


def run_mask(masker: Masker, text: str, *, as_json: bool) -> None:
    """Print ``text`` with what would be masked marked in it."""
    if as_json:
        output.print_json(mask_record_of(masker, text))
        return
    masked, spans = masker.mask(text)
    output.console().print(masked, markup=False, highlight=False, soft_wrap=True)
    output.console().print(_list(text, spans), soft_wrap=True)


def _list(text: str, spans: list[PersonalSpan]) -> Text:
    if not spans:
        return Text("\nNo personal data found.", style="dim")
    lines = Text(f"\n{len(spans)} masked:", style="dim")
    for span in spans:
        value = " ".join(text[span.start : span.end].split())
        lines.append(f"\n  {span.type:<15} {value}  ({span.start}-{span.end})")
    return lines


def run_allow(opened: App, allow: list[str], disallow: list[str], *, as_json: bool) -> None:
    """Change the list of values that are no personal data, and print it."""
    for value in allow:
        opened.vault.allow(value)
    for value in disallow:
        opened.vault.disallow(value)
    values = list(opened.vault.allowed())
    if as_json:
        output.print_json({"allowed": values})
    elif values:
        output.console().print("Never masked:\n" + "\n".join(f"  {value}" for value in values), markup=False)
    else:
        output.console().print("Every value that is found is masked.", markup=False)
