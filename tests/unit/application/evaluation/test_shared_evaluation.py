"""Indexes of knowledge bases that shared tickets are run over: made once, kept by content, mended where half made."""

import json
import os

import pytest
from filelock import FileLock

from citewell.application.evaluation import shared_evaluation
from citewell.application.evaluation.shared_evaluation import KnowledgeBases
from citewell.application.models.fakes import FakeModels
from citewell.application.models.resources import PHRASING, RISK
from citewell.domain.drafts import Decision, Mode, Ticket
from citewell.domain.errors import BadInputError, CancelledError
from citewell.domain.progress import CancelToken
from citewell.models.fakes import HashingEmbedder
from citewell.settings.resources import resources_dir


class CountingEmbedder(HashingEmbedder):
    """Counts what it embeds."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []

    def embed(self, texts):
        self.texts += texts
        return super().embed(texts)


@pytest.fixture
def folder(tmp_path):
    """A knowledge base of three documents."""
    root = tmp_path / "kb" / "shop"
    root.mkdir(parents=True)
    for name in ("hours", "parcels", "refunds"):
        (root / f"{name}.md").write_text(f"# {name}\n\nAll about {name} stands here.\n")
    return root


@pytest.fixture
def embedder():
    return CountingEmbedder()


@pytest.fixture
def models(embedder):
    return FakeModels(embedder=embedder)


def index(services, folder, **options):
    """Open the knowledge base as a run does; its key and the size of its index."""
    bases = KnowledgeBases(services, {"shop": folder})
    with bases.bench("shop", **options) as bench:
        return bases.key("shop"), bench.index


def kept(services):
    return {one.name for one in services.home.evaluation.iterdir() if one.is_dir()}


def test_a_knowledge_base_is_indexed_once(services, embedder, folder):
    first = index(services, folder)
    embedded = len(embedder.texts)
    assert first[1] == (3, 3)
    assert embedded == 3
    assert index(services, folder) == first
    assert len(embedder.texts) == embedded
    assert services.search.totals() == (0, 0)  # the home's own index knows nothing of it


@pytest.mark.parametrize("change", ["content", "name", "added", "removed", "sidecar"])
def test_changed_content_is_another_index(services, folder, change):
    before, _ = index(services, folder)
    changes = {
        "content": lambda: (folder / "hours.md").write_text("# hours\n\nNow others.\n"),
        "name": lambda: (folder / "hours.md").rename(folder / "times.md"),
        "added": lambda: (folder / "new.md").write_text("# New\n\nMore text.\n"),
        "removed": (folder / "hours.md").unlink,
        "sidecar": lambda: (folder / "hours.md.meta.yaml").write_text("region: DE\n"),
    }
    changes[change]()
    after, size = index(services, folder)
    assert after != before
    assert size[0] == {"added": 4, "removed": 2}.get(change, 3)


def test_what_is_no_content_changes_nothing(services, folder, tmp_path):
    before, _ = index(services, folder)
    os.utime(folder / "hours.md", (1, 1))
    (folder / ".git").mkdir()
    (folder / ".git" / "HEAD").write_text("x")
    (folder / "hours.md~").write_text("x")
    moved = folder.rename(tmp_path / "elsewhere")
    assert index(services, moved)[0] == before
    assert kept(services) == {before}


def test_another_embedder_or_way_of_reading_is_another_index(services, folder, monkeypatch):
    before, _ = index(services, folder)
    monkeypatch.setattr(shared_evaluation, "MAX_WORDS", 80)
    cut_anew, _ = index(services, folder)
    services.models.embedder = type("Other", (HashingEmbedder,), {"identity": "other"})()
    assert len({before, cut_anew, index(services, folder)[0]}) == 3


def test_an_indexing_that_was_stopped_goes_on_and_is_never_half_used(services, embedder, folder, monkeypatch):
    monkeypatch.setattr("citewell.knowledge.ingest.BATCH_PASSAGES", 1)
    monkeypatch.setattr("citewell.knowledge.ingest.BATCHES_AHEAD", 0)
    token = CancelToken()

    def stop(progress):
        if progress.done == 2:
            token.cancel()

    with pytest.raises(CancelledError):
        index(services, folder, progress=stop, cancel=token)
    assert 0 < len(embedder.texts) < 3
    assert index(services, folder)[1] == (3, 3)
    assert len(embedder.texts) <= 4  # what was stored is not embedded again; what was in hand may be


def test_a_half_made_index_of_another_place_is_made_anew(services, folder, tmp_path):
    token = CancelToken()
    token.cancel()
    with pytest.raises(CancelledError):
        index(services, folder, cancel=token)
    assert index(services, folder.rename(tmp_path / "elsewhere"))[1] == (3, 3)


def test_a_damaged_index_is_made_anew(services, folder):
    key, size = index(services, folder)
    (services.home.evaluation / key / "home" / "citewell.db").write_bytes(b"no database" * 1000)
    assert index(services, folder) == (key, size)


def test_a_folder_that_changes_while_it_is_indexed_is_told(services, folder):
    bases = KnowledgeBases(services, {"shop": folder})
    bases.key("shop")
    (folder / "new.md").write_text("# New\n\nMore text.\n")
    with pytest.raises(BadInputError, match="changed while it was indexed"), bases.bench("shop"):
        pass
    assert kept(services) == set()


def test_only_so_many_are_kept_and_none_in_use_is_removed(services, folder, monkeypatch):
    monkeypatch.setattr(shared_evaluation, "KEPT", 2)
    keys = []
    for number in range(4):
        (folder / "hours.md").write_text(f"# hours\n\nVersion {number}.\n")
        keys.append(index(services, folder)[0])
        os.utime(services.home.evaluation / keys[-1] / "state.json", (number, number))
        if number == 0:
            lock = FileLock(services.home.evaluation / keys[0] / "users" / "another program.lock")
            lock.acquire()
    assert kept(services) == {keys[0], keys[2], keys[3]}
    lock.release()
    (folder / "hours.md").write_text("# hours\n\nLast.\n")
    last, _ = index(services, folder)
    assert kept(services) == {keys[3], last}


def test_another_program_that_indexes_is_waited_for(services, folder):
    services.home.evaluation.mkdir()
    token, seen = CancelToken(), []

    def give_up(progress):
        seen.append(progress.item)
        token.cancel()

    with FileLock(services.home.evaluation / "turn.lock"), pytest.raises(CancelledError):
        index(services, folder, progress=give_up, cancel=token)
    assert seen == ["waiting for another program that indexes"]


def test_a_policy_pack_of_its_own_is_in_force_for_its_knowledge_base_alone(services, folder):
    pack = folder / "policy.yaml"
    pack.write_text(
        "pack: shop\nversion: '1'\nname: Shop\nrisks:\n  - id: elephants\n    name: Elephants\n    to: The zoo\n"
        "    words: [purple elephant]\n    holding: {en: A colleague will look at it.}\n"
    )
    ticket = Ticket("There is a purple elephant among the parcels.")
    for policies, decision in (({}, None), ({"shop": pack}, Decision.ESCALATE), ({"other": pack}, None)):
        with KnowledgeBases(services, {"shop": folder}, policies).bench("shop") as bench:
            draft = bench.drafts(Mode.HYBRID).run(ticket)
        assert (draft.decision is Decision.ESCALATE) == (decision is not None)
    assert "elephants" not in services.policies.current().risks


def test_a_knowledge_base_may_be_routed_by_models_that_never_saw_it(services, folder, tmp_path):
    """The models that ship know the tickets of a bank by heart: figures come from a fit without the knowledge base."""
    own = tmp_path / "held-out" / "shop"
    own.mkdir(parents=True)
    shipped = resources_dir() / "models" / "routing"
    (own / PHRASING).write_text((shipped / PHRASING).read_text(encoding="utf-8"), encoding="utf-8")
    risky = json.loads((shipped / RISK).read_text(encoding="utf-8")) | {"bias": 50.0}
    (own / RISK).write_text(json.dumps(risky), encoding="utf-8")
    ticket = Ticket("When is the refund paid?")
    made = []
    for held_out in (None, tmp_path / "held-out"):
        with KnowledgeBases(services, {"shop": folder}, held_out=held_out).bench("shop") as bench:
            made.append(bench.drafts(Mode.HYBRID).run(ticket).decision)
    assert made[0] is not Decision.ESCALATE
    assert made[1] is Decision.ESCALATE
    with (
        pytest.raises(BadInputError, match="routing models"),
        KnowledgeBases(services, {"shop": folder}, held_out=tmp_path / "nothing").bench("shop"),
    ):
        pass
