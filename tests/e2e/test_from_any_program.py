"""The key of the whole desktop under X11, and a second start, with the program as a process of its own."""

import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from citewell.settings.home import Home

HERE = Path(__file__).parent
SECONDS = 120
GRABBER = HERE / "key_grabber.py"


@contextmanager
def screen():
    if shutil.which("Xvfb") is None or shutil.which("xdotool") is None:
        pytest.skip("Xvfb and xdotool are needed")
    server = ["Xvfb", "-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp"]
    with subprocess.Popen(server, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8") as running:
        try:
            yield {"QT_QPA_PLATFORM": "xcb", "DISPLAY": f":{running.stdout.readline().strip()}", "WAYLAND_DISPLAY": ""}
        finally:
            running.terminate()


@contextmanager
def started(command, environment):
    with subprocess.Popen(
        command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
    ) as one:
        try:
            yield one
        finally:
            one.kill()


@pytest.fixture
def on_screen():
    with screen() as environment, ExitStack() as stack:
        runtime = stack.enter_context(tempfile.TemporaryDirectory(prefix="cw-"))  # a socket's path is short
        whole = os.environ | environment | {"XDG_RUNTIME_DIR": runtime}

        def start(*arguments):
            return stack.enter_context(started([sys.executable, *map(str, arguments)], whole))

        start.environment = whole
        yield start


def press(on_screen, keys):
    subprocess.run(["xdotool", "key", keys], env=on_screen.environment, check=True)


def test_a_key_is_heard_whatever_has_the_keyboard_and_taken_only_once(on_screen):
    first = on_screen(GRABBER, "Ctrl+Alt+Space")
    assert first.stdout.readline() == "taken\n"
    press(on_screen, "ctrl+alt+space")
    assert first.stdout.readline() == "pressed\n"
    second = on_screen(GRABBER, "Ctrl+Alt+Space")
    assert "taken by another program" in second.stdout.readline()
    other = on_screen(GRABBER, "Ctrl+Alt+9")
    assert other.stdout.readline() == "taken\n"
    press(on_screen, "ctrl+alt+9")
    assert other.stdout.readline() == "pressed\n"
    first.kill()
    first.wait()
    again = on_screen(GRABBER, "Ctrl+Alt+Space")
    assert again.stdout.readline() == "taken\n"


def test_num_lock_does_not_matter(on_screen):
    first = on_screen(GRABBER, "Ctrl+Shift+D")
    assert first.stdout.readline() == "taken\n"
    press(on_screen, "Num_Lock")
    press(on_screen, "ctrl+shift+d")
    assert first.stdout.readline() == "pressed\n"


def test_a_second_start_hands_over_what_it_wants_and_ends(tmp_path, on_screen):
    home = Home(tmp_path / "home")
    home.create()
    program = on_screen(HERE / "watched_program.py", "", "--home", home.path)
    assert program.stdout.readline() == "Citewell\n"
    second = on_screen("-m", "citewell", "window", "--home", home.path)
    assert second.wait(SECONDS) == 0
    assert program.poll() is None
    program.terminate()
    assert program.wait(SECONDS) == 0
