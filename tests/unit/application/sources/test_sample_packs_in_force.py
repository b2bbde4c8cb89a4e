"""A sample pack that is indexed in a home brings its policy pack, and drafts there are letters of its house."""

import json
import shutil

import pytest

from citewell.application.sources.demonstration import index_pack
from citewell.cli.policy import list_policy
from citewell.domain.drafts import Level, Ticket
from citewell.governance.policy.letter import frame_of
from citewell.knowledge.ingest import IndexOptions
from citewell.settings.resources import find_pack

TICKET = Ticket("Can I cancel the handover of my car?", customer="Ana Lind")


@pytest.fixture
def auto(services):
    pack = find_pack("auto")
    index_pack(services.ingest, pack)
    return pack


def names(services):
    return [pack.id for pack in services.policies.current().packs if not pack.shipped]


def test_it_is_in_force_while_it_is_indexed(services, auto):
    assert names(services) == ["norlander-cars"]
    (source,) = services.index.sources()
    services.forgetting.forget(source.root)
    assert names(services) == []


def test_a_folder_elsewhere_is_no_sample_pack(services, tmp_path):
    shutil.copytree(find_pack("legal").folder, tmp_path / "legal")
    services.ingest.run(IndexOptions(tmp_path / "legal"))
    assert names(services) == []


def test_two_of_them_count_in_the_order_in_which_they_were_added(services, auto):
    index_pack(services.ingest, find_pack("legal"))
    assert names(services) == ["norlander-cars", "hartlin-voss"]
    assert services.policies.current().wording.sign_off["en"].endswith("Client service, Hartlin Voss")


def test_a_reply_is_a_letter_of_the_house(services, auto):
    draft = services.drafting.draft(TICKET)
    assert draft.text.startswith("Hello Ana Lind,\n\n")
    assert draft.text.endswith("\n\nHave a good journey\nNorlander customer care")


def test_a_summary_is_no_letter(services, auto):
    draft = services.drafting.draft(Ticket(TICKET.text, customer="Ana Lind", level=Level.SUMMARY))
    assert "Norlander customer care" not in draft.text


def test_the_letter_keeps_no_name_in_the_log(services, auto):
    draft = services.drafting.draft(TICKET)
    with services.database.read() as connection:
        ticket, kept = connection.execute("SELECT ticket, body FROM draft WHERE id = ?", (draft.id,)).fetchone()
    assert "Ana Lind" not in ticket
    assert "Ana Lind" not in kept
    assert "Norlander customer care" in kept


def test_the_command_shows_letter_and_voice(services, auto, capsys):
    list_policy(services.policies, as_json=False)
    shown = capsys.readouterr().out
    assert "norlander-cars 2026.11 (sample)" in shown
    assert "Greeting (en): Hello {name}," in shown
    assert "No offer that has ended, not even to say how good it was." in shown
    list_policy(services.policies, as_json=True)
    record = json.loads(capsys.readouterr().out)
    assert record["letter"]["greeting"] == {"en": "Hello {name},"}
    assert len(record["voice"]["examples"]) == 3


def test_without_a_letter_form_nothing_is_added(services):
    assert frame_of("A [1].", services.policies.current().wording, "en", "Ana") == ("", "")
