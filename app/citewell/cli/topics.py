"""``citewell topics``: groups of tickets to name, topics with their assist levels, and what people say of tickets."""

from enum import StrEnum
from typing import Annotated

import typer
from rich.markup import escape
from rich.padding import Padding

from citewell.application.topics.words import accuracy_words, examples_words, measured_words, state_words
from citewell.cli import output
from citewell.cli.cancellation import cancel_on_interrupt
from citewell.cli.context import HomeOption, JsonOption, services
from citewell.domain.drafts import Level
from citewell.domain.live.topics import LevelStanding, Suggestion, TopicsOverview
from citewell.records.values import record_of

topics = typer.Typer(help="Topics of the team's tickets, and what is drafted first for each.", rich_markup_mode=None)

NameArgument = Annotated[str, typer.Argument(help="The topic's name.", metavar="NAME")]


class State(StrEnum):
    """What a hand may do with a level."""

    OPEN = "open"
    CLOSED = "closed"
    MEASURED = "measured"


@topics.callback(invoke_without_command=True)
def overview(invoked: typer.Context, home: HomeOption = None, as_json: JsonOption = False) -> None:
    """List the topics with their levels, and how often tickets get the right one."""
    if invoked.invoked_subcommand is None:
        list_topics(home, as_json)


@topics.command("list")
def list_topics(home: HomeOption = None, as_json: JsonOption = False) -> None:
    """List the topics with their levels, and how often tickets get the right one."""
    with services(home) as opened, cancel_on_interrupt() as cancel, output.progress_bar("Reading") as progress:
        found = opened.levels.overview(progress=progress, cancel=cancel)
    if as_json:
        output.print_json(record_of(found))
    else:
        _show(found)


@topics.command()
def suggest(home: HomeOption = None, as_json: JsonOption = False) -> None:
    """Group the tickets that have no topic; 'name' gives a group its name."""
    with services(home) as opened, cancel_on_interrupt() as cancel, output.progress_bar("Reading") as progress:
        found = opened.topics.suggest(progress=progress, cancel=cancel)
    if as_json:
        output.print_json(record_of(found))
    else:
        _show_groups(found)


@topics.command()
def name(
    group: Annotated[int, typer.Argument(help="The number of a suggested group.")],
    called: NameArgument,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Name a suggested group; a name that is there already gets more examples."""
    with services(home) as opened:
        topic = opened.topics.name(group, called)
    _say({"name": topic.name, "tickets": topic.tickets}, f"{topic.name}: {topic.tickets} tickets.", as_json=as_json)


@topics.command()
def rename(
    called: NameArgument,
    to: Annotated[str, typer.Argument(help="Its new name.")],
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Give a topic another name."""
    with services(home) as opened:
        topic = opened.topics.rename(called, to)
    _say({"name": topic.name, "tickets": topic.tickets}, f"The topic is called {topic.name}.", as_json=as_json)


@topics.command()
def remove(called: NameArgument, home: HomeOption = None, as_json: JsonOption = False) -> None:
    """Take a topic away; its tickets stay."""
    with services(home) as opened:
        opened.topics.remove(called)
    _say({"removed": called}, f"Removed: {called}. Its tickets have no topic now.", as_json=as_json)


@topics.command()
def judge(
    draft_id: Annotated[str, typer.Argument(help="The draft's id, as 'citewell log' lists it.")],
    called: Annotated[str, typer.Argument(help="The topic its ticket is about; '' for none.", metavar="NAME")],
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say what a ticket is about: it counts as an example, and for the accuracy."""
    with services(home) as opened:
        opened.topics.catch_up()
        opened.topics.judge(draft_id, called)
    said = f"is about {called}" if called.strip() else "is about none of the topics"
    _say({"id": draft_id, "topic": called or None}, f"The ticket of {draft_id} {said}.", as_json=as_json)


@topics.command()
def level(
    called: NameArgument,
    which: Annotated[Level, typer.Argument(help="The level.", metavar="summary|crm|reply")],
    state: Annotated[State, typer.Argument(help="By hand, or as it is measured.", metavar="open|closed|measured")],
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Open or close a level by hand, or leave it to what is measured."""
    with services(home) as opened:
        standings = opened.levels.set_by_hand(
            called, which, open_it=None if state is State.MEASURED else state is State.OPEN
        )
    if as_json:
        output.print_json({"name": called, "levels": [record_of(one) for one in standings]})
    else:
        _show_levels(standings)


def _say(record: dict[str, object], words: str, *, as_json: bool) -> None:
    if as_json:
        output.print_json(record)
    else:
        output.console().print(escape(words), soft_wrap=True)


def _show(found: TopicsOverview) -> None:
    out = output.console()
    for one in found.topics:
        out.print(f"[bold]{escape(one.topic.name)}[/bold]  {one.topic.tickets} tickets, {one.offered.value} first")
        _show_levels(one.levels)
        if few := examples_words(one.topic.examples):
            out.print(Padding(f"[yellow]{few}[/yellow]", (0, 0, 0, 2)))
    out.print(f"{found.without_topic} tickets have no topic; 'citewell topics suggest' groups them.", soft_wrap=True)
    out.print(f"Accuracy: {accuracy_words(found.accuracy)}; {found.judged} judged by people.", soft_wrap=True)


def _show_levels(standings: tuple[LevelStanding, ...]) -> None:
    for one in standings:
        colour = "green" if one.state.open else "yellow"
        words = f"{one.level.value:<8}[{colour}]{state_words(one)}[/{colour}]: {measured_words(one)}"
        output.console().print(Padding(words, (0, 0, 0, 2)), soft_wrap=True)


def _show_groups(found: Suggestion) -> None:
    out = output.console()
    for one in found.groups:
        out.print(f"[bold]{one.number:>3}[/bold]  {one.tickets} tickets: {escape(', '.join(one.words))}")
        for text in one.examples:
            out.print(Padding(f"[dim]“{escape(text)}”[/dim]", (0, 0, 0, 5)))
    if found.groups:
        out.print("'citewell topics name NUMBER NAME' names a group.")
    else:
        out.print(
            f"Not enough data yet: {found.tickets} tickets have no topic, and {found.least} alike make a group.",
            soft_wrap=True,
        )
