"""``citewell policy``: what is in force, a pack with mistakes, a text put to the rules."""

import json

import pytest

from citewell.cli.policy import run_check, run_list, run_test
from citewell.domain.errors import BadInputError

BROKEN = 'pack: own\nversion: "1"\nname: Ours\nrules:\n  - id: a\n    kind: forbidden\n'


def printed(capsys) -> dict:
    return json.loads(capsys.readouterr().out)


def test_what_ships_is_listed(services, capsys):
    assert run_list(services, as_json=True) == 0
    record = printed(capsys)
    assert [pack["pack"] for pack in record["packs"]] == ["default", "eu", "us"]
    assert len(record["risks"]) == 11
    assert {"default/no-guarantee", "eu/eu-voucher-only"} <= {rule["rule"] for rule in record["rules"]}
    assert run_list(services, as_json=False) == 0
    assert "Legal threat" not in capsys.readouterr().err


def test_a_pack_with_mistakes_fails_its_check_and_stops_drafting(services, capsys):
    folder = services.policies.folder
    folder.mkdir(parents=True)
    file = folder / "own.yaml"
    file.write_text(BROKEN)
    assert run_check(services, file, as_json=True) == 1
    record = printed(capsys)
    assert {one["line"] for one in record["problems"]} == {5, 6}
    with pytest.raises(BadInputError, match=r"own\.yaml:\d+: "):
        services.policies.current()
    file.write_text(BROKEN.replace("forbidden", "forbid") + "    words: [purple lamp]\n")
    assert run_check(services, file, as_json=True) == 0
    assert "a" in services.policies.current().rules


def test_a_text_is_put_to_the_rules(services, capsys):
    text = "Thank you. We guarantee it. Please wait for my lawyer."
    assert run_test(services, text, "", as_json=True) == 0
    record = printed(capsys)
    assert [one["text"] for one in record["findings"] if one["rule"] == "default/no-guarantee"] == ["We guarantee"]
    assert record["risks"][0]["risk"] == "default/legal-threat"
    assert record["risks"][0]["by"] == "words"
