"""Tiers: what is listed and measured, what the golden tickets say, and what a draft says of its model."""

import json
from dataclasses import replace

import pytest
from tests.unit.models.chat_models import write_chat_model

from citewell.application.models.library import import_to_library, use_model
from citewell.application.models.resources import PLAIN_PROMPT, PROMPT
from citewell.application.models.tiers import DEFAULT, SHOWN, Tiers, TierStanding
from citewell.domain.drafts import Draft, GivenPassage, Ticket
from citewell.domain.errors import BadInputError, ModelError
from citewell.domain.progress import CancelToken
from citewell.domain.tiers import GoldenResult, Speed, Tier
from citewell.models import speeds
from citewell.models.descriptions import BASE_MODEL
from citewell.models.fakes import ScriptedGenerator
from citewell.models.importing import imported_models
from citewell.models.speeds import Speeds, measure_speed
from citewell.records.values import record_of

OWN = "small.gguf"
TICKETS = """
tickets:
  - id: refund
    ticket: How long does a refund take?
    passages: [{id: refunds, title: Refunds, text: A refund takes 14 days to arrive on your card.}]
    expect: {decision: answer, cite: [refunds], facts: ["14 days"]}
"""
RIGHT, WRONG = "A refund takes 14 days to arrive on your card [1].", "I do not know."
PASSAGES = (GivenPassage("refunds", "Refunds", "A refund takes 14 days to arrive on your card."),)


@pytest.fixture
def own(services, tmp_path) -> str:
    """A language model that was imported; its id."""
    return import_to_library(write_chat_model(tmp_path / OWN, "qwen2"), services.home.models).id


@pytest.fixture
def in_use(services, own) -> str:
    """The imported model in use."""
    services.settings.use(use_model(services.home, services.options, own).options)
    return own


def golden_tickets(services) -> None:
    services.home.golden.mkdir(parents=True)
    (services.home.golden / "own.yaml").write_text(TICKETS)


def standing(services, tier_id: str) -> TierStanding:
    return next(one for one in services.tiers.standings() if one.id == tier_id)


def test_each_model_is_listed_with_what_makes_its_drafts(services, in_use):
    compact, own = services.tiers.standings()
    assert (compact.id, compact.in_use, compact.unproven) == (DEFAULT, False, False)
    assert (compact.tier.sha256, compact.tier.prompt, compact.tier.own) == (BASE_MODEL.sha256, PROMPT, False)
    assert compact.tier.style, "the style that ships was made for it"
    assert (own.id, own.in_use, own.unproven) == (OWN, True, True)
    assert (own.tier.architecture, own.tier.prompt, own.tier.style) == ("qwen2", PLAIN_PROMPT, "")
    assert own.tier.size == (services.home.models / OWN).stat().st_size
    assert (own.speed, own.golden, own.recommended) == (None, None, False)


def test_a_file_that_is_damaged_is_listed_with_the_reason(services, own):
    (services.home.models / own).write_bytes(b"GGUF")
    found = standing(services, own)
    assert found.tier is None
    assert "ends in the middle of its header" in found.problem


def test_a_model_that_is_not_there_is_told_with_those_that_are(services, own):
    with pytest.raises(BadInputError, match=r"no language model 'nosuch'. Models: default, small.gguf"):
        services.tiers.measure("nosuch")


# --- speed ---------------------------------------------------------------------------------------------------------


