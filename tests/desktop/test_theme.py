import re
from dataclasses import asdict
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontDatabase

from citewell.desktop.places.rail import CHOICES
from citewell.desktop.widgets import theme as tokens
from citewell.desktop.widgets.icons import load_icon, load_pixmap
from citewell.settings.options import Options, load_options
from citewell.settings.resources import resources_dir

TABLES = {
    "light": tokens.LIGHT,
    "dark": tokens.DARK,
    "high light": tokens.HIGH_LIGHT,
    "high dark": tokens.HIGH_DARK,
}
LEAST_TEXT = {"light": 4.5, "dark": 4.5, "high light": 7.0, "high dark": 7.0}
"""WCAG 2.2: AA, and AAA in high contrast."""
LEAST_EDGE = {"light": 3.0, "dark": 3.0, "high light": 7.0, "high dark": 7.0}


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize(("text", "ground"), tokens.TEXT_PAIRS)
def test_texts_have_aa_contrast(table, text, ground):
    colours = asdict(TABLES[table])
    assert contrast(colours[text], colours[ground]) >= LEAST_TEXT[table]


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize(("edge", "ground"), tokens.EDGE_PAIRS)
def test_focus_rings_and_outlines_can_be_seen(table, edge, ground):
    colours = asdict(TABLES[table])
    assert contrast(colours[edge], colours[ground]) >= LEAST_EDGE[table]


def test_every_token_is_in_a_pair_that_is_measured_or_is_no_carrier_of_words():
    named = {name for pair in (*tokens.TEXT_PAIRS, *tokens.EDGE_PAIRS) for name in pair}
    assert set(asdict(tokens.LIGHT)) - named == {"border", "disabled"}


@pytest.mark.parametrize("table", ["high light", "high dark"])
def test_high_contrast_has_edges_and_disabled_words_that_can_be_seen(table):
    colours = asdict(TABLES[table])
    for ground in ("canvas", "surface", "rail"):
        assert contrast(colours["border"], colours[ground]) >= 7
        assert contrast(colours["disabled"], colours[ground]) >= 4.5


def test_the_confidential_colour_is_no_other_tokens_colour():
    for table in TABLES.values():
        colours = asdict(table)
        own = {colours[name] for name in colours if name.startswith("confidential")}
        assert not own & {colours[name] for name in colours if not name.startswith("confidential")}


def test_every_icon_is_drawn_in_one_style_and_in_the_colour_asked_for(qapp):
    files = sorted((resources_dir() / "icons").glob("*.svg"))
    assert len(files) > 20
    for file in files:
        text = file.read_text(encoding="utf-8")
        assert 'stroke-width="1.75"' in text
        assert 'viewBox="0 0 24 24"' in text
        image = load_icon(file.stem, QColor("#ff0000")).pixmap(20, 20).toImage()
        drawn = [image.pixelColor(x, y) for x in range(20) for y in range(20) if image.pixelColor(x, y).alpha() > 200]
        assert drawn, file.name
        assert all(colour.red() > 200 and colour.blue() < 60 for colour in drawn), file.name


def test_every_icon_that_is_named_in_the_code_exists():
    folder = Path(tokens.__file__).parent
    named = {name for file in folder.glob("*.py") for name in re.findall(r'icon="([a-z-]+)"', file.read_text("utf-8"))}
    named |= {f"theme-{choice}" for choice in CHOICES}
    missing = {name for name in named if not (resources_dir() / "icons" / f"{name}.svg").is_file()}
    assert not missing


def test_the_theme_goes_round_and_is_saved(empty, services, theme, qtbot):
    button = empty.rail.theme_button
    seen = []
    for _ in CHOICES:
        seen.append(theme.choice)
        button.click()
        qtbot.waitUntil(services.home.settings.exists)
        qtbot.waitUntil(lambda: load_options(services.home.settings).theme == theme.choice)
        assert theme.choice in button.accessibleName()
    assert sorted(seen) == sorted(CHOICES)


@pytest.mark.parametrize(("dark", "choice"), [(False, "light"), (True, "dark")])
def test_high_contrast_is_chosen_or_follows_the_system(theme, monkeypatch, dark, choice):
    theme.use(Options(theme=choice, contrast="more"))
    assert theme.colours is tokens.TABLES[dark, True]
    theme.use(Options(theme=choice))
    assert theme.colours is tokens.TABLES[dark, False]
    monkeypatch.setattr(tokens, "_system_wants_contrast", lambda: True)
    theme.follow_system()
    assert theme.colours is tokens.TABLES[dark, True]
    theme.use(Options(theme=choice, contrast="normal"))
    assert theme.colours is tokens.TABLES[dark, False]


def test_the_preference_of_the_system_is_asked_for(theme):
    assert tokens._system_wants_contrast() is False  # the offscreen platform has none


@pytest.mark.parametrize("percent", [80, 100, 200])
def test_text_has_the_size_that_is_chosen(theme, qapp, percent):
    base = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).pointSizeF()
    theme.use(Options(font_percent=percent))
    assert qapp.font().pointSizeF() == pytest.approx(base * percent / 100)
    assert theme.font("title").pointSizeF() == pytest.approx(base * percent / 100 * 1.2)
    assert f"font-size: {base * percent / 100 * 1.7:.1f}pt" in qapp.styleSheet()


def test_with_less_motion_nothing_blinks_or_moves(theme, qapp):
    moving = Qt.UIEffect.UI_AnimateCombo
    for effect in (Qt.UIEffect.UI_General, moving):
        qapp.setEffectEnabled(effect, True)
    own = tokens.Theme(qapp)
    flash = qapp.cursorFlashTime()
    own.use(Options(reduced_motion=True))
    assert (qapp.cursorFlashTime(), qapp.isEffectEnabled(moving)) == (0, False)
    own.use(Options())
    assert (qapp.cursorFlashTime(), qapp.isEffectEnabled(moving)) == (flash, True)
    for effect in (moving, Qt.UIEffect.UI_General):
        qapp.setEffectEnabled(effect, False)


def test_nothing_in_the_window_is_animated():
    sources = Path(tokens.__file__).parents[1].rglob("*.py")
    assert [file.name for file in sources if re.search(r"Q\w*Animation|QTimeLine", file.read_text("utf-8"))] == []


def test_dark_and_light_reach_the_palette(theme, qapp):
    theme.choose("dark")
    assert qapp.palette().window().color().lightness() < 60
    theme.choose("light")
    assert qapp.palette().window().color().lightness() > 200


def test_an_icon_has_the_colour_and_the_size_that_were_asked_for(qapp):
    red, blue = QColor("#ff0000"), QColor("#0000ff")

    def pixel_colours(colour, size=20):
        image = load_pixmap("draft", colour, size, 1.0).toImage()
        assert image.width() == size
        pixels = [image.pixelColor(x, y) for x in range(size) for y in range(size)]
        return {pixel.name() for pixel in pixels if pixel.alpha() == 255}

    assert pixel_colours(red) == {"#ff0000"}
    assert pixel_colours(blue) == pixel_colours(blue) == {"#0000ff"}
    assert pixel_colours(red, 40) == {"#ff0000"}
