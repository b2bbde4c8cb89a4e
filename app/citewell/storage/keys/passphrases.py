"""A key sealed by a passphrase: Argon2id (RFC 9106) makes the key that seals it; its parameters are kept beside it."""

import base64
import json
import os
import time
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from citewell.domain.errors import BadInputError, WrongKeyError, WrongPassphraseError
from citewell.storage.keys.sealing import KEY_BYTES, seal, unseal

LEAST_CHARACTERS = 8
SALT_BYTES = 16
MEMORY_KIB, LANES, LEAST_ITERATIONS, MOST_ITERATIONS = 64 * 1024, 4, 3, 24
"""RFC 9106, section 4, second recommended option: 64 MiB, four lanes, three passes or more."""
TARGET_SECONDS = 0.5
"""How long one try should take on the machine that sets the passphrase."""
_MOST_MEMORY_KIB, _MOST_LANES = 1024 * 1024, 16
_WRONG = "This is not the passphrase of this home. Try again."
_DAMAGED = "What protects the key of this home is damaged. Put home.json back from a copy, or restore a backup."


@dataclass(frozen=True, slots=True)
class Argon2Parameters:
    """How a passphrase becomes a key; ``memory_kib`` in kibibytes, ``salt`` in Base64."""

    salt: str
    iterations: int
    memory_kib: int = MEMORY_KIB
    lanes: int = LANES

    def check(self) -> None:
        """Raise ``WrongKeyError`` for what would stop this machine, or protect nothing."""
        sound = (
            1 <= self.iterations <= MOST_ITERATIONS
            and 1 <= self.lanes <= _MOST_LANES
            and 8 * self.lanes <= self.memory_kib <= _MOST_MEMORY_KIB
        )
        if not sound:
            raise WrongKeyError(_DAMAGED)

    @property
    def context(self) -> bytes:
        """The parameters as they are authenticated, so that nobody can weaken them."""
        return json.dumps(["argon2id", *asdict(self).values()]).encode()


@dataclass(frozen=True, slots=True)
class PassphraseKey:
    """The key that a passphrase made, with how it was made."""

    parameters: Argon2Parameters
    key: bytes

    def wrap(self, secret: bytes) -> dict[str, object]:
        """``secret`` sealed, as JSON with the parameters."""
        sealed = seal(self.key, secret, self.parameters.context)
        return {"kdf": "argon2id", **asdict(self.parameters), "sealed": base64.b64encode(sealed).decode("ascii")}

    def unwrap(self, wrapped: Mapping[str, object]) -> bytes:
        """The secret that this key sealed. Raises ``WrongPassphraseError`` and ``WrongKeyError``."""
        parameters, sealed = _read(wrapped)
        try:
            return unseal(self.key, sealed, parameters.context)
        except ValueError as error:
            raise WrongPassphraseError(_WRONG) from error


def new_passphrase_key(passphrase: str, *, iterations: int = 0) -> PassphraseKey:
    """A key out of a new passphrase, with a new salt. Raises ``BadInputError`` where it is too short.

    Without ``iterations``, as many as take about ``TARGET_SECONDS`` here.
    """
    check_new(passphrase)
    salt = base64.b64encode(os.urandom(SALT_BYTES)).decode("ascii")
    parameters = Argon2Parameters(salt, iterations or calibrate())
    return PassphraseKey(parameters, _derive(passphrase, parameters))


def unwrap(wrapped: Mapping[str, object], passphrase: str) -> tuple[PassphraseKey, bytes]:
    """The key of ``passphrase``, and the secret that ``wrap`` sealed.

    Raises ``WrongPassphraseError``, and ``WrongKeyError`` where ``wrapped`` is damaged.
    """
    parameters, sealed = _read(wrapped)
    key = _derive(passphrase, parameters)
    try:
        return PassphraseKey(parameters, key), unseal(key, sealed, parameters.context)
    except ValueError as error:
        raise WrongPassphraseError(_WRONG) from error


def check_new(passphrase: str) -> None:
    """Raise ``BadInputError`` for a passphrase that protects nothing."""
    if len(passphrase.strip()) < LEAST_CHARACTERS:
        raise BadInputError(
            f"The passphrase is too short: at least {LEAST_CHARACTERS} characters. A few words in a row are good."
        )


def calibrate() -> int:
    """Iterations that take about ``TARGET_SECONDS`` on this machine."""
    probe = Argon2Parameters(base64.b64encode(bytes(SALT_BYTES)).decode("ascii"), LEAST_ITERATIONS)
    began = time.perf_counter()
    _derive("calibration", probe)
    spent = time.perf_counter() - began
    wanted = round(LEAST_ITERATIONS * TARGET_SECONDS / max(spent, 0.01))
    return min(max(wanted, LEAST_ITERATIONS), MOST_ITERATIONS)


def _derive(passphrase: str, parameters: Argon2Parameters) -> bytes:
    parameters.check()
    kdf = Argon2id(
        salt=base64.b64decode(parameters.salt),
        length=KEY_BYTES,
        iterations=parameters.iterations,
        lanes=parameters.lanes,
        memory_cost=parameters.memory_kib,
    )
    return kdf.derive(unicodedata.normalize("NFKC", passphrase).encode(errors="surrogatepass"))


def _read(wrapped: Mapping[str, object]) -> tuple[Argon2Parameters, bytes]:
    try:
        if wrapped["kdf"] != "argon2id":
            raise ValueError("another kdf")  # noqa: TRY301  one message for everything that is damaged
        numbers = {name: int(str(wrapped[name])) for name in ("iterations", "memory_kib", "lanes")}
        salt = str(wrapped["salt"])
        if len(base64.b64decode(salt, validate=True)) < SALT_BYTES // 2:
            raise ValueError("no salt")  # noqa: TRY301  see above
        return Argon2Parameters(salt, **numbers), base64.b64decode(str(wrapped["sealed"]), validate=True)
    except (KeyError, ValueError) as error:
        raise WrongKeyError(_DAMAGED) from error
