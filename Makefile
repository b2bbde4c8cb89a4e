# Every command sets up what it needs first: see packaging/setup.sh.
export ORT_DISABLE_TELEMETRY := 1
# The tests start many processes: each reads what was compiled once, whatever the environment says.
export PYTHONDONTWRITEBYTECODE :=

PY := .venv/bin/python
CODE := app tests benchmarks corpora training packaging

.PHONY: setup learn gpu cpu demo run test check format messages bench bench-retrieval bench-scale bench-load bench-killing bench-pages bench-window bench-fleet bench-peers bench-tickets bench-tickets-sample bench-unseen routing multilingual bundle deb tarball try-deb samples healthcare-faq lock clean

setup:
	@packaging/setup.sh

learn: setup
	@.venv/bin/python -m pip --disable-pip-version-check -qq install --no-build-isolation -e ".[learn]"

# llama.cpp with Vulkan (Debian: libvulkan-dev glslc spirv-headers), or for the processor alone again: docs/models.md.
gpu: setup
	@packaging/gpu.sh

cpu: setup
	@packaging/gpu.sh cpu

demo: setup
	@.venv/bin/citewell demo

run: setup
	@.venv/bin/citewell

test: setup
	@$(PY) -m pytest -q -n auto --dist worksteal

check: setup
	@.venv/bin/ruff format --check $(CODE)
	@.venv/bin/ruff check $(CODE)
	@.venv/bin/mypy
	@.venv/bin/lint-imports

format: setup
	@.venv/bin/ruff format $(CODE)
	@.venv/bin/ruff check --fix $(CODE)

# The texts of the window into resources/languages, and those compiled; fails where one has no translation.
messages: setup
	@$(PY) packaging/messages.py

bench: setup
	@$(PY) -m benchmarks

bench-retrieval bench-scale bench-load bench-killing bench-pages bench-window bench-fleet: setup
	@$(PY) -m benchmarks.$(@:bench-%=%)

# The shared tickets over their knowledge bases. What is finished stays in rows.jsonl: killed, it goes on there.
SHARED := $(or $(CITEWELL_SHARED),../shared)
TICKETS = $(filter-out $(SHARED)/tickets/pairs-%,$(wildcard $(SHARED)/tickets/*.jsonl))
OVER_TICKETS = .venv/bin/citewell evaluate --home build/bench-tickets/home --tickets $(TICKETS) \
	--kb $(SHARED)/data/kb --resume build/bench-tickets/rows.jsonl $(HELD_OUT)
# With the word models of 'make routing' that were fitted without each knowledge base: those that ship know the tickets.
HELD_OUT = $(if $(wildcard build/held-out),--held-out build/held-out)

bench-tickets: setup
	@mkdir -p build/bench-tickets
	@$(OVER_TICKETS) --report build/bench-tickets/all.html

bench-tickets-sample: setup
	@mkdir -p build/bench-tickets
	@$(OVER_TICKETS) --limit 120 --report build/bench-tickets/sample.html

# Tickets of the knowledge bases that the reader never learned from (benchmarks/unseen.py), 30 of each.
bench-unseen: setup
	@$(PY) -m benchmarks.unseen --out build/unseen
	@.venv/bin/citewell evaluate --home build/bench-tickets/home --tickets build/unseen/tickets.jsonl --kb build/unseen/kb \
		--resume build/unseen/rows.jsonl $(HELD_OUT) --limit 270 --report build/unseen/report.html

bench-peers: setup
	@test -d build/peers || (python3 -m venv build/peers && build/peers/bin/pip install -qq -r benchmarks/requirements-peers.txt)
	@$(PY) -m benchmarks.peers --python build/peers/bin/python

routing: setup
	@.venv/bin/python -m pip --disable-pip-version-check -qq install -r training/requirements-words.txt
	@$(PY) -m training.decision.tickets --seen build/seen-tickets.pkl --held-out build/held-out
	@$(PY) -m training.risk.classifier --held-out build/held-out

# A multilingual embedder to import, in build/multilingual-e5-small.
multilingual: setup
	@.venv/bin/python -m pip --disable-pip-version-check -qq install -r training/embedder/requirements.txt
	@$(PY) -m training.embedder.multilingual

bundle: setup
	@packaging/bundle.sh

# Of the bundle that is there: docs/install.md. 'try-deb' needs root and a Debian mirror.
deb:
	@packaging/linux/pack.sh deb

tarball:
	@packaging/linux/pack.sh archive

try-deb:
	@packaging/try_deb.sh

# The PDF, DOCX, XLSX and SQLite files of the sample packs, of their sources in packaging/samples. They are committed.
samples: setup
	@$(PY) packaging/samples.py

# 12,000 entries beside the healthcare pack, out of a seeded generator: "citewell index sample_kb/healthcare build/healthcare-faq".
healthcare-faq: setup
	@$(PY) packaging/healthcare_faq.py build/healthcare-faq

lock:
	uv pip compile --universal --python-version 3.11 --extra dev --generate-hashes --no-header pyproject.toml -o requirements/lock.txt

clean:
	rm -rf .venv build dist
