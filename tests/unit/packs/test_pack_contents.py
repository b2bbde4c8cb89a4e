"""Every sample pack can be used as it is: documents, policy pack with the house voice, golden tickets."""

from collections import Counter
from pathlib import PurePath

import pytest

from citewell.application.policies.policies import Policies
from citewell.domain.documents import Access
from citewell.domain.drafts import Decision, Severity
from citewell.domain.errors import BadInputError
from citewell.evaluation.golden.pack_tickets import read_pack_tickets
from citewell.governance.policy.checking import Reply
from citewell.governance.policy.letter import frame_of
from citewell.knowledge.ingest import IndexOptions
from citewell.knowledge.sample_tickets import sample_tickets
from citewell.settings.resources import DEFAULT_PACK, find_pack, packs, packs_dir, sample_dir

EACH = pytest.mark.parametrize("pack", packs(), ids=lambda pack: pack.name)


def test_there_are_twelve_and_the_default_one_comes_first():
    found = packs()
    assert len(found) == len({pack.kind for pack in found}) == len({pack.company for pack in found}) == 12
    assert found[0] == find_pack(DEFAULT_PACK)
    assert sample_dir() == find_pack(DEFAULT_PACK).folder


@EACH
def test_a_pack_is_described_in_one_line(pack):
    assert pack.company
    assert pack.kind
    assert 20 < len(pack.shows) < 90
    described = (packs_dir().parent / "docs" / "packs.md").read_text(encoding="utf-8")
    assert f"| `{pack.name}` | {pack.company} | {pack.kind} | {pack.shows} |" in described


@pytest.mark.parametrize("text", ["", "company: [", "company: A\nkind: B", "[]", "\0"])
def test_a_description_that_cannot_be_read(tmp_path, text):
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "pack.yaml").write_text(text)
    with pytest.raises(BadInputError, match="cannot be read"):
        packs(tmp_path)


@EACH
def test_every_document_is_indexed(pack, services):
    report = services.ingest.run(IndexOptions(pack.folder))
    assert report.quarantined == ()
    (source,) = services.index.sources()
    documents = services.index.documents(source.id)
    assert [(one.path, one.problems) for one in documents if one.problems] == []
    kinds = Counter(PurePath(one.path).suffix for one in documents)
    assert len(documents) >= 30
    assert kinds[".pdf"] >= 2
    assert kinds[".docx"] >= 2
    assert kinds[".eml"] >= 1
    assert not {".yaml", ".yml"} & set(kinds)
    confidential = [one.path for one in documents if one.metadata.access is Access.CONFIDENTIAL]
    assert len(confidential) >= 2
    assert {path for path in confidential if not path.startswith("internal/")} == set()


@EACH
def test_golden_tickets_can_be_read_and_name_documents_that_are_there(pack):
    found = read_pack_tickets([pack])
    expected = Counter(golden.expect.decisions[0] for golden in found.tickets)
    assert set(expected) == set(Decision)
    named = {document for golden in found.tickets for document in golden.expect.documents}
    assert [document for document in named if not (pack.folder / document.partition("#")[0]).is_file()] == []
    assert {golden.kb for golden in found.tickets} == {pack.name}
    assert len(sample_tickets(pack.golden)) == len(found.tickets) >= 12


@EACH
def test_the_policy_pack_can_be_used(pack, tmp_path):
    policy = Policies(tmp_path, lambda: [pack.policy]).current()
    assert policy.packs[-1].file == str(pack.policy)
    assert len(policy.packs[-1].rules) >= 4


@EACH
def test_the_house_voice_is_told_and_keeps_the_rules_of_its_pack(pack, tmp_path):
    checker = Policies(tmp_path, lambda: [pack.policy]).checker()
    voice = checker.policy.voice
    assert len(voice.notes) >= 3
    assert min(len(voice.do), len(voice.dont)) >= 4
    assert len(voice.examples) >= 3
    assert all("[1]" in text for example in voice.examples for text in example)
    for _, house in voice.examples:
        broken = [one for one in checker.check(Reply(house)) if one.severity is Severity.BLOCK]
        assert [one for one in broken if "Add:" not in one.message] == [], house  # disclaimers are added to drafts


@EACH
@pytest.mark.parametrize("customer", ["", "Ana Lind"])
def test_greeting_and_sign_off_state_nothing_and_break_no_rule(pack, customer, tmp_path):
    checker = Policies(tmp_path, lambda: [pack.policy]).checker()
    wording = checker.policy.wording
    assert "en" in wording.greeting
    assert wording.greeting.keys() == wording.sign_off.keys()
    for language in wording.greeting:
        before, after = frame_of("x [1].", wording, language, customer)
        assert before.strip()
        assert after.strip()
        assert customer in before
        assert not {"{", "<"} & set(before + after)
        for line in filter(str.strip, f"{before}{after}".splitlines()):
            assert checker.is_fixed(line), line
        found = checker.check(Reply(f"{before}The fee is named [1].{after}"))
        assert [one for one in found if one.severity is Severity.BLOCK] == []
