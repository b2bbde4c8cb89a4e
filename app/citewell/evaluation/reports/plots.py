"""Plots of a report as inline SVG. Colours come from the page's style sheet, so that they follow light and dark."""

from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from citewell.evaluation.scores.statistics import percentile

WIDTH = 760
_LABELS = 240
_BAR, _GAP, _GROUP = 12, 3, 16
_SIDE = 260
_MARGIN = 36
_BINS = 24


def _svg(width: float, height: float, parts: Sequence[Markup], title: str) -> Markup:
    return Markup(
        '<svg viewBox="0 0 {} {}" width="{}" height="{}" role="img" xmlns="http://www.w3.org/2000/svg">'
        "<title>{}</title>{}</svg>"
    ).format(_n(width), _n(height), _n(width), _n(height), title, Markup("").join(parts))


def _n(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".")


def _line(kind: str, x1: float, y1: float, x2: float, y2: float) -> Markup:
    return Markup('<line class="{}" x1="{}" y1="{}" x2="{}" y2="{}"/>').format(kind, *map(_n, (x1, y1, x2, y2)))


def _rect(kind: str, x: float, y: float, width: float, height: float, title: str = "") -> Markup:
    return Markup('<rect class="{}" x="{}" y="{}" width="{}" height="{}"><title>{}</title></rect>').format(
        kind, *map(_n, (x, y, max(0.0, width), max(0.0, height))), title
    )


def _text(x: float, y: float, words: str, anchor: str = "start") -> Markup:
    return Markup('<text x="{}" y="{}" text-anchor="{}">{}</text>').format(_n(x), _n(y), anchor, words)


def draw_measures(modes: Mapping[str, Sequence[Mapping[str, Any]]]) -> Markup:
    """Bars from 0 to 1 for each measure and mode, with the interval of each; measures without a value are left out."""
    names = list(modes)
    groups = [values for values in zip(*modes.values(), strict=True) if any(one["value"] is not None for one in values)]
    across = WIDTH - _LABELS - 60
    top = 18.0
    step = len(names) * (_BAR + _GAP) + _GROUP
    height = top + step * len(groups) + 8
    parts = [
        _line("grid", _LABELS + across * share, top - 6, _LABELS + across * share, height - 8) for share in _TENTHS
    ]
    parts += [_text(_LABELS + across * share, 9, f"{share:.0%}", "middle") for share in _TENTHS]
    for number, values in enumerate(groups):
        y = top + number * step
        wish = "" if values[0]["higher_is_better"] else " (less is better)"
        parts.append(_text(_LABELS - 8, y + step / 2 - 4, f"{values[0]['label']}{wish}", "end"))
        for place, (mode, one) in enumerate(zip(names, values, strict=True)):
            parts += _bar(place, mode, one, y + place * (_BAR + _GAP), across)
    return _svg(WIDTH, height, parts, "Measures by mode with 95% intervals")


_TENTHS = (0.0, 0.25, 0.5, 0.75, 1.0)


def _bar(place: int, mode: str, measure: Mapping[str, Any], y: float, across: float) -> list[Markup]:
    value, low, high = measure["value"], measure["low"], measure["high"]
    if value is None:
        return [_text(_LABELS + 4, y + _BAR - 2, f"{mode}: does not apply")]
    spread = "" if low is None else f" ({low:.1%} to {high:.1%})"
    title = f"{mode}: {measure['label']} {value:.1%}{spread}"
    parts = [_rect(f"mode{place}", _LABELS, y, across * value, _BAR, title)]
    end = value
    if low is not None and high is not None:
        middle = y + _BAR / 2
        parts += [
            _line("spread", _LABELS + across * low, middle, _LABELS + across * high, middle),
            *(_line("spread", _LABELS + across * x, middle - 4, _LABELS + across * x, middle + 4) for x in (low, high)),
        ]
        end = max(value, high)
    parts.append(_text(_LABELS + across * end + 6, y + _BAR - 2, f"{value:.0%}"))
    return parts


def draw_reliability(bins: Sequence[Mapping[str, float]]) -> Markup:
    """Share of right drafts over confidence, a dot a bin, as large as the bin; on the diagonal is calibrated."""

    def x(value: float) -> float:
        return _MARGIN + value * _SIDE

    def y(value: float) -> float:
        return 8 + (1 - value) * _SIDE

    parts = [_line("grid", x(share), y(0), x(share), y(1)) for share in _TENTHS]
    parts += [_line("grid", x(0), y(share), x(1), y(share)) for share in _TENTHS]
    parts.append(_line("ideal", x(0), y(0), x(1), y(1)))
    parts += [_text(x(share), y(0) + 16, f"{share:.2g}", "middle") for share in _TENTHS]
    parts += [_text(x(0) - 5, y(share) + 4, f"{share:.2g}", "end") for share in _TENTHS]
    most = max((one["count"] for one in bins), default=1)
    for one in bins:
        radius = 3 + 5 * (one["count"] / most) ** 0.5
        title = f"confidence {one['confidence']:.2f}, right {one['accuracy']:.2f}, {one['count']:.0f} drafts"
        parts.append(
            Markup('<circle class="mode0" cx="{}" cy="{}" r="{}"><title>{}</title></circle>').format(
                _n(x(one["confidence"])), _n(y(one["accuracy"])), _n(radius), title
            )
        )
    parts.append(_text(x(0.5), y(0) + 32, "confidence", "middle"))
    return _svg(_SIDE + 2 * _MARGIN, _SIDE + 48, parts, "Reliability: share of right drafts over confidence")


def draw_latency(modes: Mapping[str, Sequence[float]]) -> Markup:
    """Histograms of the milliseconds to the final draft on one axis, with median and 95th percentile."""
    kept = {mode: values for mode, values in modes.items() if values}
    if not kept:
        return Markup("")
    longest = max(max(values) for values in kept.values()) or 1.0
    across, tall = WIDTH - 120.0, 70.0
    parts: list[Markup] = []
    for place, (mode, values) in enumerate(kept.items()):
        base = (place + 1) * (tall + 26)
        counts = [0] * _BINS
        for value in values:
            counts[min(_BINS - 1, int(value / longest * _BINS))] += 1
        most = max(counts)
        wide = across / _BINS
        for number, count in enumerate(counts):
            if count:
                title = f"{mode}: {count} of {len(values)} about {longest * (number + 0.5) / _BINS:,.0f} ms"
                high = tall * count / most
                parts.append(_rect(f"mode{place}", 100 + number * wide, base - high, wide - 1, high, title))
        parts += [_text(92, base - 4, mode, "end"), _line("grid", 100, base, 100 + across, base)]
        for share, name in ((0.5, "median"), (0.95, "95%")):
            at = percentile(values, share)
            x = 100 + across * at / longest
            parts += [_line("spread", x, base - tall - 4, x, base)]
            parts += [_text(x + 3, base - tall - (0 if share < 0.9 else -10), f"{name} {at:,.0f} ms", _side(x))]
    bottom = len(kept) * (tall + 26) + 14
    parts += [_text(100, bottom, "0"), _text(100 + across, bottom, f"{longest:,.0f} ms", "end")]
    return _svg(WIDTH, bottom + 6, parts, "Milliseconds to the final checked draft")


def _side(x: float) -> str:
    return "end" if x > WIDTH - 120 else "start"