class Ticking:
    """A clock that a generator moves."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class Timed(ScriptedGenerator):
    """Reads its prompt in two seconds, and writes a word in half a second."""

    def __init__(self, clock: Ticking, answer: str) -> None:
        super().__init__([answer])
        self._clock = clock

    def generate(self, request, cancel):
        self._clock.now += 1.5
        for token in super().generate(request, cancel):
            self._clock.now += 0.0 if token.done else 0.5
            yield token


def test_speed_is_that_of_reading_and_of_writing():
    clock = Ticking()
    generator = Timed(clock, "one two three four five")
    speed = measure_speed(generator, CancelToken(), clock)
    read = generator.count([generator.requests[0].messages[-1].text])[0] / 2.0
    assert (speed.read_per_second, speed.written_per_second) == (round(read, 1), 2.0)
    assert speed.draft_seconds == round(speeds.DRAFT_PROMPT / read + speeds.DRAFT_ANSWER / 2.0, 1)
    assert speed.machine == speeds.machine_name()


def test_no_two_measurements_begin_alike():
    """What the model remembers of the last prompt would count as read."""
    generator = ScriptedGenerator(["one two"] * 2)
    starts = []
    for now in (1.0, 2.0):
        clock = iter([now, now + 1, now + 2])
        measure_speed(generator, CancelToken(), lambda clock=clock: next(clock))
        starts.append(generator.requests[-1].messages[0].text[:40])
    assert starts[0] != starts[1]


def test_a_model_that_writes_nothing_has_no_speed():
    with pytest.raises(ModelError, match="wrote nothing"):
        measure_speed(ScriptedGenerator([""]), CancelToken())


def test_a_speed_is_kept_for_this_machine(services, own, models, monkeypatch):
    models.others[OWN] = ScriptedGenerator(["one two three"])
    measured = services.tiers.measure(own)
    assert standing(services, own).speed == measured
    assert standing(services, DEFAULT).speed is None
    monkeypatch.setattr(speeds, "machine_name", lambda: "another")
    assert standing(services, own).speed is None


@pytest.mark.parametrize("content", ["", "[]", "{", '{"a": {"machine": 1}}'])
def test_speeds_that_cannot_be_read_are_none(tmp_path, content):
    (tmp_path / speeds.FILE).write_text(content)
    assert Speeds(tmp_path).load("a") is None
    kept = Speed(1.0, 2.0, 3.0, speeds.machine_name(), "2026-01-01T00:00:00+00:00")
    Speeds(tmp_path).save("a", kept)
    assert Speeds(tmp_path).load("a") == kept
    assert list(json.loads((tmp_path / speeds.FILE).read_text())) == ["a"]


# --- golden tickets ------------------------------------------------------------------------------------------------


def judged(services, models, own: str, compact: str, other: str) -> GoldenResult:
    models.language_model = ScriptedGenerator([compact])
    models.others[own] = ScriptedGenerator([other])
    return services.tiers.judge(own)


def test_a_model_that_is_as_good_as_compact_is_not_recommended(services, models, own):
    golden_tickets(services)
    result = judged(services, models, own, RIGHT, RIGHT)
    assert (result.tickets, result.beats_compact, result.reasons) == (1, False, ("Nothing got better.",))
    assert result.measures == result.compact
    assert set(result.measures) <= set(SHOWN)
    assert standing(services, own).golden == result
    assert not standing(services, own).recommended


def stub(services, monkeypatch, **facts: tuple[str, ...]):
    """Golden runs whose rows state what is given, by the model that wrote."""
    run = services.evaluation.run

    def changed(paths, modes, *, generator, progress, cancel):
        made = run(paths, modes, generator=generator, progress=progress, cancel=cancel)
        name = "own" if generator is not services.models.language_model else "compact"
        rows = tuple(
            replace(row, score=replace(row.score, facts_stated=facts[name], facts_missing=())) for row in made.rows
        )
        return replace(made, rows=rows)

    evaluation = services.evaluation
    return Tiers(
        services.home,
        services.settings,
        services.styles,
        services.models,
        type("Stub", (), {"own_paths": staticmethod(evaluation.own_paths), "run": staticmethod(changed)})(),
        services.golden_runs,
    )


@pytest.mark.parametrize(
    ("compact", "other", "better"), [((), ("14 days",), True), (("14 days",), (), False), (("a",), ("a",), False)]
)
def test_a_tier_is_recommended_only_where_it_beats_compact(services, models, own, monkeypatch, compact, other, better):
    golden_tickets(services)
    models.others[OWN] = ScriptedGenerator([RIGHT])
    tiers = stub(services, monkeypatch, compact=compact, own=other)
    result = tiers.judge(own)
    assert result.beats_compact is better
    assert bool(result.reasons) is not better
    assert standing(services, own).recommended is better


def test_a_result_is_of_this_very_file(services, models, own):
    golden_tickets(services)
    judged(services, models, own, RIGHT, RIGHT)
    write_chat_model(services.home.models / own, general__name="another")
    assert standing(services, own).golden is None


def test_compact_is_measured_by_itself(services, models):
    golden_tickets(services)
    models.language_model = ScriptedGenerator([RIGHT])
    assert services.tiers.judge(DEFAULT) is None
    assert len(services.golden_runs.names()) == 1


def test_without_golden_tickets_nothing_is_run(services, own):
    with pytest.raises(BadInputError, match="no golden tickets of its own"):
        services.tiers.judge(own)


# --- what a draft says ---------------------------------------------------------------------------------------------


def drafted(services, models) -> Draft:
    models.language_model.enqueue(RIGHT)
    return services.drafting.draft(Ticket("How long does a refund take?", passages=PASSAGES))


def test_an_imported_model_says_on_every_draft_that_nothing_speaks_for_it(services, models, in_use):
    for draft in (drafted(services, models), drafted(services, models)):
        assert draft.model.unproven
        assert record_of(draft)["model"]["unproven"] is True
    (first, _) = services.log.entries()
    assert first.draft["model"]["unproven"] is True


def test_a_golden_result_ends_it_whatever_it_says(services, models, in_use):
    golden_tickets(services)
    judged(services, models, OWN, RIGHT, WRONG)
    assert not drafted(services, models).model.unproven


def test_compact_needs_no_result(services, models, own):
    assert not drafted(services, models).model.unproven


def test_a_file_that_is_gone_is_unproven(services, models, in_use):
    (services.home.models / OWN).unlink()
    assert imported_models(services.home.models) == []
    assert services.tiers.in_use_unproven()


def test_a_tier_that_beats_compact_is_recommended_and_proven():
    tier = Tier("a", "a", "a.gguf", "0" * 64, 1, "mit", "llama", 4096, PLAIN_PROMPT, "", own=True)
    better = GoldenResult("2026-01-01", 3, {}, {}, beats_compact=True)
    assert TierStanding("a", in_use=True, tier=tier, golden=better).recommended
    assert not TierStanding("a", in_use=True, tier=tier, golden=better).unproven
    assert TierStanding("a", in_use=True, tier=tier).unproven
