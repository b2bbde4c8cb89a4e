"""The arms of a comparison: what each drafts with, and that nothing is left running."""

import pytest

from citewell.application.models.fakes import FakeModels
from citewell.bootstrap.arms import Arms
from citewell.domain.errors import BadInputError
from citewell.domain.live.trials import Varies
from citewell.domain.styles import StyleAction
from citewell.models.styles.styles import PinnedStyle


class Made:
    """Makes fake models and remembers for what."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str | None]] = []
        self.models: list[FakeModels] = []

    def __call__(self, styles, path):
        active = styles._stack()
        self.asked.append((active[-1] if active else "", path))
        self.models.append(FakeModels())
        return self.models[-1]


@pytest.fixture
def made() -> Made:
    return Made()


@pytest.fixture
def arms(services, made) -> Arms:
    paths = {"compact": "", "large": "/models/large.gguf"}
    return Arms(services.parts, services.styles, made, paths.__getitem__, services.fitted.decision)


def test_an_arm_of_a_style_has_models_of_its_own_with_that_style_and_is_built_once(arms, made):
    one = arms.pipeline(Varies.STYLE, "none")
    assert arms.pipeline(Varies.STYLE, "none") is one
    assert made.asked == [("", None)]
    assert one._generators == made.models[0].generator


def test_an_arm_of_a_model_is_over_its_file(arms, made):
    arms.pipeline(Varies.MODEL, "large")
    arms.pipeline(Varies.MODEL, "compact")
    assert [path for _, path in made.asked] == ["/models/large.gguf", ""]


def test_arms_of_modes_and_decisions_need_no_models(arms, made, services):
    arms.pipeline(Varies.MODE, "rag")
    arms.pipeline(Varies.DECISIONS, "team")
    assert made.asked == []


def test_a_style_that_is_not_there_is_no_arm(arms):
    with pytest.raises(BadInputError):
        arms.pipeline(Varies.STYLE, "nobody")


def test_closing_ends_the_models_of_all_arms(arms, made):
    arms.pipeline(Varies.STYLE, "none")
    arms.close()
    assert [models.closed for models in made.models] == [True]
    assert arms.cpu_seconds() == 0


def test_a_pinned_style_is_the_one_whatever_was_activated(services):
    assert [line.style for line in PinnedStyle("house-2").entries()] == ["house-2"]
    services.styles._history.record("other", StyleAction.ACTIVATED)
    assert services.styles.pinned("")._stack() == [""]
    assert services.styles._stack()[-1] == "other"
