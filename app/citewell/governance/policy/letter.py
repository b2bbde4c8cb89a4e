"""The letter form of a house: the greeting over a reply and the sign-off under it, as policy packs word them."""

import re
from collections.abc import Iterable

from citewell.governance.policy.packs import Wording
from citewell.governance.text.courtesy import courtesy_lines
from citewell.governance.text.name_slots import AGENT, CUSTOMER, fill_names

SLOTS = {"{name}": CUSTOMER, "{agent}": AGENT}
"""What a greeting or sign-off may hold, and what stands for it when names are filled in."""
_NAME = r"[^\d\n]{0,60}?"
"""A name that was filled in, or none."""


def frame_of(text: str, wording: Wording, language: str, customer: str = "") -> tuple[str, str]:
    """What comes before and after ``text`` to make a letter of it; empty where it greets or signs already.

    Only words in ``language`` (ISO 639-1) are used: a greeting in another one is worse than none.
    """
    polite = courtesy_lines(text)
    greeting, sign_off = (
        fill_names(_with_slots(words.get(language, "")), customer).strip()
        for words in (wording.greeting, wording.sign_off)
    )
    begins, ends = len(text) - len(text.lstrip()), len(text.rstrip())
    greets = any(start <= begins < end for start, end in polite)
    signs = any(start < ends <= end for start, end in polite)
    return (
        f"{greeting}\n\n" if greeting and not greets else "",
        f"\n\n{sign_off}" if sign_off and not signs else "",
    )


def letter_lines(wording: Wording) -> Iterable[re.Pattern[str]]:
    """Patterns of the lines of all greetings and sign-offs, whatever names stand in them."""
    for text in (*wording.greeting.values(), *wording.sign_off.values()):
        for line in filter(None, map(str.strip, text.splitlines())):
            parts = re.split("|".join(map(re.escape, SLOTS)), line)
            if any(any(c.isalnum() for c in part) for part in parts):  # a line of nothing but a name is no pattern
                spaced = [r"\s*".join(map(re.escape, part.split(" "))) for part in parts]
                if not parts[0]:  # a name that is left out takes its comma with it
                    spaced[1] = re.sub(r"^([,;])", r"\1?", spaced[1])
                yield re.compile(_NAME.join(spaced))


def _with_slots(text: str) -> str:
    for written, slot in SLOTS.items():
        text = text.replace(written, slot)
    return text
