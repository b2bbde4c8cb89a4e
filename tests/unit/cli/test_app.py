"""Commands that need no model: what they print, and the exit code of every kind of end."""

import json
import sys
from pathlib import Path

import pytest
from tests.support import FILES, log_draft, with_models, write_files
from typer.main import get_command

from citewell.application.homes import doctor
from citewell.application.homes.locks import locked
from citewell.application.homes.passphrase import FILE_VARIABLE
from citewell.bootstrap.open_home import open_app
from citewell.cli import app as cli
from citewell.domain.drafts import Decision, Draft, ModelUse, Ticket
from citewell.domain.errors import BadInputError, CancelledError
from citewell.knowledge.ingest import IndexOptions
from citewell.settings.home import Home
from citewell.storage.db import migrations

COMMANDS = [
    *(
        "window",
        "demo",
        "index",
        "sources",
        "forget",
        "search",
        "draft",
        "verify",
        "import",
        "inbox",
        "outcome",
        "mask",
    ),
    *("log", "models", "evaluate", "calibrate", "figures", "advise", "learn", "styles", "key", "backup", "restore"),
    *("policy", "doctor", "explain", "gaps", "bundle", "release", "rollup", "audit", "privacy", "compare", "review"),
    "topics",
]


class Result:
    """How a command ended."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    @property
    def json(self):
        return json.loads(self.out)


@pytest.fixture
def home(tmp_path) -> Path:
    return tmp_path / "default-home"


@pytest.fixture
def citewell(capsys):
    """Runs a command in this process, as ``__main__`` does."""
    arguments, opened = sys.argv, []

    def open_window(chosen, sample):
        opened.append((chosen, sample))
        return 0

    def run(*words: object) -> Result:
        sys.argv = ["citewell", *map(str, words)]
        code = cli.run(open_window)
        return Result(code, *capsys.readouterr())

    run.opened = opened
    yield run
    sys.argv = arguments


@pytest.fixture
def filled(home, tmp_path) -> Path:
    """A home with an index and a draft; the knowledge base lies in the path returned."""
    kb = write_files(tmp_path / "kb", FILES)
    (kb / "broken.md").write_bytes(b"\xff")
    services = open_app(Home(home), choices=with_models())
    services.ingest.run(IndexOptions(kb))
    model = ModelUse("m", "", "f", "h")
    log_draft(
        services.log,
        Ticket("Call me: a@b.cd"),
        Draft("d1", Decision.ANSWER, "T", (), (), 0.5, (), (), model, "reply-1"),
    )
    services.close()
    return kb


def test_version_and_help(citewell):
    assert citewell("--version").out.startswith("citewell 0.")
    shown = citewell("--help")
    assert shown.code == 0
    listed = shown.out.split("Commands:\n")[1].splitlines()
    assert [line.split()[0] for line in listed] == COMMANDS


def walk(command, path=()):
    """Every command and group below ``command``, with its path."""
    yield path, command
    for name, part in getattr(command, "commands", {}).items():
        yield from walk(part, (*path, name))


def test_every_command_takes_a_home_and_json():
    parts = dict(walk(get_command(cli.app)))
    groups = {("bundle",), ("release",), ("rollup",), ("audit",), ("privacy",)}
    assert {path[0] for path in parts if path} == set(COMMANDS)
    for path in parts.keys() - groups - {(), ("window",)}:
        options = {option for parameter in parts[path].params for option in parameter.opts}
        assert {"--home", "--json"} <= options, path


def test_the_json_of_a_command_ends_with_it(citewell, capsys, tmp_path):
    assert citewell("forget", "/kb", "--json", "--home", tmp_path / "other").out

    def fail(*_):
        raise BadInputError("no window here")

    sys.argv = ["citewell"]
    assert cli.run(fail) == 3
    assert not capsys.readouterr().out


def test_a_home_named_before_the_command_is_that_of_the_command(citewell, home, filled, tmp_path):
    other = tmp_path / "other"
    assert citewell("--home", other, "sources", "--json").json["sources"] == []
    assert citewell("sources", "--json").json["sources"] != []
    assert citewell("--home", other, "audit", "list", "--json").code == 0
    assert citewell("--home", tmp_path / "third", "sources", "--home", home, "--json").json["sources"] != []
    assert (other / "citewell.db").exists()
    assert not (tmp_path / "third").exists()


def test_a_passphrase_file_named_before_the_command_opens_its_home(citewell, home, tmp_path, monkeypatch):
    monkeypatch.setenv(FILE_VARIABLE, "")
    (tmp_path / "words").write_text("a long passphrase\n")
    (tmp_path / "other words").write_text("another passphrase\n")
    assert citewell("key", "set-passphrase", "--new-passphrase-file", tmp_path / "words").code == 0
    assert citewell("--passphrase-file", tmp_path / "other words", "sources").code == 3
    assert citewell("--passphrase-file", tmp_path / "words", "sources").code == 0


def test_without_a_command_the_window_opens(citewell, home, tmp_path):
    assert citewell().code == 0
    citewell("--home", tmp_path / "other")
    citewell("demo", "--window")
    citewell("demo", "--window", "--pack", "banking")
    assert citewell.opened == [(home, ""), (tmp_path / "other", ""), (home, "software"), (home, "banking")]


@pytest.mark.parametrize("words", [("demo",), ("evaluate",)])
def test_a_pack_that_is_not_there_is_told_with_those_that_are(citewell, words):
    result = citewell(*words, "--pack", "nosuch")
    assert result.code == 3
    assert "no pack 'nosuch'" in result.err
    assert all(name in result.err.replace("\n", " ") for name in ("software", "banking", "warranty"))


@pytest.mark.parametrize(
    "words",
    [
        ("nosuch",),
        ("index",),
        ("search",),
        ("evaluate", "golden.yaml", "--pack", "all"),
        ("evaluate", "--resume", "rows.jsonl"),
        ("search", "x", "--batch", "-"),
        ("search", "x", "-k", "0"),
        ("search", "x", "--as-of", "tomorrow"),
        ("index", "x", "--access", "secret"),
        ("draft", "x", "--mode", "best"),
        ("draft", "x", "--batch", "-"),
        ("outcome", "d1", "nosuch"),
        ("outcome", "d1", "edited"),
        ("sources", "--nosuch"),
    ],
)
def test_usage_is_2(citewell, words, home):
    result = citewell(*words)
    assert result.code == 2
    assert "Usage" in result.err
    assert not home.exists()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("index", "/nonexistent"), "There is no file or folder /nonexistent"),
        (("search", "refund"), "Nothing is indexed yet"),
        (("search", " "), "The query is empty"),
        (("draft", "/nonexistent"), "cannot be read"),
        (("outcome", "d9", "accepted"), "There is no draft 'd9'"),
        (("forget", "/kb"), "/kb is not a source. Sources: none yet"),
        (("search", "--batch", "/nonexistent"), "cannot be read"),
        (("sources", "--home", "/proc/nowhere"), "cannot be made"),
    ],
)
def test_what_the_user_can_mend_is_3(citewell, words, message):
    result = citewell(*words)
    assert (result.code, result.out) == (3, "")
    assert message in result.err
    assert "Traceback" not in result.err


def test_an_error_is_json_where_json_was_asked_for(citewell):
    result = citewell("forget", "/kb", "--json")
    assert result.code == 3
    assert result.json == {"error": "/kb is not a source. Sources: none yet."}


@pytest.mark.parametrize("text", ["", " \n", "?!"])
def test_a_ticket_without_words_is_3(citewell, filled, tmp_path, text):
    (tmp_path / "ticket.txt").write_text(text)
    result = citewell("draft", tmp_path / "ticket.txt")
    assert result.code == 3
    assert "The ticket" in result.err


def test_a_ticket_in_an_unknown_encoding_is_3(citewell, filled, tmp_path):
    (tmp_path / "ticket.txt").write_bytes("Größe".encode("latin-1"))
    result = citewell("draft", tmp_path / "ticket.txt")
    assert result.code == 3
    assert "not UTF-8" in result.err


def test_settings_that_cannot_be_read_are_3(citewell, home):
    home.mkdir()
    (home / "settings.json").write_text("{")
    assert citewell("sources").code == 3


def test_a_database_without_its_key_is_3(citewell, filled, home):
    (home / "database.key").unlink()
    result = citewell("sources")
    assert result.code == 3
    assert "Put it back from a copy" in result.err


def test_an_older_program_refuses_the_data_of_a_newer_one(citewell, filled, home, monkeypatch):
    monkeypatch.setattr(migrations, "SCHEMA_VERSION", migrations.SCHEMA_VERSION - 1)
    before = (home / "citewell.db").read_bytes()
    result = citewell("sources")
    assert result.code == 3
    assert "was written by a newer Citewell" in result.err
    assert "Update Citewell; nothing was changed." in result.err
    assert (home / "citewell.db").read_bytes() == before


def test_cancelled_is_4(citewell, monkeypatch):
    def cancel(*_):
        raise CancelledError

    monkeypatch.setattr("citewell.cli.index.source_root", cancel)
    result = citewell("index", "x")
    assert result.code == 4
    assert "Cancelled. What was finished before is saved." in result.err


@pytest.mark.expects_log("unexpected error")
def test_our_mistakes_are_70_with_the_traceback_in_the_log_of_that_home(citewell, tmp_path, home):
    def fail(*_):
        raise ZeroDivisionError("private text")

    other = tmp_path / "other"
    sys.argv = ["citewell", "--home", str(other)]
    assert cli.run(fail) == 70
    assert "ZeroDivisionError" in (other / "citewell.log").read_text()
    assert not home.exists()


@pytest.mark.expects_log("unexpected error")
def test_our_mistakes_are_one_line_on_the_screen(capsys, tmp_path):
    def fail(*_):
        raise ZeroDivisionError

    arguments, sys.argv = sys.argv, ["citewell"]
    try:
        cli.run(fail)
    finally:
        sys.argv = arguments
    shown = capsys.readouterr().err
    assert "Citewell made a mistake (ZeroDivisionError)" in shown
    assert "what was saved before is safe" in shown
    assert "Traceback" not in shown


def test_a_new_home_says_once_where_its_key_lies(citewell):
    assert "no keyring" in citewell("sources").err
    assert citewell("sources").err == ""


def test_sources_for_people_and_programs(citewell, filled):
    (source,) = citewell("sources", "--json").json["sources"]
    assert source["path"] == str(filled)
    assert (source["access"], source["documents"]) == ("public", 3)
    assert source["quarantined"] == [
        {"path": "broken.md", "reason": "not UTF-8 text (byte 0); save it as UTF-8 and index it again"}
    ]
    shown = " ".join(citewell("sources").out.split())
    assert "3 documents" in shown
    assert "broken.md: not UTF-8 text" in shown


def test_forgetting_beside_a_running_index_is_3(citewell, filled, home):
    with locked(Home(home).index_lock, "indexes this home"):
        result = citewell("forget", filled)
    assert (result.code, result.out) == (3, "")
    assert "Another Citewell indexes this home" in result.err
    assert "Wait for it or close it, then try again." in " ".join(result.err.split())
    assert len(citewell("sources", "--json").json["sources"]) == 1


@pytest.mark.parametrize("ending", ["", "/", "/../kb"])
def test_forgetting(citewell, filled, ending):
    result = citewell("forget", f"{filled}{ending}", "--json")
    assert result.json["documents"] == 3
    assert citewell("sources", "--json").json == {"sources": []}


def test_outcomes_and_the_log(citewell, filled, tmp_path):
    (tmp_path / "final.txt").write_text("Call +49 30 1234567")
    assert citewell("outcome", "d1", "rejected", "--reason", "tone", "--reason", "wrong", "--json").json == {
        "id": "d1",
        "outcome": "rejected",
    }
    assert citewell("outcome", "d1", "edited", "--final", tmp_path / "final.txt").code == 0
    (masked,) = citewell("log", "--json").json["entries"]
    assert masked["ticket"] == "Call me: <EMAIL>"
    assert [(o["outcome"], o["final"], o["reasons"]) for o in masked["outcomes"]] == [
        ("rejected", "", ["tone", "wrong"]),
        ("edited", "Call <PHONE_1>", []),
    ]
    (revealed,) = citewell("log", "--json", "--reveal").json["entries"]
    assert revealed["ticket"] == "Call me: a@b.cd"
    _head, line = citewell("log").out.splitlines()
    assert line.split()[1:5] == ["d1", "answer", "rejected,", "edited"]
    assert line.endswith("Call me: <EMAIL>")


def test_exporting_the_log(citewell, filled, tmp_path):
    target = tmp_path / "log.jsonl"
    assert citewell("log", "--export", target, "--json").json == {"path": str(target), "entries": 1}
    (line,) = target.read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["ticket"] == "Call me: <EMAIL>"
    assert "cannot be written" in citewell("log", "--export", tmp_path / "missing" / "log.jsonl").err
    assert [path.name for path in tmp_path.iterdir() if path.name.endswith(".part")] == []


def test_a_path_that_looks_like_markup_is_shown_as_it_is(citewell, tmp_path):
    assert "[bold]x[/bold]" in citewell("forget", "[bold]x[/bold]").err


def test_doctor_fails_with_1_where_something_is_wrong(citewell, home, monkeypatch):
    for check in ("_embedder", "_reranker", "_verifier", "_language_model", "_draft", "_connections"):
        monkeypatch.setattr(doctor, check, lambda _of: "as it should be")
    assert citewell("doctor", "--json").json["ok"]
    home.mkdir(exist_ok=True)
    home.joinpath("home.json").write_text("{", encoding="utf-8")
    home.joinpath("citewell.db").write_bytes(b"x" * 4096)
    result = citewell("doctor", "--json")
    assert result.code == 1
    assert not result.json["ok"]
    assert [check["name"] for check in result.json["checks"] if not check["ok"]] == ["database"]
