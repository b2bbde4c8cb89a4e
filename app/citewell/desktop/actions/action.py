"""A live action: a ``QAction`` made of its declaration, on the widget whose keys it answers."""

from collections.abc import Callable

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from citewell.desktop.actions.declared import ACTIONS, ActionText


def shown_key(key: str) -> str:
    """A key as this system writes it, such as ``Ctrl+Enter``."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


class Action(QAction):
    """``triggered`` by its keys while ``owner`` is on screen and enabled, and by the palette.

    Its tooltip is what it does, with its key; ``owner`` carries the same one unless it has words of its own.
    """

    def __init__(
        self, action_id: str, owner: QWidget, run: Callable[[], object], declared: ActionText | None = None
    ) -> None:
        """The action with this id of ``ACTIONS``, or one that is declared elsewhere."""
        super().__init__(owner)
        self.declared = declared or ACTIONS[action_id]
        self.owner = owner
        self.setObjectName(action_id)
        self.setShortcuts([QKeySequence(key) for key in self.declared.keys])
        self.triggered.connect(lambda _checked=False: run())
        owner.addAction(self)
        self.say(self.declared.does)

    @property
    def id(self) -> str:
        """Its id."""
        return self.objectName()

    def say(self, does: str) -> None:
        """Tell what it does now, in the palette and in the tooltip."""
        self.setText(does)
        keys = self.declared.keys
        self.setToolTip(f"{does} ({shown_key(keys[0])})" if keys else does)

    def is_possible(self, inside: QWidget) -> bool:
        """Whether it can be done where ``inside`` is on screen."""
        return self.isEnabled() and self.owner.isEnabled() and self.owner.isVisibleTo(inside)


def live_actions(root: QWidget) -> dict[str, list[Action]]:
    """The actions below ``root`` by id; several where a widget is shown in more than one place."""
    found: dict[str, list[Action]] = {}
    for action in root.findChildren(Action):
        found.setdefault(action.id, []).append(action)
    return found
