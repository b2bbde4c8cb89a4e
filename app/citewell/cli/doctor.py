"""``citewell doctor``: the self-test of database, key, models, one draft and connections."""

from pathlib import Path

import typer

from citewell.application.app import App
from citewell.application.homes.doctor import DoctorParts, examine
from citewell.cli import output
from citewell.cli.context import HomeOption, JsonOption, scratch_services, services
from citewell.settings.home import find_home
from citewell.settings.options import Options, load_options


def doctor(home: HomeOption = None, as_json: JsonOption = False) -> None:
    """Test database, key, models, one draft, and that no connection is open."""
    chosen = find_home(home)
    settings = load_options(chosen.settings)
    options = Options(gpu_layers=settings.gpu_layers, base_model=settings.base_model)
    with scratch_services(None, baked=chosen.baked, prefix="citewell-doctor-", options=options) as scratch:
        results = examine(chosen, _parts(scratch, chosen.path))
    passed = all(result.ok for result in results)
    if as_json:
        output.print_json({"ok": passed, "checks": [result.record() for result in results]})
    else:
        for result in results:
            mark = "[green]ok[/green]    " if result.ok else "[red]failed[/red]"
            output.console().print(f"{mark} {result.name}: {result.detail}", soft_wrap=True)
    raise typer.Exit(0 if passed else 1)


def _parts(scratch: App, home: Path) -> DoctorParts:
    def integrity() -> str:
        with services(home) as opened:
            return opened.database.check()

    return DoctorParts(
        integrity=integrity,
        embedder=scratch.models.embedder,
        reranker=scratch.models.reranker,
        verifier=scratch.models.verifier,
        generator=scratch.models.generator,
        drafting=scratch.drafting,
        own_base_model=bool(scratch.options.base_model),
    )
