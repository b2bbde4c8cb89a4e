"""A seeded simulation of laptops that come and go, and take daily releases from one share.

Four weeks of working days, in steps of ten seconds. Each laptop is on from about half past eight to five, off on one
day of ten, and one in fifty is away for the first three weeks. Transfers share the link of the share equally, none
faster than its own. What the evening cuts off goes on the next time the laptop is on.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.measure import MEGABYTE, Row
from citewell.application.releases.deltas import MOST_STEPS

DAYS, AWAY_DAYS = 20, 15
STEP, FIRST_HOUR, LAST_HOUR, RELEASE_HOUR = 10, 6, 20, 10
LOOK_SECONDS = 15.0
SHARE_BYTES, LAPTOP_BYTES = 125e6, 6.25e6
"""Bytes a second: one gigabit for the share, fifty megabits for a laptop."""
OFF_SHARE, AWAY_SHARE = 0.1, 0.02

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Release:
    """Bytes to read, and seconds to apply."""

    size: float
    seconds: float


@dataclass(frozen=True, slots=True)
class Fleet:
    """Laptops, the two files of a release, and seconds that each delta of a chain costs beside the last one's own."""

    laptops: int
    full: Release
    delta: Release
    link_seconds: float


@dataclass(slots=True)
class Outcome:
    """Hours from a release until a laptop that was not away has it (NaN: never), and bytes a second of the share."""

    hours: list[Floats]
    away_hours: list[float]
    load: Floats


def simulate(fleet: Fleet) -> list[Row]:
    """The fleet with deltas, and with full releases alone."""
    rows = []
    for name, deltas in (("deltas", True), ("full releases", False)):
        outcome = run(fleet, deltas=deltas)
        hours = np.sort(np.concatenate(outcome.hours))
        marks = [float(np.quantile(hours, share, method="higher")) for share in (0.5, 0.95, 0.99)]
        daily = outcome.load.sum(axis=1).mean() * STEP
        by_hour = outcome.load.mean(axis=0).reshape(-1, 3600 // STEP).mean(axis=1)
        told = ", ".join(
            f"{FIRST_HOUR + hour}h {value / 1e6:,.1f}" for hour, value in enumerate(by_hour) if value > 1e4
        )
        peak = outcome.load.max() / 1e6
        rows += [
            Row(
                f"simulated, {name}: half have it",
                _hours(marks[0]),
                f"95% {_hours(marks[1])}, 99% {_hours(marks[2])}; clock hours after signing, nights counted",
            ),
            Row(
                f"simulated, {name}: read a day",
                f"{daily / MEGABYTE / 1024:,.1f} GB",
                f"at most {peak:,.0f} MB a second",
            ),
            Row(
                f"simulated, {name}: through the day",
                f"{max(by_hour) / 1e6:,.1f} MB/s",
                f"busiest hour; by hour {told}",
            ),
        ]
        if outcome.away_hours:
            away = float(np.median(outcome.away_hours))
            rows.append(
                Row(
                    f"simulated, {name}: back after 3 weeks",
                    _hours(away),
                    "from switching on to the newest release, median",
                )
            )
    return rows


def _hours(value: float) -> str:
    return "later" if not np.isfinite(value) else f"{value * 60:.0f} min" if value < 2 else f"{value:.1f} h"


def run(fleet: Fleet, *, deltas: bool, seed: int = 16) -> Outcome:
    """All days; the same laptops are on at the same times for the same ``seed``."""
    chance = np.random.default_rng(seed)
    count, steps = fleet.laptops, (LAST_HOUR - FIRST_HOUR) * 3600 // STEP
    away = chance.random(count) < AWAY_SHARE
    habit = chance.normal(8.5, 0.75, count)
    has, goal = np.zeros(count, int), np.zeros(count, int)  # number of the release, and of the one that is coming
    bytes_left, seconds_left = np.zeros(count), np.zeros(count)
    when = np.full((DAYS + 1, count), np.inf)
    on_since = np.full(count, np.nan)
    back: list[float] = []
    load = np.zeros((DAYS, steps))
    for day in range(DAYS):
        starts = habit + chance.normal(0, 0.3, count)
        ends = starts + chance.normal(8.5, 0.6, count)
        there = (chance.random(count) >= OFF_SHARE) & ~(away & (day < AWAY_DAYS))
        wait = chance.uniform(0, LOOK_SECONDS, count) / 3600
        for step in range(steps):
            hour = FIRST_HOUR + step * STEP / 3600
            newest = day + 1 if hour >= RELEASE_HOUR else day
            on = there & (hour >= starts + wait) & (hour < ends)
            fresh = on & (goal == has) & (has < newest)
            if fresh.any():
                seen = hour >= RELEASE_HOUR + wait[fresh] if newest == day + 1 else np.ones(fresh.sum(), bool)
                chosen = np.flatnonzero(fresh)[seen]
                goal[chosen] = newest
                bytes_left[chosen], seconds_left[chosen] = _costs(fleet, newest - has[chosen], deltas=deltas)
                first = chosen[away[chosen] & np.isnan(on_since[chosen]) & (day >= AWAY_DAYS)]
                on_since[first] = day * 24 + starts[first]
            reading = on & (bytes_left > 0)
            if reading.any():
                rate = min(LAPTOP_BYTES, SHARE_BYTES / reading.sum())
                read = np.minimum(bytes_left[reading], rate * STEP)
                bytes_left[reading] -= read
                load[day, step] = read.sum() / STEP
            applying = on & ~reading & (goal > has)
            seconds_left[applying] -= STEP
            done = np.flatnonzero(applying & (seconds_left <= 0))
            if done.size:
                _finish(done, day * 24 + hour, has, goal, when)
                again = done[away[done] & ~np.isnan(on_since[done]) & (on_since[done] > 0)]
                back += (day * 24 + hour - on_since[again]).tolist()
                on_since[again] = -1.0
    signed = np.arange(1, DAYS + 1) * 24 - 24 + RELEASE_HOUR
    hours = [when[number, ~away] - signed[number - 1] for number in range(1, DAYS - 2)]  # the last days have no time
    return Outcome(hours[1:], back, load)


def _costs(fleet: Fleet, behind: NDArray[np.int_], *, deltas: bool) -> tuple[Floats, Floats]:
    """Bytes and seconds for laptops that are so many releases behind; the full file where it is no longer to read."""
    chain = behind * fleet.delta.size
    by_delta = np.full(behind.shape, deltas) & (behind <= MOST_STEPS) & (chain <= fleet.full.size)
    spent = fleet.delta.seconds + behind * fleet.link_seconds
    return np.where(by_delta, chain, fleet.full.size), np.where(by_delta, spent, fleet.full.seconds)


def _finish(done: NDArray[np.int_], hour: float, has: NDArray[np.int_], goal: NDArray[np.int_], when: Floats) -> None:
    """The laptops ``done`` have their goal now, and with it every release before."""
    for laptop in done:
        when[has[laptop] + 1 : goal[laptop] + 1, laptop] = hour
        has[laptop] = goal[laptop]
