"""The signers whose bundles are taken: fingerprints with a name, in the settings of the team."""

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime

from citewell.domain.errors import BadInputError
from citewell.records.values import from_record, to_record
from citewell.storage.db.database import Database, fetch_one

SETTING = "trusted_signers"
LAPTOPS = "rollup_laptops"
"""The laptops whose roll-ups a lead counts: their signature is good for nothing else."""
_FINGERPRINT_DIGITS = 32
_SAVE = """
    INSERT INTO team_setting (name, at, value) VALUES (?1, ?2, ?3) ON CONFLICT (name) DO UPDATE SET at = ?2, value = ?3
"""


@dataclass(frozen=True, slots=True)
class TrustedSigner:
    """A fingerprint as ``PublicKey.fingerprint`` writes it, a name for people, and since when it is trusted."""

    fingerprint: str
    name: str
    at: str


def read_fingerprint(text: str) -> str:
    """A fingerprint in its usual groups, however it was typed. Raises ``BadInputError``."""
    digits = re.sub(r"[\s:-]", "", text).lower()
    if not re.fullmatch(rf"[0-9a-f]{{{_FINGERPRINT_DIGITS}}}", digits):
        raise BadInputError(f"'{text[:60]}' is no fingerprint: {_FINGERPRINT_DIGITS} digits 0 to 9 and a to f.")
    return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))


class TrustedSigners:
    """One list in one database."""

    def __init__(self, database: Database, setting: str = SETTING) -> None:
        """Keep ``database``; nothing is read yet. ``setting`` is the name of the list."""
        self._database = database
        self._setting = setting

    def all(self) -> list[TrustedSigner]:
        """Every trusted signer, the longest trusted first."""
        with self._database.read() as connection:
            row = fetch_one(connection, "SELECT value FROM team_setting WHERE name = ?", (self._setting,))
        return [] if row is None else [from_record(TrustedSigner, signer) for signer in json.loads(row[0])]

    def trusts(self, fingerprint: str) -> bool:
        """Whether bundles of this signer are taken."""
        return any(signer.fingerprint == fingerprint for signer in self.all())

    def add(self, fingerprint: str, name: str = "") -> None:
        """Trust a signer from now on. Raises ``BadInputError`` for what is no fingerprint."""
        wanted = read_fingerprint(fingerprint)
        now = datetime.now(UTC).isoformat(timespec="seconds")
        others = [signer for signer in self.all() if signer.fingerprint != wanted]
        self._save([*others, TrustedSigner(wanted, name.strip()[:80], now)])

    def remove(self, fingerprint: str) -> None:
        """Trust a signer no longer; what was imported stays. Raises ``BadInputError``."""
        wanted = read_fingerprint(fingerprint)
        signers = self.all()
        if all(signer.fingerprint != wanted for signer in signers):
            raise BadInputError(f"{wanted} is not in the list. 'citewell bundle trust' and 'rollup trust' show them.")
        self._save([signer for signer in signers if signer.fingerprint != wanted])

    def _save(self, signers: list[TrustedSigner]) -> None:
        value = json.dumps([to_record(signer) for signer in signers])
        with self._database.write() as connection:
            connection.execute(_SAVE, (self._setting, datetime.now(UTC).isoformat(timespec="seconds"), value))
