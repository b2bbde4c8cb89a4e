"""No text of a ticket, a document or a person can be read in any file of a home, nor in the temporary folder."""

import logging
import tempfile
from datetime import date
from pathlib import Path

import pytest
from tests.support import with_models, write_files

from citewell.application.drafting.working_drafts import WorkingDrafts
from citewell.application.homes.backups import back_up
from citewell.application.models.fakes import FakeModels
from citewell.bootstrap.log_file import start_log_file
from citewell.bootstrap.open_home import open_app
from citewell.domain.drafts import Outcome, OutcomeKind, Ticket
from citewell.domain.learning import RetiredPhrase
from citewell.evaluation.runs import run_record
from citewell.knowledge.ingest import IndexOptions
from citewell.learning.parts import LearnOptions
from citewell.models.fakes import ListedNames, ScriptedGenerator
from citewell.settings.home import Home

PERSON, MAIL = "Zebulon Quackenbush", "zebulon.q@pelican-works.example"
DOCUMENT = "A walnut hovercraft may be returned within 17 days of the purchase."
TICKET = f"My name is {PERSON}. Within how many days of the purchase may a walnut hovercraft be returned? {MAIL}"
FINAL = "Dear Zebulon, a walnut hovercraft goes back within 17 days, says the purple manual."
PHRASES = ("walnut", "hovercraft", "Quackenbush", "zebulon.q", "pelican-works", "purple manual", "retired giraffe")
GOLDEN = """
version: 1
tickets:
  - id: g1
    ticket: Within how many days may a walnut hovercraft be returned?
    expect:
      decision: answer
      documents: [returns.md]
      facts: ["17 days"]
      forbidden: []
"""


def readable(*folders: Path) -> list[str]:
    """Phrases that stand in a file, or in its name, and where."""
    found = []
    for path in (path for folder in folders for path in folder.rglob("*")):
        data = path.read_bytes().lower() if path.is_file() else b""
        for phrase in PHRASES:
            forms = (phrase.lower().encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le"))
            if phrase.lower() in str(path).lower() or any(form in data for form in forms):
                found.append(f"{phrase} in {path.name}")
    return found


@pytest.fixture
def scratch(tmp_path, monkeypatch) -> Path:
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def test_the_scan_finds_what_is_there(tmp_path):
    (tmp_path / "a").write_bytes(f"x{PERSON}".encode("utf-16-le"))
    assert readable(tmp_path) == ["Quackenbush in a"]


def test_nothing_can_be_read(tmp_path, scratch):
    kb = write_files(tmp_path / "kb", {"returns.md": f"# Returns\n\n{DOCUMENT}\n", "bad.pdf": f"{PERSON} is no PDF"})
    golden = tmp_path / "golden.yaml"
    golden.write_text(GOLDEN, encoding="utf-8")
    home = Home(tmp_path / "home")
    generator = ScriptedGenerator(["A walnut hovercraft may be returned within 17 days of the purchase [1]."] * 9)
    models = FakeModels(language_model=generator, name_finder=ListedNames([PERSON]))
    services = open_app(home, scratch=True, choices=with_models(models))
    start_log_file(home)
    services.ingest.run(IndexOptions(kb))
    for _ in range(3):
        draft = services.drafting.draft(Ticket(TICKET, as_of=date(2026, 11, 20)))
        services.outcomes.record(Outcome(draft.id, OutcomeKind.EDITED, FINAL, ("tone",)))
    services.golden_runs.save("run", run_record(services.evaluation.run([golden])))
    services.learning_store.retire([RetiredPhrase("retired giraffe", "another word")])
    services.learner.preview(LearnOptions(least=1))
    WorkingDrafts(services.database).keep("one", {"ticket": {"text": TICKET}}, on_screen=True)
    back_up(services, home.path / "a.backup", "")
    logging.getLogger("citewell.test").info("the log is written")
    while_open = readable(home.path, scratch)
    entries = [entry.draft["text"] for entry in services.log.entries()]
    services.close()
    assert any("hovercraft" in text for text in entries)  # there was something to find
    assert "the log is written" in home.log_file.read_text(encoding="utf-8")
    assert while_open == []
    assert readable(home.path, scratch) == []
