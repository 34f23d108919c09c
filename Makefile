# What one can do with this tree: "make" alone lists it.
MAKEFLAGS += --no-print-directory
VENV := .venv
PYTHON := $(VENV)/bin/python
STEP := sh deploy/step.sh
PORT ?= 8000
# How many steps a command counts up to.
OF := 2
demo: OF := 6

TEMPLATES = git ls-files --cached --others --exclude-standard 'templates/*.html'
# A production site that exists nowhere, to check its settings.
PRODUCTION = DJANGO_SETTINGS_MODULE=tasuki.settings.production SITE_URL=https://tasuki.example ALLOWED_HOSTS=tasuki.example \
	REDIS_URL=redis://localhost SECRET_KEY=$$($(PYTHON) -c 'import secrets; print(secrets.token_urlsafe(50))')

# The pinned requirements are installed once; the stamps are remade when a lock file changes.
RUNTIME := $(VENV)/.installed-production
WORKSHOP := $(VENV)/.installed-development

.DEFAULT_GOAL := help
.PHONY: help demo demo-reset install test prove capabilities bench check audit licences format messages lock clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: $(RUNTIME) ## a filled, running site on SQLite, from a fresh clone (PORT=8000)
	@LOG_LEVEL=$${LOG_LEVEL:-WARNING} DJANGO_SETTINGS_MODULE=tasuki.settings.demo PORT=$(PORT) exec $(PYTHON) manage.py serve_demo --port $(PORT)

demo-reset: ## forget the demo's database, files and queue
	@rm -rf var && echo "var/ is gone; make demo fills it again"

install: $(WORKSHOP) ## the virtual environment with what tests and checks need

test: $(WORKSHOP) ## the tests, on SQLite and on PostgreSQL where it answers (PROOF=1 notes the quick states)
	@$(PYTHON) -m tests.proof test $(ARGS)

prove: $(WORKSHOP) ## one capability at full size: make prove ID=E1
	@$(PYTHON) -m tests.proof prove $(ID)

capabilities: $(WORKSHOP) ## what is proven, with figures
	@$(PYTHON) -m tests.proof capabilities

bench: $(WORKSHOP) ## figures of specs and goals beside LIMIT, on this machine
	@$(PYTHON) -m tests.bench.run $(ARGS)

check: $(WORKSHOP) ## what the CI runs: format, lint, imports, migrations, deployment, then the tests
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/ruff check .
	$(TEMPLATES) | xargs $(VENV)/bin/djade --check
	$(VENV)/bin/lint-imports --no-logo
	DATABASE_URL=sqlite://:memory: $(PYTHON) -m django makemigrations --check --dry-run --settings=tasuki.settings.test
	@echo "$(PYTHON) -m django check --deploy --fail-level WARNING"
	@$(PRODUCTION) $(PYTHON) -m django check --deploy --fail-level WARNING
	@$(MAKE) audit
	@$(MAKE) test

audit: $(WORKSHOP) ## known weaknesses of what is pinned; says loudly when nobody could be asked
	@$(PYTHON) deploy/audit.py

licences: $(WORKSHOP) ## write docs/build/licences.md from what the pinned packages say
	@$(PYTHON) deploy/licences.py

format: $(WORKSHOP) ## put Python files and templates into shape
	$(VENV)/bin/ruff format .
	$(VENV)/bin/ruff check --fix .
	$(TEMPLATES) | xargs $(VENV)/bin/djade

messages: $(WORKSHOP) ## collect and compile the Japanese messages (needs gettext)
	$(PYTHON) -m django makemessages --locale ja --no-wrap --no-location --ignore 'var/*' --ignore 'tests/*' --settings=tasuki.settings.test
	$(PYTHON) -m django compilemessages --locale ja --ignore .venv --settings=tasuki.settings.test

lock: ## pin the requirements again (needs uv)
	@for set in production development; do \
		uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
			--no-emit-find-links --no-header --no-annotate --no-strip-extras requirements/$$set.in -o requirements/$$set.txt; \
	done

clean: ## remove the virtual environment and caches; the demo's data stay
	@rm -rf $(VENV) .pytest_cache .ruff_cache .import_linter_cache .hypothesis

$(PYTHON):
	@$(STEP) "[1/$(OF)] virtual environment" sh deploy/environment.sh create $(VENV)

$(RUNTIME): requirements/production.txt | $(PYTHON)
	@$(STEP) "[2/$(OF)] packages of the site (a minute on the first run)" sh deploy/environment.sh install $(VENV) $<
	@touch $@

$(WORKSHOP): requirements/development.txt | $(PYTHON)
	@$(STEP) "[2/$(OF)] packages for tests and checks (a minute on the first run)" sh deploy/environment.sh install $(VENV) $<
	@touch $@ $(RUNTIME)
