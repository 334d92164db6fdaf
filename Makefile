# What a person or CI runs. Each target makes the environment it needs; only python3 and make are assumed.
SHELL := /bin/sh
.DEFAULT_GOAL := help

RAW ?= raw
OUTPUT ?= output
STAGED ?= staged
PAGES ?= review
WORKERS ?=
MINUTES ?= 15
OCR ?=
SERVICE ?= pypi
SCORE ?= ../shared/tools/score.py
GOLD ?=
GROWTH ?= 1000,10000

VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
OCR_STAMP := $(VENV)/.ocr
REMOTE_VENV := .venv-remote
REMOTE_STAMP := $(REMOTE_VENV)/.installed
LOCK_VENV := .venv-lock
SUPPLY_VENV := .venv-supply
SUPPLY_STAMP := $(SUPPLY_VENV)/.installed
UV_VERSION := 0.13.9
OLDEST_PYTHON := 3.11.5
PIN := $(LOCK_VENV)/bin/uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-annotate --upgrade \
	--python-version $(OLDEST_PYTHON) \
	--custom-compile-command "make lock"
PYTHON_NAMES := python3 python3.13 python3.12 python3.11
PYTHON_TEST := import sys; sys.exit(not (3, 11, 5) <= sys.version_info[:3] < (3, 14))

.PHONY: help run review test faults fault-rounds fuzz chromium r test-browser test-cluster test-remote check regress repin docs dictionary score gold \
	bench-accuracy bench-damage bench-repair bench-formats bench-throughput clean lock

help: ## List the targets.
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "make %-17s %s\n", $$1, $$2 }'

run: $(if $(filter 1,$(OCR)),$(OCR_STAMP))
run: $(STAMP) ## Read the documents of RAW (raw), with OCR=1 also pictures of pages, and publish their tables to OUTPUT.
	@$(BIN)/planquet run "$(RAW)" --output "$(OUTPUT)" --staged "$(STAGED)" $(if $(WORKERS),--workers $(WORKERS))

review: $(STAMP) ## Write pages of OUTPUT to PAGES (review), on which each row stands beside its words.
	@$(BIN)/planquet review --output "$(OUTPUT)" --staged "$(STAGED)" --pages "$(PAGES)" --pictures

test: $(STAMP) ## Run all tests and doctests.
	@$(BIN)/python -m pytest -q

faults: $(STAMP) ## Run every hostile file and the slow tests of faults: how many were tried, survived, lost (some minutes).
	@$(BIN)/python -m tests.faults.hostile
	@$(BIN)/python -m pytest -q -m slow tests/faults tests/unit

fault-rounds: $(STAMP) ## Kill 100 runs at random moments, fill disks, damage results; what was lost, as a table (half an hour).
	@$(BIN)/python -m tests.faults.rounds --kills 100 --others 20

.PHONY: mutated-runs
mutated-runs: $(STAMP) ## Whole runs over documents that chance damaged, for MINUTES (15): is every one accounted for? Else kept in staged/mutated.
	@$(BIN)/python -m tests.faults.mutated --minutes $(MINUTES) --kept "$(STAGED)/mutated"

fuzz: $(STAMP) ## Fuzz readers, repair, outline and recognisers for MINUTES (15), guided by coverage; findings in staged/fuzz.
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-build-isolation --require-hashes -r requirements-fuzz.lock
	@$(BIN)/python -m tests.fuzz --minutes $(MINUTES) --folder "$(STAGED)/fuzz"

chromium: ## Install Debian's Chromium, which the tests of the pages drive (needs root).
	@command -v chromium >/dev/null || { apt-get update -q && apt-get install -yq --no-install-recommends chromium fonts-noto-cjk; }

r: ## Install Debian's R with what its examples in docs/loading.md need (needs root).
	@command -v Rscript >/dev/null || { apt-get update -q && apt-get install -yq --no-install-recommends r-base-core r-cran-rsqlite r-cran-haven \
		r-cran-readstata13; }

test-browser: $(STAMP) ## Install Playwright and run the tests of the pages, and of the site, in Chromium, where it is installed.
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-browser.lock
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-docs.lock
	@$(BIN)/python -m pytest -q tests/browser

test-cluster: $(STAMP) ## Install Ray and run the tests on a cluster of two nodes of this machine.
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-ray.lock
	@$(BIN)/python -m pytest -q -m slow tests/cluster

