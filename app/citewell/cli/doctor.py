"""The self-test: database, key, models, one draft, no connections."""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from citewell.application.keys import key_status
from citewell.application.self_test import run_self_test
from citewell.bootstrap import Services, open_services
from citewell.cli import output
from citewell.cli.passphrase import ask_passphrase
from citewell.domain.digests import file_sha256
from citewell.domain.drafts import Decision, GivenPassage, Ticket
from citewell.domain.errors import CitewellError
from citewell.models.descriptions import BASE_MODEL, EMBEDDER, JUDGE, VERIFIER, find_base_model
from citewell.settings.home import Home, find_home
from citewell.settings.options import load_options
from citewell.settings.resources import resources_dir
from citewell.storage.db.database import damage

TICKET = Ticket(
    text="How long do I have to return the charger?",
    passages=(
        GivenPassage("returns", "Returns", "You can return the charger within 30 days of delivery."),
        GivenPassage("hours", "Opening hours", "The shop in the station is open from 9 to 17 o'clock."),
    ),
)


class _FailedError(CitewellError):
    """A check that did not hold."""


def run_doctor(home: Path | None, *, as_json: bool) -> int:
    """Run every check, print each, and return 0, or 1 where one failed."""
    chosen = find_home(home)
    with tempfile.TemporaryDirectory(prefix="citewell-doctor-") as scratch_folder:
        scratch = open_services(Home(Path(scratch_folder)), scratch=True, baked=chosen.baked)
        scratch.baking = output.tell_baking
        try:
            checks: list[tuple[str, Callable[[], str]]] = [
                ("database", lambda: _database(chosen)),
                ("embedder", lambda: _embedder(scratch)),
                ("judge", lambda: _judge(scratch)),
                ("verifier", lambda: _verifier(scratch)),
                ("language model", lambda: _language_model(scratch)),
                ("one draft", lambda: _draft(scratch)),
                ("connections", lambda: _connections(chosen)),
            ]
            results = [_run(name, check) for name, check in checks]
        finally:
            scratch.close()
    passed = all(result["ok"] for result in results)
    if as_json:
        output.print_json({"ok": passed, "checks": results})
    else:
        for result in results:
            mark = "[green]ok[/green]    " if result["ok"] else "[red]failed[/red]"
            output.console().print(f"{mark} {result['name']}: {result['detail']}", soft_wrap=True)
    return 0 if passed else 1


def _run(name: str, check: Callable[[], str]) -> dict[str, object]:
    began = time.monotonic()
    try:
        ok, detail = True, check()
    except CitewellError as error:
        ok, detail = False, str(error)
    return {"name": name, "ok": ok, "detail": detail, "seconds": round(time.monotonic() - began, 2)}


def _database(home: Home) -> str:
    if not home.database.exists():
        return f"none yet in {home.path}; the first index makes it"
    services = open_services(home, ask=ask_passphrase)
    try:
        complaint = services.database.check()
        if complaint != "ok":
            raise _FailedError(damage(home.database, complaint))
        return f"sound and encrypted, key protected by {key_status(home).words}"
    finally:
        services.close()


def _embedder(services: Services) -> str:
    path = resources_dir() / "models" / EMBEDDER.folder / "model.onnx"
    _same(path, EMBEDDER.sha256)
    vectors = services.embedder.embed(["refund", "money back", "keyboard layout"])
    if len(vectors) != 3 or len(vectors[0]) != 4 * EMBEDDER.dimensions:
        raise _FailedError("the embedder sent the wrong number of vectors")
    return f"{EMBEDDER.name}, {EMBEDDER.dimensions} dimensions, file as published"


def _judge(services: Services) -> str:
    _same(resources_dir() / "models" / JUDGE.folder / "model.onnx", JUDGE.sha256)
    if services.judge is None:
        return f"{JUDGE.name}, file as published, not in use"
    assert TICKET.passages is not None  # noqa: S101  above
    near, far = services.judge.score([(TICKET.text, f"{given.title}: {given.text}") for given in TICKET.passages])
    if near.answers <= far.answers:
        raise _FailedError("the judge does not tell a passage that answers from one that does not")
    return f"{JUDGE.name}, file as published"


def _verifier(services: Services) -> str:
    _same(resources_dir() / "models" / VERIFIER.folder / "model.onnx", VERIFIER.sha256)
    source = "You can return an annual plan within 14 days. We refund the full amount to your card."
    kept, changed = services.verifier.score([("We refund the full amount.", source), ("We refund half of it.", source)])
    if kept <= changed:
        raise _FailedError("the verifier does not tell a supported sentence from another one")
    return f"{VERIFIER.name}, file as published"


def _language_model(services: Services) -> str:
    if services.options.base_model:
        return f"{services.generator.use.base} (your own file), {services.generator.context_tokens} tokens of context"
    _same(find_base_model(resources_dir()), BASE_MODEL.sha256)
    (count,) = services.generator.count(["one two three"])
    if count < 1:
        raise _FailedError("the language model counts no tokens")
    return f"{BASE_MODEL.name}, file as published"


def _draft(services: Services) -> str:
    draft = services.drafter.draft(TICKET)
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


def _same(path: Path, sha256: str) -> None:
    if not path.is_file():
        raise _FailedError(f"{path} is missing. Install Citewell again.")
    if file_sha256(path) != sha256:
        raise _FailedError(f"{path} is not the file that was published. Install Citewell again.")
