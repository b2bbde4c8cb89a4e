"""``citewell learn`` with a trainer and a gate that need no model: what it prints, and its exit codes."""

import json
import os
import signal
import sys
from dataclasses import replace

import pytest
from tests.support import with_models
from tests.unit.learning.learning_doubles import FakeTrainer, fill_log, make_parts, record, topic_draft

from citewell.bootstrap.open_home import open_app
from citewell.cli import app as cli
from citewell.cli import context
from citewell.domain.drafts import OutcomeKind
from citewell.domain.styles import Verdict
from citewell.learning.learner import Learner
from citewell.learning.training.trainer import check_extra
from citewell.settings.home import Home


@pytest.fixture
def learn(capsys):
    arguments = sys.argv

    def run(*words: str):
        sys.argv = ["citewell", "learn", *words]
        code = cli.run(lambda *_: 0)
        shown = capsys.readouterr()
        return code, shown.out, shown.err

    yield run
    sys.argv = arguments


@pytest.fixture
def home(tmp_path):
    services = open_app(Home(tmp_path / "default-home"), choices=with_models())
    fill_log(services.log)
    said = topic_draft(3)
    record(
        services.log, "f", said, OutcomeKind.EDITED, said.replace("6 days", "60 days") + " Mail jo@acme.example for it."
    )
    services.close()
    return tmp_path


@pytest.fixture
def fakes(home, monkeypatch):
    """Put a learner with fake parts into every home that is opened; returns its changes."""
    changes: dict[str, object] = {}
    real = context.open_app

    def with_fakes(*home_named, **options):
        opened = real(*home_named, **options)
        return replace(opened, learner=Learner(make_parts(opened, home, **changes)))

    monkeypatch.setattr(context, "open_app", with_fakes)
    return changes


def test_activated_refused_and_paused(learn, fakes):
    code, out, _ = learn("--json")
    record = json.loads(out)
    assert (code, record["state"], record["style"]) == (0, "activated", "style-2026-11-21-1")
    assert record["check"]["after"]["all"] == 1.0
    assert record["suggestions"] == 2
    fakes["gate"] = lambda *_: lambda _style: Verdict(passed=False, reasons=("A golden ticket is lost.",))
    code, out, _ = learn()
    assert code == 1
    assert "A golden ticket is lost." in out
    assert "was not activated" in out

    class Pausing(FakeTrainer):
        def run(self, plan, examples, held_out, *, heard, pause):
            return super().run(plan, examples, held_out, heard=heard, pause=lambda: True)

        steps = 3

    class Interrupted(Pausing):
        def run(self, *arguments, heard, pause):
            os.kill(os.getpid(), signal.SIGINT)
            return super().run(*arguments, heard=heard, pause=pause)

    fakes["trainer"] = Interrupted()
    code, out, _ = learn()
    assert code == 4
    assert "citewell learn --resume" in out
    fakes.pop("trainer")
    fakes.pop("gate")
    assert learn("--resume")[0] == 0


def test_a_dry_run_shows_what_there_is_and_changes_nothing(learn, home):
    code, out, _ = learn("--dry-run")
    assert code == 0
    for words in ("29 examples", "Finals begin with 'Hello,'", "suggestions about facts", "Learning would take about"):
        assert words in out
    assert "jo@acme.example" not in out
    record = json.loads(learn("--dry-run", "--json")[1])
    assert (record["state"], record["enough"], record["plan"]["fits"]) == ("dry_run", True, True)
    assert "jo@acme.example" not in json.dumps(record)
    assert not (home / "default-home" / "styles").exists()
    assert json.loads(learn("--suggestions", "--json")[1]) == {"suggestions": []}


def test_suggestions_are_listed_masked_unless_revealed(learn, fakes):
    learn()
    assert "<EMAIL" in learn("--suggestions")[1]
    assert "jo@acme.example" in learn("--suggestions", "--reveal")[1]


def test_phrases_are_retired_and_reinstated(learn, home):
    retired = json.loads(learn("--retire", "Best wishes => Cheers", "--dry-run", "--json")[1])["retired"]
    assert retired == [{"phrase": "Best wishes", "replacement": "Cheers"}]
    services = open_app(Home(home / "default-home"))
    assert [phrase.phrase for phrase in services.learning_store.retired()] == ["Best wishes"]
    services.close()
    assert json.loads(learn("--reinstate", "best  wishes", "--dry-run", "--json")[1])["retired"] == []
    code, _, err = learn("--reinstate", "best wishes", "--dry-run")
    assert (code, "is not retired" in err) == (3, True)


@pytest.mark.parametrize(
    ("words", "message"),
    [(("--resume",), "No training is paused"), (("--retire", "?!"), "is no phrase to retire")],
)
def test_what_the_user_can_mend_is_3(learn, fakes, words, message):
    code, _, err = learn(*words)
    assert (code, message in err) == (3, True)


def test_a_missing_extra_is_3_and_says_how_to_install_it(learn, fakes, monkeypatch):
    monkeypatch.setattr("citewell.learning.training.trainer.missing_packages", lambda: ("torch", "peft"))
    fakes["check_extra"] = check_extra
    code, _, err = learn()
    assert code == 3
    assert "(torch, peft)" in err
    assert "pip install 'citewell[learn]'" in " ".join(err.split())
