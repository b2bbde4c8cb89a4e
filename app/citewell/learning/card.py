"""The model card of a learned style, for people."""

from collections.abc import Mapping, Sequence


def model_card(record: Mapping[str, object], rules: Sequence[str], reasons: Sequence[str]) -> str:
    """A Markdown page about the style of ``record`` (as in ``style.json``); counts and rules, no text of any draft."""
    data, training = _part(record, "data"), _part(record, "training")
    made = (
        f"A writing style learned on this device on {_day(record['created_at'])}, from {data.get('examples')} drafts "
        f"({data.get('edited')} of them edited) of {_day(data.get('from'))} to {_day(data.get('to'))}; "
        f"{data.get('held_out')} drafts were held out to measure it."
    )
    kind = (
        f"It is a LoRA adapter on top of '{record['parent'] or 'the base model'}', for the base model with the sha256 "
        f"`{record['base']}`, baked as {record['quantisation']}. Personal data was masked before training. Facts were "
        "not learned: corrections of fact are suggestions to the keepers of the documents."
    )
    lines = [
        f"# {record['name']}",
        "",
        made,
        "",
        kind,
        "",
        "## What the edits share",
        *([f"- {rule}" for rule in rules] or ["- Nothing that most of them show."]),
        "",
        "## Training",
        *(f"- {name.replace('_', ' ')}: {value}" for name, value in training.items() if not isinstance(value, Mapping)),
        "",
        "## Verdict",
        *([f"- {reason}" for reason in reasons] or ["- Activated: no golden ticket was lost."]),
    ]
    return "\n".join(lines) + "\n"


def _day(time: object) -> str:
    return str(time)[:10]


def _part(record: Mapping[str, object], name: str) -> Mapping[str, object]:
    part = record.get(name)
    return part if isinstance(part, Mapping) else {}
