"""Chat templates from elsewhere: one that refuses a system message, one that swallows it, one that is broken."""

import pytest

from citewell.domain.errors import ModelError
from citewell.models.llama.chat_template import ChatTemplate

MESSAGES = [{"role": "system", "content": "Cite."}, {"role": "user", "content": "Where is it?"}]


def plain(messages):
    return "".join(f"<{one['role']}>{one['content']}" for one in messages)


def refusing(messages):
    if any(one["role"] == "system" for one in messages):
        raise ValueError("System role not supported")
    return plain(messages)


def swallowing(messages):
    return plain([one for one in messages if one["role"] != "system"])


def broken(messages):
    raise KeyError("tools")


def test_a_template_that_knows_system_messages_gets_them():
    assert ChatTemplate(plain).prompt(MESSAGES) == "<system>Cite.<user>Where is it?"


@pytest.mark.parametrize("render", [refusing, swallowing])
def test_what_the_system_says_is_never_lost(render):
    assert ChatTemplate(render).prompt(MESSAGES) == "<user>Cite.\n\nWhere is it?"


def test_only_the_first_user_message_takes_it():
    turns = [*MESSAGES, {"role": "assistant", "content": "There."}, {"role": "user", "content": "And now?"}]
    assert ChatTemplate(refusing).prompt(turns).count("Cite.") == 1


@pytest.mark.parametrize("messages", [MESSAGES, MESSAGES[1:]])
def test_a_broken_template_is_told_with_the_mend(messages):
    with pytest.raises(ModelError, match=r"KeyError: 'tools'.*Import another GGUF file"):
        ChatTemplate(broken).prompt(messages)
