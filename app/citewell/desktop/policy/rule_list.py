"""What is in force: the packs, their rules over replies, and the tickets that a person answers."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from citewell.application.policies.own_pack import InForce
from citewell.desktop.language.words import tr, trn
from citewell.desktop.policy.text import NO_RULE, RULE_KINDS
from citewell.desktop.widgets.in_window import in_window
from citewell.desktop.widgets.labels import ElidedText, badge, label, section
from citewell.desktop.widgets.theme import SPACE
from citewell.desktop.widgets.wording import SEVERITIES
from citewell.governance.policy.merging import Policy
from citewell.governance.policy.packs import Pack, Risk, Rule, voice_parts

SHOWN_WORDS = 6


class PolicyList(QScrollArea):
    """A sheet for each group."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Empty until something is shown."""
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(tr("Packs and rules in force"))
        self._shown: InForce | None = None

    def show_policy(self, found: InForce) -> None:
        """Show what is in force; nothing where a pack cannot be used."""
        if found == self._shown:
            return
        self._shown = found
        box = QWidget()
        box.setObjectName("cards")
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 2 * SPACE, 0)
        column.setSpacing(2 * SPACE)
        if found.policy is None:
            column.addWidget(label(tr(NO_RULE), tone="bad", wrap=True))
        else:
            self._fill(column, found.policy, frozenset(map(str, found.own)))
        column.addStretch(1)
        self.setWidget(box)

    @staticmethod
    def _fill(column: QVBoxLayout, policy: Policy, own: frozenset[str]) -> None:
        rules, risks = list(policy.rules.values()), list(policy.risks.values())
        column.addWidget(section(tr("Packs, a later one over the earlier")))
        column.addWidget(_sheet([_pack_row(pack, own=pack.file in own) for pack in policy.packs]))
        column.addWidget(section(tr("Tickets that a person answers ({risks})", risks=len(risks))))
        column.addWidget(_sheet([_risk_row(risk) for risk in risks]))
        column.addWidget(section(tr("Rules over replies ({rules})", rules=len(rules))))
        column.addWidget(_sheet([_rule_row(rule) for rule in rules]))
        letter, voice = _letter_rows(policy), voice_parts(policy.voice)
        if letter:
            column.addWidget(section(tr("Letter form of replies")))
            column.addWidget(_sheet(letter))
        if voice:
            column.addWidget(section(tr("How the house writes")))
            column.addWidget(_sheet([_voice_row(in_window(title), lines) for title, lines in voice]))


def _sheet(rows: Sequence[QWidget]) -> QFrame:
    frame = QFrame()
    frame.setObjectName("sheet")
    column = QVBoxLayout(frame)
    column.setContentsMargins(3 * SPACE, 2 * SPACE, 3 * SPACE, 2 * SPACE)
    column.setSpacing(2 * SPACE)
    for row in rows:
        column.addWidget(row)
    return frame


def _row(title: str, mark: tuple[str, str] | None, below: str, tip: str = "") -> QWidget:
    widget = QWidget()
    head = QHBoxLayout()
    head.setSpacing(2 * SPACE)
    head.addWidget(ElidedText(title, strong=True), 1)
    if mark is not None:
        head.addWidget(badge(*mark))
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addLayout(head)
    text = ElidedText(below, lines=2, tone="muted", size="small")
    text.show_text(below, tip)
    column.addWidget(text)
    return widget


def _letter_rows(policy: Policy) -> list[QWidget]:
    kinds = ((tr("Greeting"), policy.wording.greeting), (tr("Sign-off"), policy.wording.sign_off))
    return [
        _row(title, (language, "neutral"), " / ".join(filter(None, map(str.strip, text.splitlines()))))
        for title, texts in kinds
        for language, text in texts.items()
    ]


def _voice_row(title: str, lines: Sequence[str]) -> QWidget:
    widget = QWidget()
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(SPACE)
    column.addWidget(label(title))
    for line in lines:
        column.addWidget(label(line, tone="muted", size="small", wrap=True))
    return widget


def _pack_row(pack: Pack, *, own: bool) -> QWidget:
    where = tr(", only {regions}", regions=", ".join(pack.regions)) if pack.regions else ""
    parts = [trn("{n} rule", "{n} rules", len(pack.rules))] if pack.rules else []
    parts += [trn("{n} risk", "{n} risks", len(pack.risks))] if pack.risks else []
    off = tr(", turns off {rules}", rules=", ".join(pack.off)) if pack.off else ""
    mark = (
        (tr("Built in"), "neutral") if pack.shipped else (tr("Yours"), "accent") if own else (tr("Sample"), "neutral")
    )
    return _row(in_window(pack.name), mark, f"{pack.id} {pack.version}: {', '.join(parts)}{where}{off}", pack.file)


def _risk_row(risk: Risk) -> QWidget:
    words = "; ".join(risk.words[:SHOWN_WORDS])
    return _row(
        in_window(risk.name),
        None,
        tr("To: {to}", to=in_window(risk.to)),
        f"{risk.full_name}\n{words} …" if words else risk.full_name,
    )


def _rule_row(rule: Rule) -> QWidget:
    word, tone, _icon = SEVERITIES[rule.severity]
    where = tr(" Only {regions}.", regions=", ".join(rule.regions)) if rule.regions else ""
    title = f"{tr(RULE_KINDS[rule.kind])}: {rule.id}"
    return _row(
        title,
        (tr(word), "neutral" if tone == "muted" else tone),
        f"{in_window(rule.message)}{where}",
        "; ".join(rule.words[:12]),
    )
