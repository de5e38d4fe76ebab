# Everything a person or a machine does with this checkout. `make` alone lists it.

PYTHON ?= python3
ONLY ?=

POS := $(wildcard src/comity/locale/*/LC_MESSAGES/*.po)
MOS := $(POS:.po=.mo)
COMPILE := --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header

.DEFAULT_GOAL := help
.NOTPARALLEL:
unexport PYTHONDONTWRITEBYTECODE # or every start compiles everything anew
.PHONY: help run wiki test check fmt bench real-parts oracles pins catalogues clean

##@ Use

help: ## List what can be done here
	@awk 'BEGIN { FS = ":.*## " } \
		/^##@/ { printf "\n%s\n", substr($$0, 5) } \
		/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

run: VENV = .venv
run: .venv/ready $(MOS) ## Start the sandbox on http://localhost:8000 (Ctrl-C stops it; data stays in var/)
	@exec .venv/bin/comity sandbox

wiki: VENV = .venv
wiki: .venv/ready $(MOS) ## Run a real MediaWiki beside the sandbox, to try measures on (needs real-parts)
	@exec .venv/bin/python -m tests.wiki.sandbox

##@ Work

test: VENV = .venv-dev
test: .venv-dev/ready $(MOS) ## Run the tests (COMITY_REQUIRE_REAL_PARTS=1 adds browser, PostgreSQL, real wiki)
	@.venv-dev/bin/python -m tests.harness.groups

check: VENV = .venv-dev
check: .venv-dev/ready $(MOS) ## Read the code without running it: style, types, layers, templates, migrations
	@.venv-dev/bin/ruff check .
	@.venv-dev/bin/ruff format --check .
	@.venv-dev/bin/mypy --cache-dir /dev/null
	@.venv-dev/bin/lint-imports
	@.venv-dev/bin/djlint --quiet --lint src/comity/web/templates
	@.venv-dev/bin/comity catalogues check
	@COMITY_VAR=$$(mktemp -d) .venv-dev/bin/python -m django makemigrations \
		--check --dry-run --settings comity.config.settings

fmt: .venv-dev/ready ## Write the code in the one way
	@.venv-dev/bin/ruff check --fix-only --quiet .
	@.venv-dev/bin/ruff format .

bench: VENV = .venv-dev
bench: .venv-dev/ready $(MOS) ## Measure what was promised, one JSON line a figure (ONLY=main for one area)
	@.venv-dev/bin/python -m bench $(ONLY)

real-parts: ## Install what some tests need from the distribution: Chromium, PostgreSQL, MediaWiki
	@scripts/real-parts

oracles: .venv-oracles/ready ## Install what others wrote for the same ends, for the bench to compare with

##@ Keep

pins: .venv-dev/ready ## Resolve the dependencies of pyproject.toml anew, with hashes
	.venv-dev/bin/uv pip compile $(COMPILE) --upgrade pyproject.toml requirements/build.in \
		--output-file requirements/base.txt
	.venv-dev/bin/uv pip compile $(COMPILE) --upgrade pyproject.toml requirements/build.in \
		--constraint requirements/base.txt --extra postgres --output-file requirements/postgres.txt
	.venv-dev/bin/uv pip compile $(COMPILE) --upgrade pyproject.toml requirements/build.in \
		--constraint requirements/base.txt --extra postgres --extra dev --output-file requirements/dev.txt
	.venv-dev/bin/uv pip compile $(COMPILE) --upgrade requirements/oracles.in requirements/build.in \
		--constraint requirements/base.txt --output-file requirements/oracles.txt

catalogues: VENV = .venv-dev
catalogues: .venv-dev/ready ## Collect every sentence into the catalogues of each language
	@.venv-dev/bin/comity catalogues update

clean: ## Take away what make made; var/ and its data stay
	rm -rf .venv .venv-dev .venv-oracles build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	rm -f $(MOS)

# An environment is ready when everything in its pins is installed; the second time costs nothing.
.venv/ready: requirements/base.txt pyproject.toml
	@scripts/environment $(PYTHON) .venv requirements/base.txt

.venv-dev/ready: requirements/dev.txt pyproject.toml
	@scripts/environment $(PYTHON) .venv-dev requirements/dev.txt

.venv-oracles/ready: requirements/oracles.txt
	@scripts/environment $(PYTHON) .venv-oracles requirements/oracles.txt

%.mo: %.po
	@$(VENV)/bin/comity catalogues compile
