"""Which language the window speaks: Qt's translators, the locale of numbers and dates, and the direction of layouts."""

from collections.abc import Mapping
from types import MappingProxyType

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from citewell.settings.resources import resources_dir

CATALOGUES = resources_dir() / "languages"
SYSTEM = "system"
LANGUAGES: Mapping[str, QLocale.Language] = MappingProxyType(
    {"en": QLocale.Language.English, "de": QLocale.Language.German}
)
"""The languages that there are, by the names that the option has for them."""
_HOME = MappingProxyType({"en": QLocale.Country.UnitedKingdom, "de": QLocale.Country.Germany})
"""Whose dates and numbers count where the system speaks another language."""


def chosen(choice: str) -> str:
    """The language that a choice means: the system's where there is a catalogue of it, else English."""
    if choice in LANGUAGES:
        return choice
    spoken = QLocale.system().language()
    return next((name for name, language in LANGUAGES.items() if language == spoken), "en")


def locale_of(language: str) -> QLocale:
    """How a language writes numbers and dates: as the system does where it speaks that language."""
    system = QLocale.system()
    return system if system.language() == LANGUAGES[language] else QLocale(LANGUAGES[language], _HOME[language])


class Speech:
    """The translators in use, which Qt looks a text up in."""

    def __init__(self, application: QApplication) -> None:
        """English, as the source texts are."""
        self._application = application
        self._installed: list[QTranslator] = []
        self.language = "en"

    def use(self, choice: str) -> bool:
        """Speak ``choice`` from now on; whether that is another language than before.

        What is on screen keeps its words: whoever shows it builds it anew.
        """
        language = chosen(choice)
        changed = language != self.language
        self.language = language
        for translator in self._installed:
            self._application.removeTranslator(translator)
        self._installed = [] if language == "en" else self._translators(language)
        for translator in self._installed:
            self._application.installTranslator(translator)
        locale = locale_of(language)
        QLocale.setDefault(locale)
        self._application.setLayoutDirection(locale.textDirection())
        return changed

    def _translators(self, language: str) -> list[QTranslator]:
        """Qt's own texts, such as those of file dialogs, and ours, which are asked first."""
        shipped = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        found = []
        for name, folder in ((f"qtbase_{language}", shipped), (language, str(CATALOGUES))):
            translator = QTranslator(self._application)
            if translator.load(name, folder):
                found.append(translator)
        return found
