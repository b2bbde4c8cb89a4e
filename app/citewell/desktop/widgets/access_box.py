"""A choice of access class."""

from citewell.desktop.language.words import tr
from citewell.desktop.widgets.choice_box import ChoiceBox
from citewell.desktop.widgets.labels import restyle
from citewell.desktop.widgets.theme import Theme
from citewell.desktop.widgets.wording import ACCESS_WORDS
from citewell.domain.documents import Access


class AccessBox(ChoiceBox):
    """The confidential class is drawn in its own colour."""

    def __init__(self, theme: Theme, name: str) -> None:
        """``name`` is for screen readers."""
        super().__init__(theme, name)
        self.setToolTip(tr("Confidential documents are searched, but never quoted in a reply"))
        for access, word in ACCESS_WORDS.items():
            self.addItem(tr(word), access.value)
        self.currentIndexChanged.connect(self._refresh)
        self._refresh()

    @property
    def access(self) -> Access:
        """The class that is chosen."""
        return Access(str(self.currentData()))

    def _tone(self) -> str:
        return "confidential" if self.access is Access.CONFIDENTIAL else super()._tone()

    def _refresh(self) -> None:
        restyle(self, "confidential", "true" if self.access is Access.CONFIDENTIAL else "")
