import re
from dataclasses import asdict
from pathlib import Path

import pytest
from PySide6.QtGui import QColor

from citewell.desktop.shell.rail import CHOICES
from citewell.desktop.widgets import theme as tokens
from citewell.desktop.widgets.icons import load_icon, load_pixmap
from citewell.settings.options import load_options
from citewell.settings.resources import resources_dir

TABLES = {"light": tokens.LIGHT, "dark": tokens.DARK}


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
    assert contrast(colours[text], colours[ground]) >= 4.5


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize(("edge", "ground"), tokens.EDGE_PAIRS)
def test_focus_rings_and_outlines_can_be_seen(table, edge, ground):
    colours = asdict(TABLES[table])
    assert contrast(colours[edge], colours[ground]) >= 3


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
