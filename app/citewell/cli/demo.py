"""The demonstration: a sample pack in a scratch home, and three of its tickets drafted over it."""

import contextlib
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from rich.padding import Padding

from citewell.application.app import App
from citewell.bootstrap.container import Choices
from citewell.bootstrap.open_home import open_app
from citewell.cli import output, show
from citewell.cli.cancellation import cancel_on_interrupt
from citewell.domain.documents import Access
from citewell.domain.drafts import Ticket
from citewell.domain.progress import CancelToken
from citewell.domain.records import draft_record, index_record
from citewell.knowledge.ingest import IndexOptions
from citewell.knowledge.sample_tickets import sample_tickets
from citewell.settings.home import Home, find_home
from citewell.settings.resources import SamplePack

TICKETS = 3


def run_demo(pack: SamplePack, home: Path | None, *, as_json: bool) -> None:
    """Index, draft the first tickets under the pack's policy and print them. Raises ``BadInputError``."""
    tickets = sample_tickets(pack.golden)[:TICKETS]
    with scratch_services(home, pack) as services, cancel_on_interrupt() as cancel:
        draft_tickets(services, pack, tickets, cancel, as_json=as_json)


def draft_tickets(
    services: App, pack: SamplePack, tickets: Sequence[Ticket], cancel: CancelToken, *, as_json: bool
) -> None:
    """Index a pack, draft ``tickets`` over it and print them. Raises ``BadInputError`` and ``CancelledError``."""
    with output.progress_bar(f"Indexing {pack.company}") as progress:
        report = services.ingest.run(IndexOptions(pack.folder, Access.PUBLIC), progress=progress, cancel=cancel)
    if not as_json:
        show.index_report(Path(pack.name), report)
    drafts = []
    for ticket in tickets:
        draft = services.drafting.draft(ticket, cancel=cancel)
        drafts.append(draft_record(draft))
        if not as_json:
            out = output.console()
            out.rule("Ticket", align="left", style="dim")
            out.print(Padding(ticket.text.strip(), (0, 0, 1, 2)), markup=False)
            show.draft(draft)
    if as_json:
        output.print_json({"index": index_record(report), "drafts": drafts})


@contextlib.contextmanager
def scratch_services(home: Path | None, pack: SamplePack | None = None) -> Iterator[App]:
    """The app of ``home``, or of a home that is gone afterwards; the policy of ``pack`` is in force in it."""
    with contextlib.ExitStack() as stack:
        if home is None:
            home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="citewell-demo-")))
        policies = () if pack is None else (pack.policy,)
        choices = Choices(policies=policies, baked=find_home().baked, baking=output.tell_baking)
        services = open_app(Home(home), scratch=True, choices=choices)
        stack.callback(services.close)
        yield services