test-remote: $(REMOTE_STAMP) ## Install a server of the S3 protocol and Ray, run over documents and staged results there.
	@$(REMOTE_VENV)/bin/python -m pytest -q -m slow tests/remote

.PHONY: test-ocr
test-ocr: $(OCR_STAMP) ## Install OCR and run its tests (minutes).
	@$(BIN)/python -m pytest -q -m "slow or not slow" tests/ocr

check: $(STAMP) ## Lint, formatting, types.
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

regress: $(STAMP) ## Compare the rows of raw/ with the pinned ones: missing, extra and changed all fail.
	@$(BIN)/python -m pytest -q tests/regression tests/golden

repin: $(STAMP) ## Pin the rows of raw/ anew; prints rows won and lost, refuses a loss without ALLOW_LOSS=1.
	@$(BIN)/python -m tests.regression.repin $(if $(filter 1,$(ALLOW_LOSS)),--allow-loss)

docs: $(STAMP) ## Build the documentation as a site in site/; nothing of it is fetched from elsewhere.
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-docs.lock
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build -q
	@echo "open site/index.html; to search it, serve it: $(BIN)/python -m http.server -d site -b 127.0.0.1"

dictionary: $(STAMP) ## Write docs/data-dictionary.md and its Chinese twin from the schema.
	@$(BIN)/planquet dictionary --write docs/data-dictionary.md
	@$(BIN)/planquet dictionary --lang zh --write docs/data-dictionary.zh-CN.md

score: gold run ## Score OUTPUT against the gold files in GOLD=folder.
	@$(BIN)/python "$(SCORE)" --output "$(OUTPUT)" --gold "$(GOLD)"

gold:
	@test -d "$(GOLD)" || { echo "make score: say which gold files: make score GOLD=folder" >&2; exit 2; }
	@test -f "$(SCORE)" || { echo "make score: no scorer at $(SCORE); say where it is: SCORE=file" >&2; exit 2; }

bench-accuracy: $(STAMP) ## Compare the rows of 2,000 generated documents with their truth (half a minute).
	@$(BIN)/python -m bench.accuracy --documents 2000

bench-damage: $(STAMP) ## Damage labelled and generated texts in every way and compare their rows with the truth (minutes).
	@$(BIN)/python -m bench.accuracy --damage

bench-repair: $(STAMP) ## Damage sentences in every known way and count what comes back, beside ftfy.
	@$(BIN)/python -m bench.repair

bench-formats: $(STAMP) ## Compare the rows of every format with those of the same plan as text, and the speed with peers (minutes).
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-build-isolation --require-hashes -r requirements-bench.lock
	@$(BIN)/python -m bench.formats

bench-throughput: $(STAMP) ## Documents per second by stage and beside peers; memory and cost at GROWTH=1000,10000 documents (minutes).
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-build-isolation --require-hashes -r requirements-bench.lock
	@$(BIN)/python -m bench.throughput --growth $(GROWTH)

.PHONY: bench-review
bench-review: $(STAMP) ## How fast review pages open, mark and filter in Chromium (minutes; make chromium once).
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-browser.lock
	@$(BIN)/python -m bench.review

.PHONY: bench-scans
bench-scans: $(OCR_STAMP) ## Compare the rows of scans with those of the same plan as text (a quarter of an hour).
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-build-isolation --require-hashes -r requirements-bench.lock
	@$(BIN)/python -m bench.formats --scans --no-speed --documents 10

.PHONY: sbom licences vulnerabilities
sbom: $(SUPPLY_STAMP) ## Write what the environment is made of to sbom.json (CycloneDX).
	@$(SUPPLY_VENV)/bin/cyclonedx-py environment --pyproject pyproject.toml --mc-type application --output-reproducible \
		--of JSON -o sbom.json $(BIN)/python
	@echo "sbom.json: what is installed in $(VENV), with versions and licences"

licences: $(SUPPLY_STAMP) ## Write docs/licences.md from what the pinned packages say of themselves (minutes).
	@$(BIN)/python -m tests.supply.licences

vulnerabilities: $(SUPPLY_STAMP) ## Ask an advisory service (SERVICE=pypi, or osv) about every pinned package; needs the network.
	@for lock in requirements*.lock; do echo "$$lock"; \
		$(SUPPLY_VENV)/bin/pip-audit --strict --progress-spinner off --vulnerability-service $(SERVICE) --disable-pip --require-hashes -r $$lock || failed=1; done; \
	test -z "$$failed" || { echo "make vulnerabilities: a package has an advisory, or the service could not be asked:" \
		"what stands above says which. Nothing is known of what was not asked." >&2; exit 1; }

