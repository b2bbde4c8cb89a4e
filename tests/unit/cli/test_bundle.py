"""``citewell bundle``, the guard of ``outcome --final``, and ``models download`` as commands."""

import json

import pytest
from tests.support import log_draft, with_models, write_files
from tests.unit.cli.test_app import citewell, home  # noqa: F401  fixtures

from citewell.bootstrap.open_home import open_app
from citewell.domain.documents import Access
from citewell.domain.drafts import Decision, Draft, ModelUse, Ticket
from citewell.knowledge.ingest import IndexOptions
from citewell.settings.home import Home

PACK = "pack: ours\nversion: '1'\nname: Ours\n"
SECRET = "A goodwill credit of up to 250 EUR may be granted by the team lead without approval by finance."


@pytest.fixture
def filled(home, tmp_path):  # noqa: F811
    """A home with a policy pack, a confidential document and a draft."""
    (home / "policies").mkdir(parents=True)
    (home / "policies" / "ours.yaml").write_text(PACK, encoding="utf-8")
    services = open_app(Home(home), choices=with_models())
    kb = write_files(tmp_path / "internal", {"goodwill.md": f"# Goodwill\n\n{SECRET}\n"})
    services.ingest.run(IndexOptions(kb, Access.CONFIDENTIAL))
    draft = Draft("d1", Decision.ANSWER, "T", (), (), 0.5, (), (), ModelUse("m", "", "f", "h"), "reply-1")
    log_draft(services.log, Ticket("Hello"), draft)
    services.close()
    return home


def test_a_pack_goes_from_one_home_to_another(citewell, filled, tmp_path):  # noqa: F811
    file = tmp_path / "ours.bundle"
    made = citewell("bundle", "export", "policy", "ours", file, "--version", "3", "--json").json
    assert (made["kind"], made["id"], made["version"], made["files"]) == ("policy", "ours", "3", 1)
    other = tmp_path / "other"
    seen = citewell("bundle", "inspect", file, "--home", other, "--json").json
    assert seen["trusted"] is False
    assert [one["path"] for one in seen["files"]] == ["ours.yaml"]
    refused = citewell("bundle", "import", file, "--home", other)
    assert refused.code == 3
    assert made["fingerprint"] in " ".join(refused.err.split())
    taken = citewell("bundle", "import", file, "--home", other, "--trust", made["fingerprint"], "--json")
    assert taken.code == 0, taken.err
    assert (other / "policies" / "ours.yaml").read_text(encoding="utf-8") == PACK
    listed = citewell("bundle", "trust", "--home", other, "--json").json
    assert [one["fingerprint"] for one in listed["trusted"]] == [made["fingerprint"]]
    assert citewell("bundle", "import", file, "--home", other).code == 0
    assert citewell("bundle", "trust", "remove", made["fingerprint"], "--home", other).code == 0
    assert citewell("bundle", "import", file, "--home", other).code == 3


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("bundle", "import", "MISSING"), 3),
        (("bundle", "inspect", "MISSING"), 3),
        (("bundle", "export", "policy", "nosuch", "x"), 3),
        (("bundle", "export", "style", "../..", "x"), 3),
        (("bundle", "export", "model", "nosuch", "x"), 3),
        (("bundle", "export", "knowledge", "/nowhere", "x"), 3),
        (("bundle", "export", "secrets", "a", "x"), 2),
        (("bundle", "trust", "add"), 2),
        (("bundle", "trust", "add", "12"), 3),
        (("bundle", "trust", "remove", "00" * 16), 3),
        (("models", "download", "nosuch"), 3),
        (("models", "download", "smollm2-135m-instruct-q4_1"), 3),
    ],
)
def test_what_cannot_be_done_says_so(citewell, words, code):  # noqa: F811
    result = citewell(*words)
    assert result.code == code
    assert result.err


def test_a_final_text_with_confidential_words_is_recorded_and_noted(citewell, filled, tmp_path):  # noqa: F811
    final = tmp_path / "final.txt"
    final.write_text(f"Hi Sam, {SECRET.lower()}", encoding="utf-8")
    said = citewell("outcome", "d1", "edited", "--final", final, "--json")
    assert said.code == 0
    assert [finding["rule"] for finding in said.json["findings"]] == ["confidential_text"]
    assert "goodwill.md" in said.err
    services = open_app(Home(filled))
    noted = [json.loads(one.body) for one in services.compliance.audit.entries() if one.kind == "override"]
    outcomes = [outcome["outcome"] for entry in services.log.entries() for outcome in entry.outcomes]
    services.close()
    assert outcomes == ["edited"]
    assert [(one["where"], one["rules"]) for one in noted] == [("outcome", ["confidential_text"])]
    assert "250" not in json.dumps(noted)


def test_a_harmless_final_text_says_nothing_more(citewell, filled, tmp_path):  # noqa: F811
    final = tmp_path / "final.txt"
    final.write_text("We refund within 10 days.", encoding="utf-8")
    assert citewell("outcome", "d1", "edited", "--final", final, "--json").json == {"id": "d1", "outcome": "edited"}
