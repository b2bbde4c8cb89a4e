"""``citewell verify``: the support of claims by passages that come with them."""

import typer

from citewell.application.drafting.batches import claim_of
from citewell.application.drafting.verification import verify_claim
from citewell.cli.batch import run_batch
from citewell.cli.context import BatchOption, HomeOption, JsonOption, services


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
        run_batch(batch, lambda line: verify_claim(opened.parts.support, *claim_of(line)).record())