clean: ## Remove the environment, caches, staged results, published tables and their pages.
	rm -rf $(VENV) $(LOCK_VENV) $(REMOTE_VENV) staged output review export site .output.planquet-* *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

lock: ## Pin all dependencies anew, with hashes, for Python 3.11.5 to 3.13 on every system.
	@$(find_python); "$$python" -m venv $(LOCK_VENV)
	@$(LOCK_VENV)/bin/python -m pip install -q uv==$(UV_VERSION)
	@printf 'setuptools>=80\nwheel>=0.45\n' | $(PIN) -o requirements-build.lock -
	@$(PIN) --extra dev -o requirements.lock pyproject.toml
	@$(PIN) --extra dev --extra bench -c requirements.lock -o requirements-bench.lock pyproject.toml
	@$(PIN) --extra ocr -c requirements.lock -o requirements-ocr.lock pyproject.toml
	@$(PIN) --extra ray -c requirements.lock -o requirements-ray.lock pyproject.toml
	@$(PIN) --extra dev --extra ray --extra remote --extra remote-test -o requirements-remote.lock pyproject.toml
	@$(PIN) --extra dev --extra browser -c requirements.lock -o requirements-browser.lock pyproject.toml
	@$(PIN) --extra fuzz -c requirements.lock -o requirements-fuzz.lock pyproject.toml
	@$(PIN) --extra dev --extra docs -c requirements.lock -o requirements-docs.lock pyproject.toml
	@$(PIN) --extra pictures -c requirements.lock -o requirements-pictures.lock pyproject.toml
	@$(PIN) --extra export -c requirements.lock -o requirements-export.lock pyproject.toml
	@printf 'cyclonedx-bom>=7\npip-audit>=2.9\n' | $(PIN) -o requirements-supply.lock -

# Sets the shell variable `python` to the first Python in range, or ends with a message.
define find_python
python=; for name in $(PYTHON) $(PYTHON_NAMES); do \
	if command -v "$$name" >/dev/null 2>&1 && "$$name" -c '$(PYTHON_TEST)' 2>/dev/null; then python=$$name; break; fi; done; \
if [ -z "$$python" ]; then \
	echo "planquet needs Python 3.11 (3.11.5 or later), 3.12 or 3.13; found: $$(python3 --version 2>&1 || echo none)." >&2; \
	echo "Install one of them, or name yours: make PYTHON=/path/to/python3.12 ..." >&2; exit 1; fi
endef

# Two steps, so that source packages are built by the pinned build tools and nothing is fetched unpinned.
$(STAMP): requirements-build.lock requirements.lock pyproject.toml
	@if ! $(BIN)/python -c '$(PYTHON_TEST)' 2>/dev/null; then \
		$(find_python); \
		echo "making $(VENV) with $$python"; rm -rf $(VENV); \
		"$$python" -m venv $(VENV) || { echo "Install your system's package for venv (python3-venv)." >&2; exit 1; }; fi
	@echo "installing the pinned dependencies"
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-build.lock
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-build-isolation --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-build-isolation --no-deps -e .
	@touch $@

$(OCR_STAMP): $(STAMP) requirements-ocr.lock
	@echo "installing OCR"
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-ocr.lock
	@touch $@

# A place of its own: what speaks to S3 needs other versions of libraries than the rest.
$(REMOTE_STAMP): $(STAMP) requirements-remote.lock
	@echo "installing a server of the S3 protocol and Ray"
	@$(BIN)/python -m venv $(REMOTE_VENV)
	@$(REMOTE_VENV)/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-build.lock
	@$(REMOTE_VENV)/bin/python -m pip install -q --disable-pip-version-check --no-build-isolation --require-hashes -r requirements-remote.lock
	@$(REMOTE_VENV)/bin/python -m pip install -q --disable-pip-version-check --no-build-isolation --no-deps -e .
	@touch $@

# Tools that look at the environment stand outside of it.
$(SUPPLY_STAMP): $(STAMP) requirements-supply.lock
	@$(BIN)/python -m venv $(SUPPLY_VENV)
	@$(SUPPLY_VENV)/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-supply.lock
	@touch $@
