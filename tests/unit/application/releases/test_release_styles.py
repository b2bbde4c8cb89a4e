"""The style of a release: it comes, goes live on the lead's word, and goes again with the release."""

import json
from dataclasses import replace

import pytest
from tests.unit.application.releases.test_releases import agent, lead, share  # noqa: F401  fixtures
from tests.unit.models.gguf_writing import write_style

from citewell.application.releases.applying import Releases
from citewell.application.releases.preparing import ReleaseMaking
from citewell.domain.errors import BadInputError
from citewell.domain.styles import StyleAction
from citewell.models.styles.baking import Baked
from citewell.models.styles.folders import read_style
from citewell.models.styles.styles import BaseModel, Styles
from citewell.settings.resources import resources_dir
from citewell.storage.log.style_store import StyleStore

BASE = "b" * 64


class _Bakery:
    """Bakes nothing."""

    def bake(self, base, base_sha256, adapter, quantisation, *, progress, cancel):
        return Baked(base, base_sha256)

    def touch(self, base_sha256, adapter, quantisation):
        pass


@pytest.fixture
def styled(lead):  # noqa: F811
    """Signs releases with a learned style of the lead's, or without one."""

    def release(style_id: str) -> object:
        folder = lead.app.home.styles / style_id
        if style_id and not folder.exists():
            write_style(folder, BASE)
        active = read_style(folder) if style_id else None
        lead.making = ReleaseMaking(replace(lead.making._parts, active_style=lambda: active))
        return lead.release()

    return release


def on(agent, base: str):  # noqa: F811
    """The agent's releases over a base model."""
    styles = Styles(
        shipped=resources_dir() / "styles",
        own=agent.home.styles,
        history=StyleStore(agent.database),
        bakery=_Bakery(),
        base=lambda: BaseModel(agent.home.path / "base.gguf", base),
    )
    return Releases(replace(agent.team.releases.parts, styles=styles)), styles


def test_a_style_comes_with_a_release_and_goes_with_it(styled, agent):  # noqa: F811
    releases, styles = on(agent, BASE)
    first = releases.apply(styled("team-1"))
    assert first.changes.style == "team-1"
    assert styles.active().id == "team-1"
    line = styles.history()[-1]
    assert (line.action, line.reasons) == (
        StyleAction.ACTIVATED,
        ("came with release 1, whose golden tickets its lead ran",),
    )
    releases.apply(styled("team-2"))
    assert styles.active().id == "team-2"
    releases.rollback()
    assert styles.active().id == "team-1"
    releases.apply(styled(""))
    assert styles.active() is None
    assert agent.models.swapped == 4


def test_a_style_of_another_base_model_is_told_and_the_rest_is_in_use(styled, agent):  # noqa: F811
    releases, styles = on(agent, "c" * 64)
    applied = releases.apply(styled("team-1"))
    assert applied.number == 1
    assert "The style of the release is not in use" in applied.notes[0]
    assert styles.active() is None
    assert agent.team.releases.store.in_force().settled


def test_a_style_here_is_never_replaced_by_another_of_that_name(styled, agent):  # noqa: F811
    releases, _styles = on(agent, BASE)
    own = write_style(agent.home.styles / "team-1", BASE, name="Mine")
    with pytest.raises(BadInputError, match="never replaced"):
        releases.apply(styled("team-1"))
    assert json.loads((own / "style.json").read_text(encoding="utf-8"))["name"] == "Mine"
    assert releases.current()[1] is None
