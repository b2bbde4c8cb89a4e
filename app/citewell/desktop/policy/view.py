"""Policy: what is in force, a box to try a reply or ticket, and the team's own pack."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from citewell.application.policies.own_pack import InForce, OwnPack
from citewell.desktop.language.words import tr
from citewell.desktop.policy.controller import PolicyController
from citewell.desktop.policy.editor import PolicyEditor
from citewell.desktop.policy.rule_list import PolicyList
from citewell.desktop.policy.text import CHANGED_ELSEWHERE, NOTHING_DRAFTED, SAVED, UNSAVED
from citewell.desktop.policy.trial import PolicyTrial
from citewell.desktop.runtime.session import Session
from citewell.desktop.runtime.tasks import Failure
from citewell.desktop.widgets.labels import page_title, section
from citewell.desktop.widgets.notice import Notice
from citewell.desktop.widgets.page import page_column
from citewell.desktop.widgets.theme import SPACE


class PolicyView(QWidget):
    """The page; ``controller`` does what takes time."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Empty until ``reload``."""
        super().__init__(parent)
        self.setObjectName("page")
        self.controller = PolicyController(session, self)
        self.notice = Notice(session.theme)
        self.listing = PolicyList()
        self.trial = PolicyTrial(session.theme)
        self.editor = PolicyEditor(session.theme)
        self._pack: OwnPack | None = None
        self._build()
        self._connect()

    def _build(self) -> None:
        self.right = QSplitter(Qt.Orientation.Vertical)
        self.columns = QSplitter(Qt.Orientation.Horizontal)
        self.right.setObjectName("policy pack")
        self.columns.setObjectName("policy")
        for title, part in ((tr("Try a reply or a ticket"), self.trial), (tr("Your own pack"), self.editor)):
            self.right.addWidget(_titled(title, part))
        self.columns.addWidget(_titled(tr("In force"), self.listing))
        self.columns.addWidget(self.right)
        for splitter, sizes in ((self.right, (340, 360)), (self.columns, (420, 720))):
            splitter.setChildrenCollapsible(False)
            splitter.setHandleWidth(4 * SPACE)
            splitter.setSizes(list(sizes))
            for index, size in enumerate(sizes):
                splitter.setStretchFactor(index, size)
        column = page_column(self)
        head = QHBoxLayout()
        head.addWidget(page_title(tr("Policy")))
        head.addStretch(1)
        column.addLayout(head)
        column.addWidget(self.notice)
        column.addWidget(self.columns, 1)

    def _connect(self) -> None:
        controller = self.controller
        controller.listed.connect(self._show_listed)
        controller.opened.connect(self._show_pack)
        controller.tried.connect(self.trial.show_trial)
        controller.checked.connect(self.editor.show_check)
        controller.saved.connect(self._show_saved)
        controller.changed_elsewhere.connect(self._ask_over)
        controller.failed.connect(self._show_failure)
        self.trial.try_wanted.connect(controller.try_text)
        self.editor.check_wanted.connect(self._check)
        self.editor.save_wanted.connect(self._save)
        self.editor.text.textChanged.connect(self.notice.withdraw)

    def reload(self) -> None:
        """Read what is in force; the editor keeps what is typed in it."""
        self.controller.read()
        if self._pack is None:
            self.controller.open()

    def focus_first(self) -> None:
        """Give the keyboard to the test box."""
        self.trial.text.setFocus()

    def _check(self, text: str) -> None:
        if self._pack is not None:
            self.controller.check(text, self._pack)

    def _save(self, text: str, *, over: bool = False) -> None:
        if self._pack is not None:
            self.controller.save(text, self._pack, over=over)

    def _show_listed(self, found: InForce) -> None:
        self.listing.show_policy(found)
        if found.trouble:
            self.notice.say(f"{tr(NOTHING_DRAFTED)} {found.trouble}", tone="bad")
        self.trial.again()

    def _show_pack(self, pack: OwnPack) -> None:
        self._pack = pack
        self.editor.show_pack(pack)
        if pack.unsaved:
            self.notice.say(tr(UNSAVED))

    def _show_saved(self, pack: OwnPack) -> None:
        self._pack = pack
        self.editor.show_saved(pack)
        self.notice.say(tr(SAVED), tone="good")

    def _ask_over(self) -> None:
        self.notice.ask(
            tr(CHANGED_ELSEWHERE),
            action=tr("Save over it"),
            on_action=lambda: self._save(self.editor.text.toPlainText(), over=True),
        )

    def _show_failure(self, failure: Failure) -> None:
        self.notice.say(failure.message, tone="bad")


def _titled(title: str, part: QWidget) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2 * SPACE)
    column.addWidget(section(title))
    column.addWidget(part, 1)
    return box
