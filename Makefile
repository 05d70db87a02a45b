# Two commands matter: `make demo` and `make test`. Everything else is here for those who work on Tornio.

BIN := .venv/bin
PORT ?= 8000
export PORT

# What is kept between two starts. A database of somebody else's (DATABASE_URL) is looked at every time.
KEPT := $(or $(TORNIO_HOME),.tornio)
UNKNOWN := $(if $(DATABASE_URL),look,$(if $(wildcard $(KEPT)/database/data/PG_VERSION),,look))
SHAPING := $(shell find tornio -path '*/migrations/*.py' -o -path '*/models/*.py') \
	tornio/people/frame.py tornio/people/constraints.py tornio/config/schema.py

.PHONY: proof pictures look help demo serve test coverage check bench clean distclean docs hooks lock venv tools
.DEFAULT_GOAL := help

help: ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*##/\t/' | expand -t 12

demo: $(KEPT)/.played ## serve a demo season on http://127.0.0.1:8000 (PORT changes it); Ctrl-C ends it
	@exec $(BIN)/tornio serve --demo

serve: $(KEPT)/.migrated ## serve without demo data
	@exec $(BIN)/tornio serve

# Every branch of core and actions, by their own tests: tests/counted.py.
# A process for each core, four at most; each has a database of its own.
BESIDE := -n auto --maxprocesses 4 --dist worksteal
COUNTING := --cov=tornio.core --cov=tornio.actions --cov-branch --cov-report=term-missing --cov-fail-under=100

test: .venv/.development tools ## all tests; those of core and actions reach every branch
	@exec $(BIN)/pytest $(BESIDE) $(COUNTING)

coverage: .venv/.development ## the tests of core and actions alone, and what they do not reach
	@exec $(BIN)/pytest $(BESIDE) $(COUNTING) tests/core tests/actions

check: .venv/.development ## format, lint, types, templates, floors, migrations: the same as in CI and the hook
	@exec $(BIN)/python -m tools.check

bench: .venv/.development ## the figures of docs/benchmarks.md
	@exec $(BIN)/python -m benchmarks

proof: .venv/.development ## the deep runs, hours of them; writes docs/proofs.md (ONLY="worlds fuzz" runs some)
	@$(BIN)/python -m tools.proof $(ONLY)

docs: .venv/.development ## write the pages of docs/ that are made from the code
	@$(BIN)/python -m tools.rulebook
	@$(BIN)/python -m tools.sharing

pictures: .venv/.development ## take the pictures of the README anew
	@$(BIN)/python -m tools.pictures

hooks: .venv/.development ## run `make check` before every commit
	@ln -sf ../../tools/pre-commit "$$(git rev-parse --git-path hooks)/pre-commit"

clean: ## take away the demo's data and everything that was made; .venv stays
	@[ ! -x $(BIN)/tornio ] || TORNIO_HOME=.tornio $(BIN)/tornio db stop >/dev/null
	@[ ! -x $(BIN)/tornio ] || TORNIO_HOME=.tornio-test $(BIN)/tornio db stop >/dev/null
	@rm -rf .tornio .tornio-test .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@rm -rf .coverage htmlcov build dist
	@find tornio tests tools -name __pycache__ -prune -exec rm -rf {} +

distclean: clean ## and .venv too
	@rm -rf .venv node_modules tornio.egg-info

lock: venv ## choose versions anew within pyproject.toml
	@$(BIN)/python -m tools.lock

# --- what the commands above stand on ---

venv:
	@tools/venv

look:

$(KEPT)/.migrated: .venv/.runtime $(SHAPING) $(UNKNOWN)
	@$(BIN)/tornio migrate --quiet
	@touch $@

$(KEPT)/.played: $(KEPT)/.migrated
	@$(BIN)/tornio season --unless-played
	@touch $@

.venv/.runtime: requirements/runtime.txt requirements/bootstrap.txt pyproject.toml | venv
	@tools/install requirements/runtime.txt
	@touch $@

.venv/.development: .venv/.runtime requirements/development.txt | venv
	@tools/install requirements/development.txt
	@touch $@

tools: node_modules/.installed

node_modules/.installed: package.json package-lock.json
	@tools/npm
