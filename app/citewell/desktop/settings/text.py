"""What the settings page says."""

from collections.abc import Mapping
from types import MappingProxyType

from citewell.desktop.language.words import Msg, inside, tr
from citewell.desktop.widgets.in_window import in_window
from citewell.settings.options import Option

TITLE = Msg("Settings")
SEARCH = Msg("Search the settings")
LEAD = Msg("A change counts at once, unless it says otherwise.")
NOTHING = Msg("No setting is found by that.")
RESTART = Msg("After a restart")
CHANGED = Msg("Changed")
NEEDS_RESTART = Msg("Saved. It counts when Citewell is started anew.")
CHOICES: Mapping[str, Msg] = MappingProxyType(
    {
        "system": Msg("As the system"),
        "light": Msg("Light"),
        "dark": Msg("Dark"),
        "more": Msg("More"),
        "normal": Msg("Normal"),
        "en": Msg("English", "in itself"),
        "de": Msg("Deutsch", "in itself"),
    }
)
NOT_A_NUMBER = Msg("Write a whole number")


def locked_words(by: str) -> str:
    """Who keeps an option from being changed here."""
    return tr("Set by {by}", by=in_window(by))


def problem_words(must: str) -> str:
    """What a value has to be, as a sentence."""
    return in_window(f"It must {must}.")


def missing_words(path: str) -> str:
    """That a file or folder which was named is not there."""
    return tr("Nothing is at {path}.", path=path)


def bounds_words(option: Option) -> str:
    """The least and the most that a number may be; empty for others."""
    if option.kind is not int or (option.least is None and option.most is None):
        return ""
    if option.most is None:
        return tr("{least} or more", least=option.least)
    if option.least is None:
        return tr("at most {most}", most=option.most)
    return tr("{least} to {most}", least=option.least, most=option.most)


def default_words(option: Option) -> str:
    """What is the value where nobody changed it."""
    value = option.default
    if isinstance(value, bool):
        return tr("on") if value else tr("off")
    if option.choices:
        return inside(tr(CHOICES.get(str(value), str(value))))
    return str(value) if value != "" else tr("empty")


def set_back_words(option: Option) -> str:
    """What the button does that takes a change back."""
    return tr(
        "Set back “{label}” to {default_words}",
        label=in_window(option.shown.label),
        default_words=default_words(option),
    )
