"""The real host around a service that needs no model."""

import os
import sys
from collections.abc import Iterator

from citewell.domain.errors import ModelError
from citewell.models import host
from citewell.models.frames import Frame


class Service:
    """Prints like a native library, fails on demand, and goes on until it is cancelled."""

    def describe(self) -> dict[str, object]:
        return {"kind": "toy"}

    def serve(self, frame: Frame, cancelled) -> Iterator[Frame]:
        print("progress: 50 %")  # noqa: T201  as libraries do
        os.write(1, b"native noise\n")
        match frame.head["method"]:
            case "refuse":
                raise ModelError("too long")
            case "fail":
                raise ZeroDivisionError("inside")
            case "stream":
                yield Frame({"number": 0})
                assert cancelled.wait(60)
        yield Frame({"done": True, "cancelled": cancelled.is_set()})


def load(settings: dict[str, object]) -> Service:
    if settings.get("missing"):
        raise ModelError("the model file is missing")
    return Service()


if __name__ == "__main__":
    host._load = lambda _kind: load
    sys.exit(host.run_host("toy"))
