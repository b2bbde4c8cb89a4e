"""The commands. Each opens a home, calls one service, and prints the result for a person or as JSON."""

import contextlib
import os
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import typer

from citewell import __version__
from citewell.bootstrap import Services, open_services, start_log_file
from citewell.cli import output, show
from citewell.cli.backup import run_backup, run_restore, run_salvage
from citewell.cli.batch import claim_of, count_field, date_field, run_batch, text_field, ticket_of
from citewell.cli.calibrate import reset_calibration, run_calibrate, show_calibration
from citewell.cli.cancellation import cancel_on_interrupt
from citewell.cli.demo import run_demo
from citewell.cli.doctor import run_doctor
from citewell.cli.evaluate import EvaluateWishes, SeveralTickets, run_evaluate
from citewell.cli.index_watch import IndexFollower
from citewell.cli.key import KeyAction, run_key
from citewell.cli.learn import LearnWishes, run_learn
from citewell.cli.log import run_log
from citewell.cli.mask import mask_record_of, run_allow, run_mask
from citewell.cli.models import ModelAction, run_models
from citewell.cli.passphrase import ask_passphrase, want_passphrase_file
from citewell.cli.policy import PolicyAction, run_check, run_list, run_test
from citewell.cli.styles import StylesAction, run_styles
from citewell.cli.verify import verify_claim
from citewell.domain.documents import Access, Filters, IndexReport
from citewell.domain.drafts import Draft, Level, Mode, Outcome, OutcomeKind, SearchResult, Ticket
from citewell.domain.errors import BadInputError, UnreadableFileError
from citewell.domain.progress import CancelToken
from citewell.knowledge.decoding import decode
from citewell.knowledge.ingest import IndexOptions
from citewell.knowledge.scan import source_root
from citewell.pipeline.checks.conflicts import find_conflicts
from citewell.records.values import record_of
from citewell.settings.home import HOME_VARIABLE, find_home
from citewell.settings.resources import DEFAULT_PACK, find_pack

