"""The real program under a virtual screen, driven as a person would: keyboard, mouse, clipboard."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from citewell.desktop.shell.app import REFUSED
from citewell.desktop.widgets.theme import LIGHT
from citewell.pipeline.generation.citations import strip_marks

SCREEN = "1280x800x24"
MISSING = [tool for tool in ("Xvfb", "xdotool", "import") if shutil.which(tool) is None]
TICKET = (
    "Hi, our nightly import started failing yesterday with HTTP 429 rate_limited after a minute or so. We are on Team. "
    "How many requests per minute are we allowed, and what is the correct way to back off?"
)
TICKET_COLUMN, DRAFT_COLUMN, EVIDENCE_COLUMN = (60, 368), (372, 800), (830, 1280)
ACCEPT_BUTTON = (560, 680)
"""Where the columns, and the button that accepts, are in a window of 1280 pixels."""
USER_CAN_FIX = 3

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(MISSING), reason=f"{', '.join(MISSING)} not installed"),
]


class Screen:
    """A display of its own, and the hands on its keyboard and mouse."""

    def __init__(self, display: str) -> None:
        self.environment = dict(os.environ, DISPLAY=display, QT_QPA_PLATFORM="xcb", QT_SCALE_FACTOR="1")
        self.environment.pop("WAYLAND_DISPLAY", None)

    def xdotool(self, *arguments: object) -> str:
        done = subprocess.run(
            ["xdotool", *map(str, arguments)],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=20,
            check=True,
        )
        return done.stdout.strip()

    def press(self, *keys: str) -> None:
        self.xdotool("key", "--clearmodifiers", "--delay", 60, *keys)

    def write(self, text: str) -> None:
        self.xdotool("type", "--delay", 4, text)

    def click(self, x: int, y: int) -> None:
        self.xdotool("mousemove", x, y, "click", 1)

    def windows(self, title: str) -> list[str]:
        """The visible windows of this title."""
        done = subprocess.run(
            ["xdotool", "search", "--onlyvisible", "--name", f"^{title}$"],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=20,
            check=False,
        )
        return done.stdout.split()

    def shot(self, path: Path) -> None:
        """Save a picture of the screen."""
        subprocess.run(["import", "-window", "root", str(path)], env=self.environment, check=True, timeout=20)

    def find(self, colour: str, left: int, right: int) -> list[tuple[int, int]]:
        """Where the screen shows a colour (#rrggbb) between two columns, from the top."""
        picture = subprocess.run(
            ["import", "-window", "root", "-depth", "8", "ppm:-"],
            env=self.environment,
            capture_output=True,
            check=True,
            timeout=20,
        ).stdout
        _, size, _, body = picture.split(b"\n", 3)
        width = int(size.split()[0])
        wanted, found = bytes.fromhex(colour[1:]), []
        at = body.find(wanted)
        while at >= 0:
            x, y = (at // 3) % width, at // 3 // width
            if at % 3 == 0 and left <= x < right:
                found.append((x, y))
            at = body.find(wanted, at + 1)
        return found


@pytest.fixture(scope="module")
def screen() -> Iterator[Screen]:
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", SCREEN, "-nolisten", "tcp"],
        pass_fds=(write,),
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as answer:
        display = f":{answer.readline().strip()}"
    yield Screen(display)
    server.terminate()
    server.wait(10)


class Program:
    """The window's process and its command line, on one home."""

    def __init__(self, screen: Screen, home: Path) -> None:
        self.screen, self.home = screen, home
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def command(self) -> list[str]:
        return [sys.executable, "-m", "citewell", "--home", str(self.home)]

    def start(self, title: str = "Citewell") -> None:
        """Start the window and wait for the one of this title."""
        self.process = subprocess.Popen(self.command, env=self.screen.environment)
        (window,) = wait_until(lambda: self.screen.windows(title))
        self.focus(window)

    def focus(self, window: str) -> None:
        """There is no window manager that would."""
        self.screen.xdotool("windowmove", window, 0, 0, "windowfocus", "--sync", window)

    def stop(self) -> int:
        assert self.process is not None
        if self.process.poll() is None:
            self.process.terminate()
        return self.process.wait(20)

    def ask(self, *arguments: str) -> dict[str, object]:
        done = subprocess.run(
            [sys.executable, "-m", "citewell", *arguments, "--json", "--home", str(self.home)],
            capture_output=True,
            check=True,
            timeout=60,
        )
        answer: dict[str, object] = json.loads(done.stdout)
        return answer

    def entries(self) -> list[dict]:
        found = self.ask("log", "--reveal")["entries"]
        assert isinstance(found, list)
        return found


@pytest.fixture
def program(screen, tmp_path) -> Iterator[Program]:
    made = Program(screen, tmp_path / "home")
    yield made
    if made.process is not None:
        screen.shot(tmp_path / "last.png")
        made.stop()


def wait_until(condition: Callable[[], object], seconds: float = 60) -> object:
    until = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < until, f"not within {seconds} s"
        time.sleep(0.25)  # another process is watched, there is no signal of it
    return found


def test_a_ticket_goes_its_whole_way(program, screen, tmp_path):
    program.start()
    wait_until(lambda: screen.find(LIGHT.accent_fill, *DRAFT_COLUMN))
    screen.press("space")  # at the first start the list of samples has the keyboard
    wait_until(lambda: screen.find(LIGHT.accent_fill, *TICKET_COLUMN))  # indexed: here is the button that drafts
    (source,) = program.ask("sources")["sources"]
    assert source["documents"] > 40
    screen.press("ctrl+1", "ctrl+a")
    screen.write(TICKET)
    screen.press("ctrl+Return")
    wait_until(lambda: screen.find(LIGHT.accent_fill, *DRAFT_COLUMN))  # now it is the button that copies
    (entry,) = program.entries()
    assert entry["ticket"] == TICKET
    assert entry["draft"]["decision"] == "answer"
    screen.shot(tmp_path / "answer.png")

    x, y = screen.find(LIGHT.accent_soft, *DRAFT_COLUMN)[0]  # the first citation
    screen.click(x + 6, y + 6)
    wait_until(lambda: screen.find(LIGHT.mark, *EVIDENCE_COLUMN))
    screen.shot(tmp_path / "document.png")
    screen.press("Escape")
    wait_until(lambda: not screen.find(LIGHT.mark, *EVIDENCE_COLUMN))
    screen.press("F2")  # the same by keyboard
    wait_until(lambda: screen.find(LIGHT.mark, *EVIDENCE_COLUMN))
    screen.press("Escape")
    wait_until(lambda: not screen.find(LIGHT.mark, *EVIDENCE_COLUMN))

    screen.press("ctrl+End")
    screen.write(" Kind regards")
    screen.press("ctrl+shift+c")
    wait_until(lambda: screen.find(LIGHT.accent_fill, *ACCEPT_BUTTON))  # copied: accepting is next
    screen.press("ctrl+shift+a")
    (outcome,) = wait_until(lambda: program.entries()[0]["outcomes"])
    assert outcome["outcome"] == "edited"
    assert outcome["final"].startswith(entry["draft"]["text"])
    assert outcome["final"].endswith("Kind regards")

    screen.press("ctrl+n", "ctrl+v", "ctrl+Return")  # what was copied, seen through the next ticket
    wait_until(lambda: screen.find(LIGHT.accent_fill, *DRAFT_COLUMN))
    assert program.entries()[1]["ticket"] == strip_marks(outcome["final"])
    assert program.stop() == 0


def test_a_home_that_cannot_be_opened_says_so_and_ends_with_3(program, screen):
    program.home.mkdir(mode=0o700)
    (program.home / "settings.json").write_text("{", encoding="utf-8")
    program.start(REFUSED)
    screen.press("Return")
    assert program.process.wait(20) == USER_CAN_FIX


def test_a_second_window_on_one_home_is_refused(program, screen, tmp_path):
    program.start()
    wait_until(lambda: screen.find(LIGHT.accent_fill, *DRAFT_COLUMN))
    second = Program(screen, program.home)
    second.start(REFUSED)
    screen.press("Return")
    assert second.process.wait(20) == USER_CAN_FIX
    assert program.process.poll() is None


def test_a_home_that_cannot_be_opened_does_not_keep_the_program_from_being_ended(program):
    program.home.mkdir(mode=0o700)
    (program.home / "settings.json").write_text("{", encoding="utf-8")
    program.start(REFUSED)
    assert program.stop() == USER_CAN_FIX
