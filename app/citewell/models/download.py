"""The only part that may use the network: fetches a model of the catalogue, when the user asks and the lock is off.

HTTPS with the system's certificates, to the hosts of the entry alone, redirects included. What has come stays and is
gone on with the next time; only a file with the right length and sha256 becomes a model.
"""

import ssl
import urllib.error
import urllib.request
from collections.abc import Callable
from http.client import HTTPException, HTTPMessage
from pathlib import Path
from typing import IO, Protocol

from citewell.domain.digests import file_sha256
from citewell.domain.errors import CancelledError, ModelError
from citewell.domain.progress import CancelToken, Progress, ProgressCallback, ignore_progress
from citewell.models.catalogue import CatalogueEntry
from citewell.models.file_headers import check_model_file
from citewell.processes.socket_permit import permitting

SECONDS = 60.0
"""How long a silent server is waited for."""
MAX_REDIRECTS = 5
_PART = 256 * 1024
_OK, _PARTIAL = 200, 206


class Response(Protocol):
    """What an opener gives: a status, and bytes to read."""

    status: int

    def read(self, size: int, /) -> bytes:
        """At most ``size`` bytes; none at the end."""
        ...

    def close(self) -> None:
        """Let go of the connection."""
        ...


Opener = Callable[[CatalogueEntry, int], Response]
"""Asks for an entry's file from a byte on. Raises ``OSError``."""


class Downloads:
    """Fetches models into a folder. ``offline`` is asked each time: the lock of the options."""

    def __init__(self, folder: Path, offline: Callable[[], bool], opener: Opener | None = None) -> None:
        """Nothing is fetched yet; ``opener`` is the network where none is given."""
        self._folder = folder
        self._offline = offline
        self._open = opener or _open

    def fetch(
        self,
        entry: CatalogueEntry,
        *,
        progress: ProgressCallback = ignore_progress,
        cancel: CancelToken | None = None,
    ) -> Path:
        """The model's file, fetched where it is not there. Raises ``ModelError`` and ``CancelledError``."""
        if self._offline():
            raise ModelError(
                f'The offline lock is on, so {entry.id} is not downloaded. To allow it, set "offline": false in '
                "settings.json of the home; or fetch the file on another machine and use 'citewell models import'."
            )
        target = self._folder / f"{entry.id}.gguf"
        if target.is_file() and target.stat().st_size == entry.size and file_sha256(target) == entry.sha256:
            return target
        part = self._folder / f"{entry.id}.part"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with permitting(entry.hosts):
                self._fill(entry, part, progress, cancel)
            self._check(entry, part)
            gguf = part.with_suffix(".new.gguf")
            part.replace(gguf)
            try:
                check_model_file(gguf)
            except ModelError:
                gguf.unlink()
                raise
            gguf.replace(target)
        except CancelledError:
            raise
        except (OSError, HTTPException) as error:
            raise ModelError(
                f"{entry.id} could not be downloaded ({error}). What has come is kept; do it again to go on."
            ) from error
        return target

    def _fill(self, entry: CatalogueEntry, part: Path, progress: ProgressCallback, cancel: CancelToken | None) -> None:
        have = part.stat().st_size if part.is_file() else 0
        if have > entry.size:
            part.unlink()
            have = 0
        if have == entry.size:
            return
        response = self._open(entry, have)
        try:
            if response.status not in {_OK, _PARTIAL}:
                raise OSError(f"the server answered {response.status}")
            if response.status == _OK:
                have = 0  # it starts anew
            with part.open("ab" if have else "wb") as file:
                while have < entry.size:
                    if cancel is not None:
                        cancel.check()
                    data = response.read(min(_PART, entry.size - have + 1))
                    if not data:
                        raise OSError("the connection ended before the file did")
                    have += len(data)
                    if have > entry.size:
                        raise OSError("the server sent more than the catalogue says")
                    file.write(data)
                    progress(Progress(have, entry.size, entry.id))
        finally:
            response.close()

    @staticmethod
    def _check(entry: CatalogueEntry, part: Path) -> None:
        if file_sha256(part) != entry.sha256:
            part.unlink()
            raise ModelError(f"What came for {entry.id} is not the file of the catalogue; it was deleted. Try again.")


class _SameHosts(urllib.request.HTTPRedirectHandler):
    """Follows redirects by HTTPS to the hosts of an entry, and no others."""

    max_redirections = MAX_REDIRECTS

    def __init__(self, hosts: frozenset[str]) -> None:
        self._hosts = hosts

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> urllib.request.Request | None:
        """Refuse a redirect that leads elsewhere. Raises ``URLError``."""
        request = super().redirect_request(req, fp, code, msg, headers, newurl)
        if request is not None and (request.type != "https" or request.host not in self._hosts):
            raise urllib.error.URLError(f"the server sends us to {request.host}, which the catalogue does not name")
        return request


def _open(entry: CatalogueEntry, start: int) -> Response:
    opener = urllib.request.build_opener(
        urllib.request.ProxyHandler({}),
        urllib.request.HTTPSHandler(context=ssl.create_default_context()),
        _SameHosts(entry.hosts),
    )
    headers = {"User-Agent": "citewell", **({"Range": f"bytes={start}-"} if start else {})}
    request = urllib.request.Request(entry.url, headers=headers)  # noqa: S310  the catalogue holds https alone
    response: Response = opener.open(request, timeout=SECONDS)
    return response
