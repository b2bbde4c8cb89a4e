"""The demonstration: a sample pack in a scratch home, and three of its tickets drafted over it."""

import contextlib
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from rich.padding import Padding

from citewell.bootstrap import Services, open_services
from citewell.cli import output, show
from citewell.cli.cancellation import cancel_on_interrupt
from citewell.domain.documents import Access
from citewell.domain.drafts import Ticket
from citewell.domain.progress import CancelToken
from citewell.knowledge.ingest import IndexOptions
from citewell.knowledge.sample_tickets import sample_tickets
from citewell.records.values import record_of
from citewell.settings.home import Home, find_home
from citewell.settings.resources import SamplePack

TICKETS = 3


def run_demo(pack: SamplePack, home: Path | None, *, as_json: bool) -> None:
    """Index, draft the first tickets under the pack's policy and print them. Raises ``BadInputError``."""
    tickets = sample_tickets(pack.golden)[:TICKETS]
    with scratch_services(home) as services, cancel_on_interrupt() as cancel:
        services.policy_files = (pack.policy,)
        draft_tickets(services, pack, tickets, cancel, as_json=as_json)


def draft_tickets(
    services: Services, pack: SamplePack, tickets: Sequence[Ticket], cancel: CancelToken, *, as_json: bool
) -> None:
    """Index a pack, draft ``tickets`` over it and print them. Raises ``BadInputError`` and ``CancelledError``."""
    with output.progress_bar(f"Indexing {pack.company}") as progress:
        report = services.ingest.run(IndexOptions(pack.folder, Access.PUBLIC), progress=progress, cancel=cancel)
    if not as_json:
        show.index_report(Path(pack.name), report)
    drafts = []
    for ticket in tickets:
        draft = services.drafter.draft(ticket, cancel=cancel)
        drafts.append(record_of(draft))
        if not as_json:
            out = output.console()
            out.rule("Ticket", align="left", style="dim")
            out.print(Padding(ticket.text.strip(), (0, 0, 1, 2)), markup=False)
            show.draft(draft)
    if as_json:
        output.print_json({"index": record_of(report), "drafts": drafts})


@contextlib.contextmanager
def scratch_services(home: Path | None) -> Iterator[Services]:
    """Services of ``home``, or of a home that is gone afterwards."""
    with contextlib.ExitStack() as stack:
        if home is None:
            home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="citewell-demo-")))
        services = open_services(Home(home), scratch=True, baked=find_home().baked)
        services.baking = output.tell_baking
        stack.callback(services.close)
        yield services
