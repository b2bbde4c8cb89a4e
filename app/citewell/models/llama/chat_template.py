"""The chat template of a model: messages to the text of a prompt, as the model was trained to read them.

Templates differ in what they bear: some know no system message and refuse it, some leave it out without a word. Then
its text goes before that of the first user message.
"""

from collections.abc import Callable, Mapping, Sequence

from citewell.domain.errors import ModelError

ChatMessage = Mapping[str, str]
"""``role`` and ``content``."""
Render = Callable[[list[ChatMessage]], str]
"""The model's own template. Raises what Jinja or the template itself raises."""


class ChatTemplate:
    """Renders messages by a model's template."""

    def __init__(self, render: Render) -> None:
        """Render by ``render``; nothing is tried yet."""
        self._render = render

    def prompt(self, messages: Sequence[ChatMessage]) -> str:
        """The prompt up to where the answer begins. Raises ``ModelError`` where the template cannot be used."""
        system = " ".join(message["content"].strip() for message in messages if message["role"] == "system")
        try:
            text = self._render(list(messages))
            if not system or system in text:
                return text
        except Exception as error:  # whatever a template from elsewhere raises
            if not system:
                raise _unusable(error) from error
        try:
            return self._render(_folded(messages, system))
        except Exception as error:
            raise _unusable(error) from error


def _folded(messages: Sequence[ChatMessage], system: str) -> list[ChatMessage]:
    """Without system messages; their text stands before that of the first one that is left."""
    first, *rest = [message for message in messages if message["role"] != "system"]
    return [{"role": first["role"], "content": f"{system}\n\n{first['content']}"}, *rest]


def _unusable(error: Exception) -> ModelError:
    return ModelError(
        f"The chat template of this model cannot be used ({type(error).__name__}: {str(error)[:200]}). "
        "Import another GGUF file of it, or another model."
    )
