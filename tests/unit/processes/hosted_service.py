"""The real host around a toy service."""

import os
import sys
from collections.abc import Iterator

from citewell.domain.errors import ProcessError
from citewell.processes.frames import Frame
from citewell.processes.host import run_host


class Service:
    """Prints like a native library, fails on demand, and goes on until it is cancelled."""

    def describe(self) -> dict[str, object]:
        return {"kind": "toy"}

    def serve(self, frame: Frame, cancelled) -> Iterator[Frame]:
        print("progress: 50 %")  # noqa: T201  as libraries do
        os.write(1, b"native noise\n")
        match frame.head["method"]:
            case "refuse":
                raise ProcessError("too long")
            case "fail":
                raise ZeroDivisionError("inside")
            case "stream":
                yield Frame({"number": 0})
                assert cancelled.wait(60)
        yield Frame({"done": True, "cancelled": cancelled.is_set()})


def load(settings: dict[str, object]) -> Service:
    if settings.get("missing"):
        raise ProcessError("the file is missing")
    return Service()


if __name__ == "__main__":
    sys.exit(run_host("toy", load))
