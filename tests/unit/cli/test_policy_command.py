"""``citewell policy``: what is in force, a pack with mistakes, a text put to the rules."""

import json

import pytest

from citewell.application.policies.policies import try_text
from citewell.cli.policy import check_pack, list_policy, show_tried
from citewell.domain.errors import BadInputError

BROKEN = 'pack: own\nversion: "1"\nname: Ours\nrules:\n  - id: a\n    kind: forbidden\n'


def printed(capsys) -> dict:
    return json.loads(capsys.readouterr().out)


def test_what_ships_is_listed(services, capsys):
    list_policy(services.policies, as_json=True)
    record = printed(capsys)
    assert [pack["pack"] for pack in record["packs"]] == ["default", "eu", "us"]
    assert len(record["risks"]) == 11
    assert {"default/no-guarantee", "eu/eu-voucher-only"} <= {rule["rule"] for rule in record["rules"]}
    list_policy(services.policies, as_json=False)
    assert "default/legal-threat: to " in capsys.readouterr().out


def test_a_pack_with_mistakes_fails_its_check_and_stops_drafting(services, capsys):
    folder = services.policies.folder
    folder.mkdir(parents=True)
    file = folder / "own.yaml"
    file.write_text(BROKEN)
    assert not check_pack(services.policies, file, as_json=True)
    record = printed(capsys)
    assert {one["line"] for one in record["problems"]} == {6}
    with pytest.raises(BadInputError, match=r"own\.yaml:\d+: "):
        services.policies.current()
    file.write_text(BROKEN.replace("forbidden", "forbid") + "    words: [purple lamp]\n")
    assert check_pack(services.policies, file, as_json=True)
    assert "a" in services.policies.current().rules


def test_a_text_is_put_to_the_rules(services, capsys):
    text = "Thank you. We guarantee it. Please wait for my lawyer."
    show_tried(try_text(services.policies, services.parts.risk, text), text, as_json=True)
    record = printed(capsys)
    assert [one["text"] for one in record["findings"] if one["rule"] == "default/no-guarantee"] == ["We guarantee"]
    assert record["risks"][0]["risk"] == "default/legal-threat"
    assert record["risks"][0]["by"] == "words"