app = typer.Typer(
    name="citewell",
    help="Cited customer-support drafts, written on your own machine.",
    no_args_is_help=False,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


HomeOption = Annotated[
    Path | None,
    typer.Option(
        "--home",
        envvar=HOME_VARIABLE,
        help="Folder with database, key and settings.",
        show_default=False,
        callback=output.want_home,
    ),
]
PassphraseFileOption = Annotated[
    Path | None,
    typer.Option(
        "--passphrase-file",
        help="File with the home's passphrase in its first line (or variable CITEWELL_PASSPHRASE).",
        show_default=False,
        callback=want_passphrase_file,
    ),
]
NewPassphraseFileOption = Annotated[
    Path | None,
    typer.Option("--new-passphrase-file", help="File with the passphrase to set, instead of typing it."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.", callback=output.want_json)]
BatchOption = Annotated[
    str | None,
    typer.Option(
        "--batch",
        metavar="FILE.jsonl",
        help="One JSON object a line in, one a line out; - for standard input.",
    ),
]
AsOfOption = Annotated[
    datetime | None,
    typer.Option("--as-of", formats=["%Y-%m-%d"], help="Answer as of this date (default: today)."),
]
RegionOption = Annotated[str, typer.Option("--region", help="Only documents for this region, or for all.")]
ProductOption = Annotated[str, typer.Option("--product", help="Only documents for this product, or for all.")]


@contextlib.contextmanager
def services(home: Path | None) -> Iterator[Services]:
    """The services of a home; says where a key lies unprotected, once, when the home is made."""
    chosen = find_home(home)
    is_new = not chosen.database.exists()
    opened = open_services(chosen, ask=ask_passphrase)
    start_log_file(chosen)
    opened.baking = output.tell_baking
    if is_new:
        output.warn(opened.key.warning)
    try:
        yield opened
    finally:
        opened.close()


def _version(wanted: bool) -> None:
    if wanted:
        sys.stdout.write(f"citewell {__version__}\n")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def main(
    context: typer.Context,
    home: HomeOption = None,
    passphrase_file: PassphraseFileOption = None,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Open the window, or run a command. The context's object is what opens the window: see ``cli.app.run``."""
    del version, passphrase_file
    if context.invoked_subcommand is None:
        raise typer.Exit(context.obj(home, ""))


@app.command()
def demo(
    context: typer.Context,
    home: HomeOption = None,
    as_json: JsonOption = False,
    window: Annotated[bool, typer.Option("--window", help="Open the window on the sample.")] = False,
    pack: Annotated[str, typer.Option("--pack", metavar="NAME", help="Which sample pack.")] = DEFAULT_PACK,
) -> None:
    """Index a sample knowledge base into a scratch home, draft three tickets, print them."""
    sample = find_pack(pack)
    if window:
        raise typer.Exit(context.obj(home, sample.name))
    run_demo(sample, home, as_json=as_json)


@app.command()
def index(
    paths: Annotated[list[Path], typer.Argument(help="Folders or files.", metavar="PATH...")],
    access: Annotated[
        Access | None,
        typer.Option("--access", help="Who may see it (default: public for a new source, else as before)."),
    ] = None,
    watch: Annotated[bool, typer.Option("--watch", help="Then follow every change, until Ctrl+C.")] = False,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Bring the index up to date with folders or files."""
    with services(home) as opened, cancel_on_interrupt() as cancel:
        limit = opened.options.max_file_mb * 1024 * 1024
        for path in paths:
            source_root(path)  # a wrong path fails before any work is done
        reports: list[tuple[Path, IndexReport]] = []
        for path in paths:
            with output.progress_bar(f"Indexing {path.name or path}") as progress:
                report = opened.ingest.run(IndexOptions(path, access, limit), progress=progress, cancel=cancel)
            reports.append((path, report))
            if as_json:
                output.print_json(record_of(report))
            else:
                show.index_report(path, report)
        if watch:
            IndexFollower(opened, reports, cancel, max_bytes=limit, as_json=as_json).follow()


@app.command()
def sources(home: HomeOption = None, as_json: JsonOption = False) -> None:
    """What is indexed, and what is quarantined and why."""
    with services(home) as opened:
        found = opened.index.sources()
    if as_json:
        output.print_json({"sources": [record_of(source) for source in found]})
    else:
        show.sources(found)


@app.command()
def forget(
    path: Annotated[str, typer.Argument(help="The source, as 'citewell sources' lists it.")],
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Remove a source and everything derived from it, and prove it: every page of the database is scanned."""
    with services(home) as opened:
        known = opened.index.sources()
        wanted = {path, os.path.abspath(path)}  # noqa: PTH100  as sources are named: no link is resolved
        source = next((source for source in known if source.root in wanted), None)
        if source is None:
            listed = ", ".join(source.root for source in known) or "none yet"
            raise BadInputError(f"{path} is not a source. Sources: {listed}.")
        forgotten = opened.index.forget(source.id)
    if as_json:
        proof = {"pages": forgotten.pages, "phrases": forgotten.phrases, "found": forgotten.found}
        counts = {name: getattr(forgotten, name) for name in ("documents", "passages", "drafts", "held")}
        output.print_json({"path": source.root, **counts, "proof": proof})
    else:
        show.forgotten(source.root, forgotten)
    if forgotten.found:
        raise typer.Exit(1)


@app.command()
def search(
    query: Annotated[str | None, typer.Argument(help="Words, or a question.")] = None,
    k: Annotated[int, typer.Option("-k", min=1, max=100, help="How many passages.")] = 5,
    as_of: AsOfOption = None,
    region: RegionOption = "",
    product: ProductOption = "",
    access: Annotated[
        Access | None,
        typer.Option("--access", help="'public' leaves confidential documents out."),
    ] = None,
    batch: BatchOption = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Search the indexed documents."""
    if (query is None) == (batch is None):
        raise typer.BadParameter("give a query, or --batch FILE.jsonl")
    filters = Filters(_day(as_of), region, product, access)
    with services(home) as opened:
        if batch is not None:
            run_batch(
                batch,
                lambda line: _search(
                    opened,
                    text_field(line, "query"),
                    replace(
                        filters,
                        as_of=date_field(line, "as_of") or filters.as_of,
                        region=text_field(line, "region", region),
                        product=text_field(line, "product", product),
                    ),
                    count_field(line, "k", k),
                ),
            )
            return
        record = _search(opened, query or "", filters, k)
    if as_json:
        output.print_json(record)
    else:
        show.search(record)


def _search(opened: Services, query: str, filters: Filters, k: int) -> dict[str, object]:
    if not query.strip():
        raise BadInputError("The query is empty. Give some words to search for.")
    if opened.retriever.totals() == (0, 0):
        raise BadInputError("Nothing is indexed yet. Run 'citewell index FOLDER' first.")
    began = time.perf_counter()
    hits = opened.retriever.retrieve((query,), filters, k)
    spent = time.perf_counter() - began
    return record_of(SearchResult(tuple(hits), find_conflicts(hits), spent * 1000))


@app.command()
def draft(
    file: Annotated[str | None, typer.Argument(help="A file with the ticket; - for standard input.")] = None,
    mode: Annotated[Mode, typer.Option("--mode", help="For comparison.")] = Mode.HYBRID,
    level: Annotated[Level, typer.Option("--level", help="How much is drafted.")] = Level.REPLY,
    as_of: AsOfOption = None,
    region: RegionOption = "",
    product: ProductOption = "",
    note: Annotated[str, typer.Option("--note", help="A fact for this reply, citable like a passage.")] = "",
    batch: BatchOption = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Draft a cited reply to a ticket."""
    if file is not None and batch is not None:
        raise typer.BadParameter("give a ticket or --batch, not both")
    with services(home) as opened, cancel_on_interrupt() as cancel:
        if batch is not None:
            run_batch(batch, lambda line: record_of(_draft(opened, ticket_of(line), cancel)))
            return
        text = read_ticket(file)
        ticket = Ticket(text=text, region=region, product=product, as_of=_day(as_of), note=note, mode=mode, level=level)
        made = _draft(opened, ticket, cancel)
    if as_json:
        output.print_json(record_of(made))
    else:
        show.draft(made)


def _draft(opened: Services, ticket: Ticket, cancel: CancelToken) -> Draft:
    if ticket.passages is None and ticket.mode is not Mode.NO_CONTEXT and opened.retriever.totals() == (0, 0):
        raise BadInputError("Nothing is indexed yet, so nothing can be cited. Run 'citewell index FOLDER' first.")
    return opened.drafter.draft(ticket, cancel=cancel)


@app.command()
def verify(
    batch: BatchOption = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """How well passages back claims: {id, claim, passages} a line in, {id, support, best} a line out."""
    del as_json  # a batch is JSON always
    if batch is None:
        raise typer.BadParameter("give --batch FILE.jsonl")
    with services(home) as opened:
        run_batch(batch, lambda line: verify_claim(opened.support, *claim_of(line)))


@app.command()
def outcome(
    draft_id: Annotated[str, typer.Argument(help="The draft's id.")],
    kind: Annotated[OutcomeKind, typer.Argument(help="What you did with it.")],
    final: Annotated[Path | None, typer.Option("--final", help="File with the text that was sent.")] = None,
    reason: Annotated[list[str] | None, typer.Option("--reason", help="A label; may be repeated.")] = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Record what was done with a draft."""
    if kind is OutcomeKind.EDITED and final is None:
        raise typer.BadParameter("an edited draft needs --final FILE with the text that was sent")
    text = read_ticket(str(final)) if final is not None else ""
    with services(home) as opened:
        opened.log.record_outcome(Outcome(draft_id, kind, text, tuple(reason or ())))
        findings = opened.disclosures.note_sent(draft_id, text)
    if as_json:
        record: dict[str, object] = {"id": draft_id, "outcome": kind.value}
        output.print_json(record | ({"findings": [record_of(one) for one in findings]} if findings else {}))
    else:
        output.console().print(f"Recorded: {kind.value}.")
    for finding in findings:
        output.warn(f"{finding.message} It is recorded as sent, and noted in the audit log.")


@app.command("mask")
def mask_text(
    file: Annotated[str | None, typer.Argument(help="A file with the text; - for standard input.")] = None,
    allow: Annotated[
        list[str] | None, typer.Option("--allow", metavar="VALUE", help="No personal data: never mask it again.")
    ] = None,
    disallow: Annotated[
        list[str] | None, typer.Option("--disallow", metavar="VALUE", help="Take an --allow back.")
    ] = None,
    allowed: Annotated[bool, typer.Option("--allowed", help="List what is never masked.")] = False,
    batch: BatchOption = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """What would be masked as personal data; values that are none can be allowed."""
    listing = allowed or bool(allow) or bool(disallow)
    if (file is not None) + (batch is not None) + listing > 1:
        raise typer.BadParameter("give a text, or --batch FILE.jsonl, or --allow, --disallow and --allowed")
    with services(home) as opened:
        if listing:
            run_allow(opened, allow or [], disallow or [], as_json=as_json)
        elif batch is not None:
            run_batch(batch, lambda line: mask_record_of(opened.masker, text_field(line, "text")))
        else:
            run_mask(opened.masker, read_ticket(file), as_json=as_json)


@app.command()
def log(
    export: Annotated[Path | None, typer.Option("--export", metavar="FILE.jsonl", help="Write it to a file.")] = None,
    reveal: Annotated[bool, typer.Option("--reveal", help="Do not mask personal data.")] = False,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """The edit log: drafts and what became of them, masked unless --reveal."""
    with services(home) as opened:
        run_log(opened.log, export, opened.trust.note_export, reveal=reveal, as_json=as_json)


@app.command()
def models(
    action: Annotated[ModelAction | None, typer.Argument(help="Without one, the models are listed.")] = None,
    what: Annotated[str | None, typer.Argument(help="A file or folder to import; the id of a model to use.")] = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """The models: list them, import one from a file, or use another ('default': the one that ships)."""
    if (action is None) != (what is None):
        raise typer.BadParameter("give 'import FILE', 'use ID', 'download ID', or nothing")
    with services(home) as opened:
        record = run_models(opened, action, what or "")
    if as_json:
        output.print_json(record)
    else:
        show.models(record)


@app.command(cls=SeveralTickets)
def evaluate(
    golden: Annotated[
        list[Path] | None,
        typer.Argument(
            help="Files (YAML, JSONL) or folders; without one, those of the activation gate.", metavar="GOLDEN..."
        ),
    ] = None,
    tickets: Annotated[
        list[Path] | None,
        typer.Option("--tickets", help="Files of shared tickets (JSONL) instead.", metavar="FILE..."),
    ] = None,
    kb: Annotated[
        Path | None,
        typer.Option("--kb", metavar="ROOT", help="With --tickets: the folder of the knowledge bases they ask."),
    ] = None,
    pack: Annotated[
        str, typer.Option("--pack", metavar="NAME|all", help="The golden tickets of a sample pack instead.")
    ] = "",
    resume: Annotated[
        Path | None,
        typer.Option(
            "--resume",
            metavar="FILE.jsonl",
            help="With --tickets or --pack: keep finished rows, and go on from them.",
        ),
    ] = None,
    held_out: Annotated[
        Path | None,
        typer.Option(
            "--held-out",
            metavar="FOLDER",
            help="With --tickets: for each knowledge base the routing models that were fitted without it.",
        ),
    ] = None,
    modes: Annotated[str, typer.Option("--modes", help="hybrid, rag, no_context; with commas for several.")] = "hybrid",
    limit: Annotated[
        int | None, typer.Option("--limit", min=1, help="So many tickets of all, the same ones each time.")
    ] = None,
    save: Annotated[
        str, typer.Option("--save", metavar="NAME", help="Keep the run, in place of one of that name.")
    ] = "",
    compare: Annotated[
        str, typer.Option("--compare", metavar="NAME", help="Compare with a saved run; 1 where the gate fails.")
    ] = "",
    report: Annotated[
        Path | None, typer.Option("--report", metavar="FILE.html", help="Write a report (.html or .json).")
    ] = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Run golden tickets and score them; drafts made so are not logged."""
    if sum(map(bool, (golden, tickets, pack))) > 1:
        raise typer.BadParameter("give one of GOLDEN, --tickets and --pack")
    if tickets and kb is None:
        raise typer.BadParameter("--tickets needs --kb ROOT, the folder of the knowledge bases")
    if not tickets and (kb is not None or (resume is not None and not pack)):
        raise typer.BadParameter("--kb belongs to --tickets FILE..., --resume to that or to --pack")
    if held_out is not None and not tickets:
        raise typer.BadParameter("--held-out belongs to --tickets FILE...")
    wishes = EvaluateWishes(
        tuple(golden or ()),
        modes,
        limit,
        save.strip(),
        compare.strip(),
        report,
        tuple(tickets or ()),
        kb,
        resume,
        pack,
        held_out,
    )
    with services(home) as opened, cancel_on_interrupt() as cancel:
        passed = run_evaluate(opened, wishes, cancel, as_json=as_json)
    if not passed:
        raise typer.Exit(1)


@app.command()
def calibrate(
    golden: Annotated[
        list[Path] | None,
        typer.Argument(help="Files (YAML, JSONL) or folders; without one, those of the team.", metavar="GOLDEN..."),
    ] = None,
    show: Annotated[bool, typer.Option("--show", help="Show what is in force.")] = False,
    reset: Annotated[bool, typer.Option("--reset", help="Go back to the standard.")] = False,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Set thresholds and confidence by the team's golden tickets; live only if no golden ticket gets worse."""
    if show and reset:
        raise typer.BadParameter("--show and --reset cannot be used together.")
    with services(home) as opened, cancel_on_interrupt() as cancel:
        if show:
            show_calibration(opened, as_json=as_json)
        elif reset:
            reset_calibration(opened, as_json=as_json)
        elif not run_calibrate(opened, tuple(golden or ()), cancel, as_json=as_json):
            raise typer.Exit(1)


@app.command()
def learn(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what there is to learn; train nothing.")] = False,
    minutes: Annotated[
        int | None, typer.Option("--minutes", min=1, help="Time budget (default: option learn_minutes).")
    ] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with a paused training.")] = False,
    retire: Annotated[
        list[str] | None,
        typer.Option("--retire", metavar="PHRASE", help="Never say it again; 'old => new' to say something else."),
    ] = None,
    reinstate: Annotated[
        list[str] | None, typer.Option("--reinstate", metavar="PHRASE", help="Take a --retire back.")
    ] = None,
    suggestions: Annotated[
        bool, typer.Option("--suggestions", help="List what edits say about facts; train nothing.")
    ] = False,
    reveal: Annotated[bool, typer.Option("--reveal", help="Do not mask personal data in suggestions.")] = False,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Learn a writing style from the edit log, and use it where no golden ticket gets worse."""
    wishes = LearnWishes(
        dry_run=dry_run,
        suggestions=suggestions,
        resume=resume,
        minutes=minutes or 0,
        retire=tuple(retire or ()),
        reinstate=tuple(reinstate or ()),
        reveal=reveal,
    )
    with services(home) as opened:
        code = run_learn(opened, wishes, as_json=as_json)
    raise typer.Exit(code)


@app.command()
def styles(
    action: Annotated[StylesAction | None, typer.Argument(help="Without one, the styles are listed.")] = None,
    what: Annotated[str | None, typer.Argument(help="The id of the style to activate.")] = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """The writing styles: list them, activate one if no golden ticket gets worse, or go back to the one before."""
    if (action is StylesAction.ACTIVATE) != (what is not None):
        raise typer.BadParameter("give 'activate ID', 'rollback', or nothing")
    with services(home) as opened:
        code = run_styles(opened, action, what or "", as_json=as_json)
    raise typer.Exit(code)


@app.command()
def key(
    action: Annotated[KeyAction, typer.Argument(help="What to do.")] = KeyAction.STATUS,
    new_passphrase_file: NewPassphraseFileOption = None,
    passphrase_file: PassphraseFileOption = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """What protects the database: show it, replace the key, set or remove a passphrase."""
    del passphrase_file
    run_key(home, action, new_passphrase_file, as_json=as_json)


BackupPassphraseFileOption = Annotated[
    Path | None,
    typer.Option("--backup-passphrase-file", help="File with the backup's passphrase in its first line."),
]


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(help="The file to write.", metavar="FILE")],
    backup_passphrase_file: BackupPassphraseFileOption = None,
    passphrase_file: PassphraseFileOption = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write an encrypted backup of the home, and prove it by restoring it into a scratch folder."""
    del passphrase_file
    with services(home) as opened:
        run_backup(opened, file, backup_passphrase_file, as_json=as_json)


@app.command()
def restore(
    file: Annotated[Path | None, typer.Argument(help="The backup.", metavar="FILE")] = None,
    key_from: Annotated[
        Path | None, typer.Option("--key-from", help="Folder with home.json and key of the home that made the backup.")
    ] = None,
    salvage: Annotated[
        bool, typer.Option("--salvage", help="Without a backup: keep what can be read of a damaged database.")
    ] = False,
    backup_passphrase_file: BackupPassphraseFileOption = None,
    passphrase_file: PassphraseFileOption = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Put a backup in the place of the home, which is kept beside it."""
    del passphrase_file
    if salvage == (file is not None):
        raise typer.BadParameter("give a backup, or --salvage")
    if file is None:
        run_salvage(home, as_json=as_json)
    else:
        run_restore(home, file, backup_passphrase_file, key_from, as_json=as_json)


@app.command()
def policy(
    action: Annotated[PolicyAction | None, typer.Argument(help="Without one, what is in force is listed.")] = None,
    file: Annotated[str | None, typer.Argument(help="A pack to check; a text to test, - for standard input.")] = None,
    region: RegionOption = "",
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """The policy packs: list the rules in force, check a pack, put a reply or ticket to them."""
    if action is PolicyAction.CHECK and file is None:
        raise typer.BadParameter("give 'check FILE'")
    if action in {None, PolicyAction.LIST} and file is not None:
        raise typer.BadParameter("'list' takes no file; did you mean 'check' or 'test'?")
    text = read_ticket(file) if action is PolicyAction.TEST else ""
    with services(home) as opened:
        if action is PolicyAction.CHECK:
            code = run_check(opened, Path(str(file)), as_json=as_json)
        elif action is PolicyAction.TEST:
            code = run_test(opened, text, region, as_json=as_json)
        else:
            code = run_list(opened, as_json=as_json)
    raise typer.Exit(code)


@app.command()
def doctor(home: HomeOption = None, as_json: JsonOption = False) -> None:
    """Test database, key, models, one draft, and that no connection is open."""
    raise typer.Exit(run_doctor(home, as_json=as_json))


def read_ticket(file: str | None) -> str:
    """The ticket in ``file``, or on standard input. Raises ``BadInputError``."""
    if file is None and sys.stdin.isatty():
        raise typer.BadParameter("give a file with the ticket, or pipe the ticket in")
    try:
        data = sys.stdin.buffer.read() if file in {None, "-"} else Path(str(file)).read_bytes()
    except OSError as error:
        raise BadInputError(f"{file} cannot be read ({error.strerror}).") from error
    try:
        return decode(data)
    except UnreadableFileError as error:
        raise BadInputError(f"The text in {file or 'standard input'} is {error}.") from error


def _day(chosen: datetime | None) -> date:
    return chosen.date() if chosen is not None else datetime.now(UTC).astimezone().date()
