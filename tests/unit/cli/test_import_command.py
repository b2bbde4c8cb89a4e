"""``citewell import``: what it prints, and its exit codes."""

import json

from tests.unit.cli.test_app import citewell  # noqa: F401  a fixture
from tests.unit.knowledge.exchange import helpdesk_exports as exports


def test_an_import_says_what_it_recognised(citewell, tmp_path):  # noqa: F811
    (tmp_path / "x").write_text(exports.EXPORTS["intercom"][1])
    done = citewell("import", tmp_path / "x", "--out", tmp_path / "t.jsonl")
    assert done.code == 0
    assert "Intercom" in done.out
    assert "1 tickets, 5 messages" in " ".join(done.out.split())
    told = citewell("import", tmp_path / "x", "--out", tmp_path / "t.jsonl", "--json").json
    assert (told["exports"][0]["program"], told["exports"][0]["tickets"]) == ("Intercom", 1)


def test_a_cut_export_is_for_the_user_to_mend(citewell, tmp_path):  # noqa: F811
    lines = [exports.EXPORTS["zendesk"][1], exports.EXPORTS["zendesk"][1].replace("81", "82")[:-40]]
    (tmp_path / "x").write_text("".join(lines))
    done = citewell("import", tmp_path / "x", "--out", tmp_path / "t.jsonl")
    assert done.code == 3
    assert "cut off in the middle" in " ".join(done.err.split())
    assert not (tmp_path / "t.jsonl").exists()
    assert citewell("import", tmp_path / "x", "--out", tmp_path / "t.jsonl", "--salvage").code == 0
    assert [json.loads(line)["id"] for line in (tmp_path / "t.jsonl").read_text().splitlines()] == ["zendesk-81"]
