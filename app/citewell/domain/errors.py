"""The exception tree. Three kinds reach a person: theirs to mend, cancelled, and our bug (everything else).

CitewellError
├── UserError                 the user can mend it; the message says what happened and how
│   ├── BadInputError         a ticket, file, option or batch line that cannot be used
│   ├── StorageError          database, key, disk
│   │   ├── WrongKeyError
│   │   │   ├── PassphraseNeededError
│   │   │   └── WrongPassphraseError
│   │   ├── BackupError       a backup that cannot be written, or that is not to be trusted
│   │   ├── NewerDatabaseError
│   │   ├── DamagedDatabaseError
│   │   ├── DiskFullError
│   │   └── HomeBusyError
│   ├── ProcessError          a child process that does not start, or died
│   └── ModelError            a model file that is missing, damaged, or does not start
│       └── ModelProcessError the process that holds the model died; the next call starts a new one
├── UnreadableFileError       one file that cannot be indexed: quarantined, the rest goes on
└── CancelledError            the user stopped it
"""


class CitewellError(Exception):
    """Base of every error that Citewell raises on purpose."""


class UserError(CitewellError):
    """The user can mend it: the message says what happened and how to mend it. Exit code 3."""


class BadInputError(UserError):
    """A ticket, path, option or batch line that cannot be used."""


class StorageError(UserError):
    """The database, its key or the disk refuses."""


class WrongKeyError(StorageError):
    """The key at hand does not open the database."""


class PassphraseNeededError(WrongKeyError):
    """The home is protected by a passphrase, and none was given."""


class WrongPassphraseError(WrongKeyError):
    """The passphrase is not the one that was set. Says the same however it is wrong."""


class BackupError(StorageError):
    """A backup that cannot be written, cannot be read, or was changed."""


class NewerDatabaseError(StorageError):
    """A newer version of Citewell wrote the database."""


class DamagedDatabaseError(StorageError):
    """The database file fails its own checks."""


class DiskFullError(StorageError):
    """No space is left for the database."""


class HomeBusyError(StorageError):
    """Another Citewell works on the same home."""


class ProcessError(UserError):
    """A child process does not start, or died."""


class ModelError(UserError):
    """A model file is missing, damaged, or does not start."""


class ModelProcessError(ModelError):
    """The process that holds a model died."""


class LearningError(UserError):
    """A style cannot be learned as things are; ``command`` mends it, where one does."""

    def __init__(self, message: str, *, command: str = "") -> None:
        """Give the message, which names the command too."""
        super().__init__(message)
        self.command = command


class UnreadableFileError(CitewellError):
    """One file that cannot be indexed; its message is the reason shown in the quarantine list.

    Where it is not ``lasting``, the file may well be read the next time, although it has not changed.
    """

    def __init__(self, reason: str, *, lasting: bool = True) -> None:
        """Give the reason."""
        super().__init__(reason)
        self.lasting = lasting


class CancelledError(CitewellError):
    """The user stopped the work. Exit code 4."""
