"""``citewell models``: what is printed of each tier, for programs and for people."""

import json

import pytest
from tests.support import with_models
from tests.unit.models.chat_models import write_chat_model

from citewell.application.models.tiers import TierStanding
from citewell.bootstrap.open_home import open_app
from citewell.cli.models import ModelAction, models
from citewell.domain.errors import ModelError
from citewell.domain.tiers import GoldenResult, Speed, Tier
from citewell.settings.home import Home

TIER = Tier("own.gguf", "own", "own.gguf", "0" * 64, 491_000_000, "mit", "qwen2", 4096, "reply-1", "", own=True)
SPEED = Speed(42.0, 16.04, 14.3, "desk-7", "2026-11-28T10:00:00+00:00")
GOLDEN = GoldenResult("2026-11-28T10:00:00+00:00", 76, {"facts_stated": 0.68}, {"facts_stated": 0.62}, True)


@pytest.fixture
def home(tmp_path, monkeypatch) -> Home:
    """A home whose commands open it with models that need no file."""
    home = Home(tmp_path / "home")
    monkeypatch.setattr(
        "citewell.cli.context.open_app", lambda chosen, **_options: open_app(chosen, choices=with_models())
    )
    return home


def printed(capsys, home, *words, as_json=True):
    models(*words, home=home.path, as_json=as_json)
    out = capsys.readouterr().out
    return json.loads(out) if as_json else out


def test_json_keeps_what_it_had_and_gains_the_tier(capsys, home, tmp_path):
    record = printed(capsys, home, ModelAction.IMPORT, str(write_chat_model(tmp_path / "own.gguf")))
    assert record["note"].startswith("Imported own.gguf. Use it with 'citewell models use own.gguf'.")
    assert "unproven" in record["note"]
    compact, own = record["models"]
    assert [compact[key] for key in ("id", "kind", "in_use")] == ["default", "the models that ship", True]
    assert (compact["tier"]["own"], compact["tier"]["unproven"]) == (False, False)
    assert [own[key] for key in ("id", "kind", "in_use")] == ["own.gguf", "language-model", False]
    assert own["tier"].keys() >= {"name", "sha256", "prompt", "style", "speed", "golden", "recommended", "problem"}
    assert (own["tier"]["unproven"], own["tier"]["golden"], own["tier"]["speed"]) == (True, None, None)
    assert record["gpu_layers"] == -1


@pytest.mark.parametrize(
    ("standing", "told"),
    [
        (TierStanding("own.gguf", False, TIER), ["citewell models bench own.gguf", "citewell models golden own.gguf"]),
        (
            TierStanding("own.gguf", False, TIER, SPEED, GOLDEN),
            [
                "reads 42 and writes 16.0 tokens a second, a draft in about 14.3 s (desk-7, 2026-11-28)",
                "76 golden tickets, 2026-11-28: facts stated 68% (compact 62%)",
                "recommended: better than compact here",
            ],
        ),
        (TierStanding("own.gguf", False, problem="It is damaged."), ["cannot be used It is damaged."]),
    ],
)
def test_people_read_what_was_measured_and_what_to_do(capsys, home, tmp_path, monkeypatch, standing, told):
    printed(capsys, home, ModelAction.IMPORT, str(write_chat_model(tmp_path / "own.gguf")))
    monkeypatch.setattr("citewell.application.models.tiers.Tiers.standings", lambda _tiers: [standing])
    shown = printed(capsys, home, as_json=False)
    assert [line for line in told if line not in shown] == []


def test_a_file_that_is_refused_changes_nothing(capsys, home, tmp_path):
    with pytest.raises(ModelError, match="of the type 'gemma3'"):
        models(ModelAction.IMPORT, str(write_chat_model(tmp_path / "own.gguf", "gemma3")), home=home.path)
    assert len(printed(capsys, home)["models"]) == 1
