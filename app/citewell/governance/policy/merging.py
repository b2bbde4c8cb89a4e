"""Several packs as one policy: in order, a later rule, risk, topic or wording takes the place of an earlier one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property

from citewell.governance.policy.packs import HouseVoice, Pack, Risk, Rule, Topic, Wording
from citewell.governance.policy.regions import applies_in


@dataclass(frozen=True)
class Policy:
    """The packs in force, in order. Everything is by its id, without the name of its pack."""

    packs: tuple[Pack, ...]

    @cached_property
    def topics(self) -> Mapping[str, Topic]:
        """Topics by id."""
        return {topic.id: topic for pack in self.packs for topic in pack.topics}

    @cached_property
    def rules(self) -> Mapping[str, Rule]:
        """Rules by id."""
        found: dict[str, Rule] = {}
        for pack in self.packs:
            found = {own: rule for own, rule in found.items() if own not in pack.off}
            found |= {rule.id: rule for rule in pack.rules}
        return found

    @cached_property
    def risks(self) -> Mapping[str, Risk]:
        """Risks by id, the most urgent first: in the order in which they were first named."""
        found: dict[str, Risk] = {}
        for pack in self.packs:
            found = {own: risk for own, risk in found.items() if own not in pack.off}
            for risk in pack.risks:
                found[risk.id] = risk
        return found

    @cached_property
    def wording(self) -> Wording:
        """Fixed words; a later pack's texts replace those of the same language."""
        texts: dict[str, dict[str, str]] = {one.name: {} for one in fields(Wording)}
        for pack in self.packs:
            for name in texts:
                texts[name] |= getattr(pack.wording, name)
        return Wording(**texts)

    @property
    def voice(self) -> HouseVoice:
        """How the house writes: that of the last pack which says it."""
        told = [pack.voice for pack in self.packs if pack.voice != HouseVoice()]
        return told[-1] if told else HouseVoice()

    def rules_in(self, region: str, language: str) -> Sequence[Rule]:
        """The rules that hold for a reply in ``language`` to a customer in ``region``."""
        return [
            rule
            for rule in self.rules.values()
            if applies_in(rule.regions, region) and (not rule.languages or language in rule.languages)
        ]
