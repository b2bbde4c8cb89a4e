"""What the settings page says."""

from collections.abc import Mapping
from types import MappingProxyType

from citewell.settings.options import Option

TITLE = "Settings"
SEARCH = "Search the settings"
LEAD = "A change counts at once, unless it says otherwise."
NOTHING = "No setting is found by that."
RESTART = "After a restart"
CHANGED = "Changed"
NEEDS_RESTART = "Saved. It counts when Citewell is started anew."
CHOICES: Mapping[str, str] = MappingProxyType(
    {"system": "As the system", "light": "Light", "dark": "Dark", "more": "More", "normal": "Normal"}
)
NOT_A_NUMBER = "Write a whole number"


def locked_words(by: str) -> str:
    """Who keeps an option from being changed here."""
    return f"Set by {by}"


def problem_words(must: str) -> str:
    """What a value has to be, as a sentence."""
    return f"It must {must}."


def missing_words(path: str) -> str:
    """That a file or folder which was named is not there."""
    return f"Nothing is at {path}."


def bounds_words(option: Option) -> str:
    """The least and the most that a number may be; empty for others."""
    if option.kind is not int or (option.least is None and option.most is None):
        return ""
    if option.most is None:
        return f"{option.least} or more"
    return f"{option.least} to {option.most}" if option.least is not None else f"at most {option.most}"


def default_words(option: Option) -> str:
    """What is the value where nobody changed it."""
    value = option.default
    if isinstance(value, bool):
        return "on" if value else "off"
    if option.choices:
        return CHOICES.get(str(value), str(value)).lower()
    return str(value) if value != "" else "empty"


def set_back_words(option: Option) -> str:
    """What the button does that takes a change back."""
    return f"Set back “{option.shown.label}” to {default_words(option)}"
