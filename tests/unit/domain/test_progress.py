"""Cancel tokens, and the tree of errors that the window and the command line tell apart."""

import threading

import pytest

from citewell.domain import errors
from citewell.domain.progress import CancelToken, Progress, ignore_progress


def test_a_token_is_quiet_until_somebody_cancels():
    token = CancelToken()
    token.check()
    assert not token.cancelled
    token.cancel()
    assert token.cancelled
    with pytest.raises(errors.CancelledError):
        token.check()


def test_another_thread_may_cancel():
    token = CancelToken()
    thread = threading.Thread(target=token.cancel)
    thread.start()
    thread.join()
    assert token.cancelled


def test_tokens_do_not_share_their_flag():
    first, second = CancelToken(), CancelToken()
    first.cancel()
    assert not second.cancelled


def test_progress_may_be_ignored():
    assert ignore_progress(Progress(1, 2, "a.md")) is None


@pytest.mark.parametrize(
    ("error", "parent"),
    [
        (errors.BadInputError, errors.UserError),
        (errors.StorageError, errors.UserError),
        (errors.ModelError, errors.UserError),
        (errors.WrongKeyError, errors.StorageError),
        (errors.NewerDatabaseError, errors.StorageError),
        (errors.DamagedDatabaseError, errors.StorageError),
        (errors.DiskFullError, errors.StorageError),
        (errors.HomeBusyError, errors.StorageError),
        (errors.ModelProcessError, errors.ModelError),
        (errors.UnreadableFileError, errors.CitewellError),
        (errors.CancelledError, errors.CitewellError),
    ],
)
def test_the_tree_is_as_drawn(error, parent):
    assert error.__base__ is parent


def test_being_cancelled_is_no_mistake_of_the_user():
    assert not issubclass(errors.CancelledError, errors.UserError)
    assert not issubclass(errors.UnreadableFileError, errors.UserError)
