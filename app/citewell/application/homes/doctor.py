"""The self-test of an installation: database, models, one draft, no connections."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from citewell.application.drafting.drafting import Drafting
from citewell.application.homes.keys import key_status
from citewell.application.homes.self_test import run_self_test
from citewell.domain.digests import file_sha256
from citewell.domain.drafts import Decision, GivenPassage, Ticket
from citewell.domain.errors import BadInputError, CitewellError
from citewell.domain.generation import Generator
from citewell.domain.ports import Embedder, Reranker, Verifier
from citewell.models.descriptions import BASE_MODEL, EMBEDDER, RERANKER, VERIFIER, find_base_model
from citewell.settings.company import read_company_policy, writable_by_others
from citewell.settings.home import Home
from citewell.settings.locks import locked_options, unknown_options
from citewell.settings.options import load_options
from citewell.settings.resources import resources_dir
from citewell.storage.db.database import damage
from citewell.storage.db.trusted_signers import read_fingerprint

PASSAGES = (
    GivenPassage("returns", "Returns", "You can return the charger within 30 days of delivery."),
    GivenPassage("hours", "Opening hours", "The shop in the station is open from 9 to 17 o'clock."),
)
TICKET = Ticket(text="How long do I have to return the charger?", passages=PASSAGES)


@dataclass(frozen=True, slots=True)
class DoctorParts:
    """The parts to test. A model that is missing fails in its own check, where it is first asked something.

    The models and ``drafting`` are those of a scratch home; ``own_base_model`` says whether its language model is the
    user's own file. ``integrity`` gives ``ok`` or the first complaint of SQLite's integrity check of the home.
    """

    integrity: Callable[[], str]
    embedder: Embedder
    reranker: Reranker | None
    verifier: Verifier
    generator: Callable[[], Generator]
    drafting: Drafting
    own_base_model: bool


@dataclass(frozen=True, slots=True)
class Examined:
    """The result of one check, and how long it took."""

    name: str
    ok: bool
    detail: str
    seconds: float

    def record(self) -> dict[str, object]:
        """As JSON."""
        return {"name": self.name, "ok": self.ok, "detail": self.detail, "seconds": round(self.seconds, 2)}


class _FailedError(CitewellError):
    """A check that did not hold."""


def examine(home: Home, parts: DoctorParts) -> list[Examined]:
    """Run every check; none stops the rest."""
    checks: list[tuple[str, Callable[[], str]]] = [
        ("database", lambda: _database(home, parts)),
        ("embedder", lambda: _embedder(parts.embedder)),
        ("judge", lambda: _reranker(parts.reranker)),
        ("verifier", lambda: _verifier(parts.verifier)),
        ("language model", lambda: _language_model(parts)),
        ("graphics card", lambda: _graphics_card(home, parts)),
        ("one draft", lambda: _draft(parts.drafting)),
        ("connections", lambda: _connections(home)),
        ("company settings", lambda: _company(home)),
    ]
    return [_run(name, check) for name, check in checks]


def _run(name: str, check: Callable[[], str]) -> Examined:
    began = time.monotonic()
    try:
        ok, detail = True, check()
    except CitewellError as error:
        ok, detail = False, str(error)
    return Examined(name, ok, detail, time.monotonic() - began)


def _database(home: Home, parts: DoctorParts) -> str:
    if not home.database.exists():
        return f"none yet in {home.path}; the first index makes it"
    complaint = parts.integrity()
    if complaint != "ok":
        raise _FailedError(damage(home.database, complaint))
    return f"sound and encrypted, key protected by {key_status(home).words}"


def _embedder(embedder: Embedder) -> str:
    _same(_model(EMBEDDER.folder), EMBEDDER.sha256)
    vectors = embedder.embed(["refund", "money back", "keyboard layout"])
    if len(vectors) != 3 or len(vectors[0]) != 4 * EMBEDDER.dimensions:
        raise _FailedError("the embedder sent the wrong number of vectors")
    return f"{EMBEDDER.name}, {EMBEDDER.dimensions} dimensions, file as published"


def _reranker(reranker: Reranker | None) -> str:
    _same(_model(RERANKER.folder), RERANKER.sha256)
    if reranker is None:
        return f"{RERANKER.name}, file as published, not in use"
    near, far = reranker.score([(TICKET.text, f"{given.title}: {given.text}") for given in PASSAGES])
    if near <= far:
        raise _FailedError("the judge does not tell a passage that answers from one that does not")
    return f"{RERANKER.name}, file as published"


def _verifier(verifier: Verifier) -> str:
    _same(_model(VERIFIER.folder), VERIFIER.sha256)
    source = "You can return an annual plan within 14 days. We refund the full amount to your card."
    kept, changed = verifier.score([("We refund the full amount.", source), ("We refund half of it.", source)])
    if kept <= changed:
        raise _FailedError("the verifier does not tell a supported sentence from another one")
    return f"{VERIFIER.name}, file as published"


def _language_model(parts: DoctorParts) -> str:
    if parts.own_base_model:
        generator = parts.generator()
        return f"{generator.use.base} (your own file), {generator.context_tokens} tokens of context"
    _same(find_base_model(resources_dir()), BASE_MODEL.sha256)
    (count,) = parts.generator().count(["one two three"])
    if count < 1:
        raise _FailedError("the language model counts no tokens")
    return f"{BASE_MODEL.name}, file as published"


def _graphics_card(home: Home, parts: DoctorParts) -> str:
    """Where the language model computes; a number of layers that was chosen must be there."""
    wanted, placed = load_options(home.settings).gpu_layers, parts.generator().placement()
    if wanted > 0 and not placed.gpu_layers:
        raise _FailedError(
            f"gpu_layers is {wanted}, but the language model computes {placed.words}. Mend that, or set it to -1."
        )
    return f"the language model computes {placed.words}"


def _draft(drafting: Drafting) -> str:
    draft = drafting.draft(TICKET)
    cited = {citation.document for citation in draft.citations}
    if draft.decision is not Decision.ANSWER or "returns" not in cited or draft.blocked:
        raise _FailedError(f"the test draft came out as {draft.decision.value}, citing {sorted(cited) or 'nothing'}")
    return f"cited and checked in {draft.timings.total_ms / 1000:.1f} s"


def _connections(home: Home) -> str:
    test = run_self_test(offline=load_options(home.settings).offline)
    failed = [f"{check.name}: {check.found}" for check in test.checks if not check.holds]
    if failed:
        raise _FailedError("; ".join(failed))
    return "0 network connections; " + "; ".join(f"{check.name.lower()}: {check.found}" for check in test.checks)


def _company(home: Home) -> str:
    """What the company locked, and whether its file is safe from whoever works here."""
    policy = read_company_policy()
    if policy is None:
        return "none: nothing is locked"
    if writable_by_others(policy.path):
        raise _FailedError(f"{policy.path} can be changed by others than an administrator: it locks nothing safely")
    options = locked_options(home.settings)
    signer = load_options(home.settings).release_signer.strip()
    try:
        read_fingerprint(signer or "0" * 32)
    except BadInputError as error:
        raise _FailedError(f"'release_signer' in {policy.path}: {error} No release is taken.") from error
    unknown = [f"'{name}' is no option of this version: it locks nothing." for name in unknown_options(policy)]
    told = [option.words for option in options if option.edited]
    return " ".join([f"{len(options)} set by {policy.words} in {policy.path}.", *told, *unknown])


def _model(folder: str) -> Path:
    return resources_dir() / "models" / folder / "model.onnx"


def _same(path: Path, sha256: str) -> None:
    if not path.is_file():
        raise _FailedError(f"{path} is missing. Install Citewell again.")
    if file_sha256(path) != sha256:
        raise _FailedError(f"{path} is not the file that was published. Install Citewell again.")
