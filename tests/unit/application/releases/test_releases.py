"""A release from a lead's home to an agent's: what is in it, what changes, what is refused, and the way back."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from tests.support import FILES, documents, passage_texts, with_models, write_files

from citewell.application.releases import preparing
from citewell.application.releases.applying import Releases
from citewell.application.releases.arrivals import ReleaseFolder
from citewell.application.releases.contents import change_words
from citewell.application.releases.preparing import ReleaseMaking
from citewell.bootstrap.open_home import open_app
from citewell.bundles import writing
from citewell.cli.release import watch_folder
from citewell.domain.documents import Access
from citewell.domain.errors import BadInputError, CancelledError, StorageError
from citewell.domain.progress import CancelToken, GoldenProgress, Progress
from citewell.domain.releases import InForce
from citewell.evaluation.running import Begun
from citewell.evaluation.runs import Run
from citewell.evaluation.scores.scoring import Row
from citewell.knowledge.ingest import IndexOptions
from citewell.settings.home import Home

PACK = "pack: ours\nversion: '1'\nname: Ours\nrules:\n  - id: no-promise\n    kind: forbid\n    severity: block\n"
RULE = '    words: ["{words}"]\n    message: We promise nothing.\n'
GOLDEN = (
    "version: 1\ntickets:\n  - id: refund\n    ticket: How long can I return an annual plan?\n"
    "    expect:\n      decision: answer\n      cites: [refunds.md]\n"
)


def no_tickets(**_wishes) -> Run:
    """A run of the golden tickets without any."""
    return Run("2026-11-28T12:00:00+00:00", "1", {}, None, 0, 0, {}, ())


class Lead:
    """A home that makes releases, with documents, a policy pack and golden tickets; the gate is not run."""

    def __init__(self, folder: Path, share: Path) -> None:
        self.app = open_app(Home(folder / "lead"), scratch=True, choices=with_models())
        self.kb = write_files(folder / "Handbook", FILES)
        self.internal = write_files(folder / "Internal", {"goodwill.md": "# Goodwill\n\nUp to 20 EUR, no approval.\n"})
        self.app.ingest.run(IndexOptions(self.kb, Access.PUBLIC))
        self.app.ingest.run(IndexOptions(self.internal, Access.CONFIDENTIAL))
        self.pack("will arrive on")
        (self.app.home.golden).mkdir()
        (self.app.home.golden / "ours.yaml").write_text(GOLDEN, encoding="utf-8")
        self.making = ReleaseMaking(replace(self.app.team.making._parts, run_golden=no_tickets))
        self.share = share
        self.fingerprint = self.app.bundles.own_fingerprint

    def pack(self, words: str) -> None:
        self.app.home.policies.mkdir(exist_ok=True)
        (self.app.home.policies / "ours.yaml").write_text(PACK + RULE.format(words=words), encoding="utf-8")

    def release(self, note: str = "", share: Path | None = None, anyway: str = "") -> Path:
        self.making.prepare("berlin", note)
        # without golden tickets in both runs, the gate says that nothing shows that it is not worse
        file = self.making.sign(share or self.share, anyway=anyway or "no golden run in this test").file
        assert file is not None
        return file


@pytest.fixture
def share(tmp_path) -> Path:
    folder = tmp_path / "share"
    folder.mkdir()
    return folder


@pytest.fixture
def lead(tmp_path, share):
    made = Lead(tmp_path, share)
    yield made
    made.app.close()


@pytest.fixture
def agent(tmp_path, lead):
    """A laptop that trusts the lead."""
    opened = open_app(Home(tmp_path / "agent"), scratch=True, choices=with_models())
    opened.bundles.trust(lead.fingerprint, "lead")
    yield opened
    opened.close()


def rule_words(app) -> str:
    rules = app.policies.current().rules
    return repr(rules["no-promise"]) if "no-promise" in rules else ""


def everything(app) -> dict[str, object]:
    """All that a release changes on a laptop, but for what lies unpacked."""
    kept = app.home.path / "releases" / "knowledge"
    return {
        "documents": documents(app),
        "passages": sorted(passage_texts(app)),
        "classes": sorted((Path(one.root).name, one.access.value) for one in app.index.sources()),
        "rules": rule_words(app),
        "golden": [path.read_text(encoding="utf-8") for path in app.evaluation.own_paths()],
        "files": {
            path.relative_to(kept).as_posix(): path.read_text(encoding="utf-8")
            for path in sorted(kept.rglob("*"))
            if path.is_file()
        },
        "state": [app.team.releases.store.in_force().current, app.team.releases.store.in_force().settled],
    }


def test_a_release_brings_documents_with_their_class_rules_and_golden_tickets(lead, agent):
    file = lead.release("Backups are new")
    assert file.name == "berlin-0001.release"
    applied = agent.team.releases.apply(file)
    assert (applied.number, applied.note) == (1, "Backups are new")
    assert documents(agent) == sorted([*FILES, "goodwill.md"])
    assert {Path(one.root).name: one.access for one in agent.index.sources()} == {
        "handbook": Access.PUBLIC,
        "internal": Access.CONFIDENTIAL,
    }
    assert "will arrive on" in rule_words(agent)
    assert [path.name for path in agent.evaluation.own_paths()] == ["ours.yaml"]
    assert applied.changes.rules.added == ("ours/no-promise",)
    assert applied.changes.golden.added == ("refund",)
    again = agent.team.releases.apply(file)
    assert again.notes == ("Release 1 is in use already.",)


def test_the_difference_names_what_is_new_changed_and_gone(lead, agent):
    agent.team.releases.apply(lead.release())
    (lead.kb / "shipping.txt").write_text("Parcels leave our warehouse on Mondays.\n", encoding="utf-8")
    (lead.kb / "warranty.md").write_text("# Warranty\n\nTwo years on every lamp.\n", encoding="utf-8")
    (lead.kb / "refunds.md").unlink()
    (lead.kb / "_citewell.yaml").write_text("region: DE\n", encoding="utf-8")
    lead.pack("arrives by")
    prepared = lead.making.prepare()
    changes = prepared.changes
    assert (prepared.info.team, prepared.info.number) == ("berlin", 2)
    assert changes.documents.added == ("handbook/warranty.md",)
    assert changes.documents.changed == ("handbook/shipping.txt",)
    assert changes.documents.removed == ("handbook/refunds.md",)
    assert changes.rules.changed == ("ours/no-promise",)
    assert changes.metadata.added == ("handbook/_citewell.yaml",)
    assert change_words(changes) == "1 document added, 1 changed, 1 removed; 1 metadata file added; 1 rule changed"
    file = lead.making.sign(lead.share, anyway="test").file
    applied = agent.team.releases.apply(file)
    assert applied.changes == changes
    assert "Parcels leave our warehouse on Mondays." in passage_texts(agent)
    assert "refunds.md" not in documents(agent)
    assert "arrives by" in rule_words(agent)


def test_rolling_back_brings_everything_back_and_the_release_is_not_taken_again_by_itself(lead, agent):
    releases = agent.team.releases
    releases.apply(lead.release())
    before = everything(agent)
    (lead.kb / "warranty.md").write_text("# Warranty\n\nTwo years on every lamp.\n", encoding="utf-8")
    shutil.rmtree(lead.internal)
    lead.app.forgetting.forget(str(lead.internal))
    lead.pack("arrives by")
    second = lead.release()
    releases.apply(second)
    assert "goodwill.md" not in documents(agent)
    back = releases.rollback()
    assert (back.number, back.went_back_from) == (1, 2)
    assert back.changes.documents.removed == ("handbook/warranty.md",)
    assert everything(agent) == before
    arrival = ReleaseFolder(lead.share, releases.look, releases.store.in_force).arrived()
    assert (arrival.path, arrival.held) == (None, 2)
    (lead.kb / "third.md").write_text("# Third\n\nA third thing.\n", encoding="utf-8")
    third = lead.release()
    assert ReleaseFolder(lead.share, releases.look, releases.store.in_force).arrived().number == 3
    releases.apply(third)
    releases.rollback()
    assert everything(agent) == before
    last = releases.rollback()
    assert last.number == 0
    assert documents(agent) == []
    assert rule_words(agent) == ""
    with pytest.raises(BadInputError, match="none to go back from"):
        releases.rollback()


def test_an_older_release_is_refused(lead, agent):
    first = lead.release()
    lead.pack("arrives by")
    agent.team.releases.apply(lead.release())
    before = everything(agent)
    with pytest.raises(BadInputError, match=r"release 1, older than release 2.*release rollback"):
        agent.team.releases.apply(first)
    assert everything(agent) == before


def test_two_releases_of_one_number_with_other_content_are_told_and_neither_is_taken(lead, agent, tmp_path, share):
    first = lead.release()
    other_share = tmp_path / "stick"
    other_share.mkdir()
    shutil.rmtree(lead.app.home.path / "releases" / "signed")  # the lead's record is lost
    lead.pack("arrives by")
    twin = lead.release(share=other_share)
    assert twin.name == first.name
    shutil.copy(twin, share / "berlin-0001 (2).release")
    releases = agent.team.releases
    folder = ReleaseFolder(share, releases.look, releases.store.in_force)
    arrival = folder.arrived()
    assert arrival.path is None
    assert (
        "two releases 1 with different content: berlin-0001 (2).release and berlin-0001.release" in arrival.problems[0]
    )
    assert folder.arrived().problems == ()  # told once
    releases.apply(first)
    with pytest.raises(BadInputError, match="is release 1, and so is one that is here already, with other content"):
        releases.apply(twin)


def test_the_next_number_follows_what_lies_in_the_folder(lead, share):
    lead.release()
    shutil.rmtree(lead.app.home.path / "releases" / "signed")
    assert lead.release().name == "berlin-0002.release"


def test_a_stranger_another_team_and_a_changed_file_are_refused(lead, agent, tmp_path):
    file = lead.release()
    agent.bundles.distrust(lead.fingerprint)
    with pytest.raises(BadInputError, match=f"not known here, fingerprint {lead.fingerprint}"):
        agent.team.releases.apply(file)
    agent.settings.use(replace(agent.options, release_signer=lead.fingerprint))
    agent.team.releases.apply(file)
    agent.settings.use(replace(agent.options, release_signer="12 34"))
    with pytest.raises(BadInputError, match="'release_signer' cannot be used, so no release is taken: '12 34' is no"):
        agent.team.releases.apply(file)
    agent.settings.use(replace(agent.options, release_signer="00" * 16))
    with pytest.raises(BadInputError, match="release_signer"):
        agent.team.releases.look(file)
    agent.settings.use(replace(agent.options, release_signer=lead.fingerprint))
    lead.making.prepare("munich")
    other = lead.making.sign(lead.share, anyway="test").file
    with pytest.raises(BadInputError, match="of the team 'munich'; this home follows 'berlin'"):
        agent.team.releases.apply(other)
    cut = tmp_path / "cut.release"
    cut.write_bytes(file.read_bytes()[:-200])
    with pytest.raises(BadInputError, match="damaged"):
        agent.team.releases.apply(cut)


def test_a_clock_that_is_wrong_is_told_and_the_number_decides(lead, agent, monkeypatch):
    class Ahead(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime.now(tz) + timedelta(days=400)

    monkeypatch.setattr(writing, "datetime", Ahead)
    first = agent.team.releases.apply(lead.release())
    assert "still to come by this computer's clock" in first.notes[0]
    monkeypatch.undo()
    lead.pack("arrives by")
    second = agent.team.releases.apply(lead.release())
    assert second.number == 2
    assert "before release 1" in second.notes[0]


def test_a_pack_that_cannot_be_used_leaves_everything_as_it_was(lead, agent, monkeypatch):
    agent.team.releases.apply(lead.release())
    before = everything(agent)
    lead.pack("arrives by")
    prepared = lead.making.prepare()
    broken = lead.app.home.path / "releases" / "prepared" / "policies" / "ours.yaml"
    broken.write_text("pack: [", encoding="utf-8")
    monkeypatch.setattr(ReleaseMaking, "_want_unchanged", lambda *_: None)
    file = lead.making.sign(lead.share, anyway="test").file
    assert prepared.info.number == 2
    with pytest.raises(BadInputError, match="policy pack cannot be used"):
        agent.team.releases.apply(file)
    assert everything(agent) == before
    assert len(agent.team.releases.store.kept()) == 1


def test_a_disk_that_is_full_amid_it_takes_it_back(lead, agent, monkeypatch):
    agent.team.releases.apply(lead.release())
    before = everything(agent)
    (lead.kb / "warranty.md").write_text("# Warranty\n\nTwo years on every lamp.\n", encoding="utf-8")
    lead.pack("arrives by")
    file = lead.release()
    real, calls = shutil.copytree, []

    def full(source, target, *args, **kwargs):
        calls.append(target)
        if len(calls) == 2:
            raise OSError(28, "No space left on device")
        return real(source, target, *args, **kwargs)

    monkeypatch.setattr(shutil, "copytree", full)
    with pytest.raises(StorageError, match="No space left"):
        agent.team.releases.apply(file)
    assert everything(agent) == before


STEPS = ("unpack", "check", "switch", "documents", "index", "indexed", "style", "settled")
KILLED = """
import os, sys
from pathlib import Path
from tests.support import with_models
from citewell.application.releases import preparing
from citewell.application.releases.applying import Releases
from citewell.bootstrap.open_home import open_app
from citewell.settings.home import Home
home, file, step, action = sys.argv[1:]
app = open_app(Home(Path(home)), scratch=True, choices=with_models())
releases = Releases(app.team.releases.parts, lambda name: os._exit(9) if name == step else None)
releases.apply(Path(file)) if action == "apply" else releases.rollback()
"""


def killed_at(app_home: Path, file: Path, step: str, action: str) -> int:
    """The exit code of a program that is ended at ``step``, as by a power cut."""
    root = Path(__file__).resolve().parents[4]
    environment = os.environ | {"PYTHONPATH": f"{root / 'app'}{os.pathsep}{root}"}
    words = [sys.executable, "-c", KILLED, str(app_home), str(file), step, action]
    return subprocess.run(words, env=environment, check=False, timeout=120).returncode


@pytest.mark.parametrize("action", ["apply", "rollback"])
def test_killed_at_any_step_it_is_the_old_release_or_the_new_one(lead, tmp_path, action):
    """Before the switch everything is as it was; after it, the next start finishes it. Never a part of each."""
    home, ready = Home(tmp_path / "agent"), tmp_path / "ready"
    first = lead.release()
    (lead.kb / "warranty.md").write_text("# Warranty\n\nTwo years on every lamp.\n", encoding="utf-8")
    (lead.kb / "refunds.md").unlink()
    lead.pack("arrives by")
    second = lead.release()

    app = open_app(home, scratch=True, choices=with_models())
    app.bundles.trust(lead.fingerprint)
    app.team.releases.apply(first)
    if action == "rollback":
        app.team.releases.apply(second)
    old = everything(app)
    app.close()
    shutil.copytree(home.path, ready)
    app = open_app(home, scratch=True, choices=with_models())
    app.team.releases.apply(second) if action == "apply" else app.team.releases.rollback()
    new = everything(app)
    app.close()
    assert old != new
    for step in STEPS:
        shutil.rmtree(home.path)
        shutil.copytree(ready, home.path)
        killed = killed_at(home.path, second, step, action)
        if action == "rollback" and step in {"unpack", "check"}:
            assert killed == 0  # a way back has no such step
            continue
        assert killed == 9
        app = open_app(home, scratch=True, choices=with_models())
        assert app.team.releases.store.in_force().settled is (step in {"unpack", "check", "switch"}), step
        finished = app.team.releases.finish()
        expected = old if finished is None else new
        assert everything(app) == expected, step
        if finished is None:
            app.team.releases.apply(second) if action == "apply" else app.team.releases.rollback()
            assert everything(app) == new, step
        leftovers = [path.name for path in (home.path / "releases" / "knowledge").iterdir() if path.name[0] == "."]
        assert leftovers == [], step
        app.close()


def test_a_damaged_record_of_what_is_in_force_is_told(agent):
    store = agent.team.releases.store
    store.put_in_force(InForce())
    (store.folder / "in-force.json").write_text("{", encoding="utf-8")
    with pytest.raises(BadInputError, match="Delete that file, then apply the newest release again"):
        agent.team.releases.current()


def test_what_changed_after_preparing_is_not_signed(lead):
    lead.making.prepare("berlin")
    (lead.kb / "shipping.txt").write_text("Other words about parcels.\n", encoding="utf-8")
    with pytest.raises(BadInputError, match=r"1 files changed since.*handbook/shipping.txt"):
        lead.making.sign(lead.share)
    assert list(lead.share.iterdir()) == []


def test_what_was_prepared_is_hashed_once_before_it_is_packed(lead, monkeypatch):
    lead.making.prepare("berlin")
    hashed = []
    original = preparing.file_sha256

    def digest(path):
        hashed.append(path)
        return original(path)

    monkeypatch.setattr(preparing, "file_sha256", digest)
    lead.making.sign(lead.share, anyway="no golden run in this test")
    ours = [path for path in hashed if "prepared" in path.parts]
    assert len(ours) == len(set(ours)) > 1


def test_without_a_passed_gate_nothing_is_signed_and_a_reason_is_told_to_all(lead, agent):
    lead.release()
    lead.pack("arrives by")
    lead.making.prepare()
    refused = lead.making.sign(lead.share)  # two runs without a golden ticket in common
    assert refused.file is None
    assert [path.name for path in lead.share.iterdir()] == ["berlin-0001.release"]
    file = lead.making.sign(lead.share, anyway="The tickets were moved").file
    applied = agent.team.releases.apply(file)
    assert applied.notes == (
        "Its lead signed it though golden tickets got worse. The reason given: “The tickets were moved”",
    )
    gate = agent.team.releases.current()[1].gate
    assert (gate.passed, gate.anyway) == (False, "The tickets were moved")


def test_a_golden_run_that_was_broken_off_goes_on_where_it_was(lead):
    """Of three tickets the second is broken off; the next time the first is taken over."""
    tickets = [f"refund-{number}" for number in range(3)]
    text = GOLDEN.partition("  - id:")[0] + "".join(
        "  - id:" + GOLDEN.partition("  - id:")[2].replace("refund\n", f"{one}\n", 1) for one in tickets
    )
    golden = lead.app.home.golden / "ours.yaml"
    golden.write_text(text, encoding="utf-8")
    seen: list[str] = []
    token = CancelToken()

    def watch(told: Progress) -> None:
        if isinstance(told, GoldenProgress):
            seen.append(told.ticket)
            if len(seen) == 2:
                token.cancel()

    run, runs = lead.app.team.making._parts.run_golden, lead.making._parts.golden_runs
    making = ReleaseMaking(replace(lead.making._parts, run_golden=partial(run, [golden])))
    making.prepare("berlin")
    with pytest.raises(CancelledError):
        making.sign(lead.share, progress=watch, cancel=token)
    assert seen == tickets[:2]
    assert not list(lead.share.iterdir())
    (begun,) = runs.load("release-berlin-begun")["rows"]
    assert begun["id"] == tickets[0]
    assert making.sign(lead.share).file is not None
    rows = runs.load("release-berlin")["rows"]
    assert [row["id"] for row in rows] == tickets
    assert rows[0] == begun  # its times too: it was not run again
    assert runs.names() == ["release-berlin"]


def test_a_golden_run_over_other_documents_begins_anew(lead):
    taken_over: list[int] = []

    def broken_off(*, begun: Begun, **_wishes) -> Run:
        taken_over.append(len(begun.rows))
        begun.keep(replace(no_tickets(), rows=(Row("refund", "ours.yaml", "hybrid", "d", "How long?", ("answer",)),)))
        raise CancelledError("Cancelled.")

    making = ReleaseMaking(replace(lead.making._parts, run_golden=broken_off))
    making.prepare("berlin")
    for _ in range(2):
        with pytest.raises(CancelledError):
            making.sign(lead.share)
    (lead.kb / "new.md").write_text("# New\n\nSomething else.\n", encoding="utf-8")
    making.prepare("berlin")
    with pytest.raises(CancelledError):
        making.sign(lead.share)
    assert taken_over == [0, 1, 0]


def test_a_half_copied_release_is_looked_at_again(lead, agent, share, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    file = lead.release(share=elsewhere)
    data = file.read_bytes()
    (share / file.name).write_bytes(data[: len(data) // 2])
    releases = agent.team.releases
    folder = ReleaseFolder(share, releases.look, releases.store.in_force)
    assert folder.arrived().path is None
    (share / file.name).write_bytes(data)
    arrival = folder.arrived()
    assert arrival.path == share / file.name
    shutil.rmtree(share)
    assert "not there at the moment" in folder.arrived().problems[0]


class Clock(CancelToken):
    """A clock that stands still but for what is waited: at each of its ``events`` (seconds, what happens) in turn."""

    def __init__(self, *events) -> None:
        super().__init__()
        self.now, self.events = 0.0, list(events)

    def wait(self, seconds: float) -> bool:
        self.now += seconds
        while self.events and self.events[0][0] <= self.now:
            self.events.pop(0)[1]()
        return self.cancelled


@pytest.mark.parametrize("arrives", [0.1, 14.9, 15.1, 44.0])
def test_a_release_is_in_use_within_a_minute_of_its_arrival_however_long_its_copying_took(
    lead, agent, share, tmp_path, arrives
):
    (tmp_path / "elsewhere").mkdir()
    file = lead.release(share=tmp_path / "elsewhere")
    data, target = file.read_bytes(), share / file.name
    taken: list[float] = []
    apply = agent.team.releases.apply

    def noted(*args, **wishes):
        applied = apply(*args, **wishes)
        taken.append(clock.now)
        clock.cancel()
        return applied

    clock = Clock(
        (arrives / 2, lambda: target.write_bytes(data[: len(data) // 2])),
        (arrives, lambda: target.write_bytes(data)),
        (600.0, lambda: clock.cancel()),  # noqa: PLW0108  the clock is being made here
    )
    agent.team.releases.apply = noted
    watch_folder(agent, share, clock, as_json=True)
    assert len(taken) == 1
    assert taken[0] - arrives < 60
    assert agent.team.releases.current()[1].number == 1


def test_every_act_is_in_the_audit_log(lead, agent):
    agent.team.releases.apply(lead.release())
    agent.team.releases.rollback()

    def told(app):
        entries = [entry for entry in app.compliance.audit.entries() if entry.subject == "release/berlin"]
        return [json.loads(entry.body)["action"] for entry in entries]

    assert told(lead.app) == ["sign"]
    assert told(agent) == ["apply", "rollback"]
    assert agent.team.releases.store.in_force().at <= datetime.now(UTC).isoformat()
    assert isinstance(agent.team.releases, Releases)
