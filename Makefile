# What is done often, one target each: `make help` lists them. Needs Python 3.11 or later and nothing else.

PORT ?= 8000
ifndef PYTHON
PYTHON := $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo $$name && exit; \
	done; echo python3)
endif
VENV = .venv/bin/python

# Arguments for pytest, such as: make test ARGS="-k legacy"
ARGS ?=

# How many damaged trees `make fuzz` tries.
FUZZ ?= 10000

# Production's settings, for checking them only: the key is drawn anew each time and kept nowhere.
PRODUCTION = DEBUG=false ALLOWED_HOSTS=news.example DATABASE_URL= CACHE_URL= MEDIA_ROOT= SECRET_KEY_FILE= \
	SECRET_KEY=$$($(VENV) -c 'import secrets; print(secrets.token_urlsafe(64))')

.PHONY: help demo test lint format bench fuzz restore-drill seeds pictures messages clean python prerequisites install install-dev

help: ## say what can be made here
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' Makefile

demo: prerequisites install ## prepare a site from seeds/ and serve it on 127.0.0.1:8000 (PORT= for another port)
	@$(VENV) manage.py demo --port '$(PORT)'

test: install-dev ## run every test, on SQLite and on PostgreSQL (ARGS= goes to pytest)
	@$(VENV) -m tests.legs $(ARGS)

lint: install-dev ## check the form of the code, missing migrations, and production's settings
	@$(VENV) -m ruff format --check --output-format concise . || { echo 'Not in form: make format mends it.' >&2; exit 1; }
	@$(VENV) -m ruff check --output-format concise .
	@DEBUG=true $(VENV) manage.py makemigrations --check --dry-run
	@$(PRODUCTION) $(VENV) manage.py check --deploy --fail-level WARNING

format: install-dev ## bring the code into form
	@$(VENV) -m ruff check --fix --quiet .
	@$(VENV) -m ruff format --quiet .

bench: install-dev ## measure views and import beside references taken in the same run
	@$(VENV) -m tests.bench $(ARGS)

fuzz: install-dev ## read ten thousand damaged archives (FUZZ= for another number; ARGS= goes to pytest)
	@FUZZ='$(FUZZ)' $(VENV) -m pytest -n auto --maxprocesses 4 tests/test_founder_fuzz.py $(ARGS)

restore-drill: install ## lose a site with the seeds in it, restore it from its backup, and compare (needs PostgreSQL)
	@$(VENV) -m tests.restore_drill

seeds: install-dev ## make the sample archives under seeds/ again, from their content
	@$(VENV) seeds/make_seeds.py

pictures: install-dev ## take the guides' pictures anew, from the tests of what they show (needs a browser)
	@GUIDE_PICTURES='$(CURDIR)/docs/images' $(VENV) -m pytest -q \
		tests/browser/test_whole_day.py tests/browser/test_what_the_guides_show.py

messages: install-dev ## collect the interface's strings and compile its translations (needs gettext)
	@command -v msgfmt >/dev/null || { echo 'gettext is missing. On Debian and Ubuntu: apt-get install gettext.' >&2; exit 1; }
	@DEBUG=true $(VENV) manage.py makemessages --all --no-obsolete --add-location=file --ignore=.venv --ignore=var --ignore=tests --ignore=seeds
	@DEBUG=true $(VENV) manage.py compilemessages --verbosity 0 --ignore=.venv --ignore=var

clean: ## remove the virtual environment and what tools left behind; var/ (database, media) stays
	@rm -rf .venv .pytest_cache .ruff_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# What the targets above stand on.

python:
	@command -v '$(PYTHON)' >/dev/null 2>&1 || { \
		echo 'This needs Python 3.11 or later, and there is no $(PYTHON) here.' \
			'On Debian and Ubuntu: apt-get install python3 python3-venv. Or name one: PYTHON=/path/to/python3.' >&2; exit 1; }
	@'$(PYTHON)' -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "This needs Python 3.11 or later, and $(PYTHON) is $$('$(PYTHON)' -V 2>&1)." \
			'Name a newer one: PYTHON=/path/to/python3.' >&2; exit 1; }

prerequisites: python
	@'$(PYTHON)' newsroom/prerequisites.py '$(PORT)' fts5

# A stamp in the environment keeps what was installed, to be compared; a broken or moved environment is made again.
install: python
	@$(VENV) -c 'import pip' >/dev/null 2>&1 || { \
		'$(PYTHON)' newsroom/prerequisites.py venv && \
		echo 'Python:    making a virtual environment in .venv.' && \
		'$(PYTHON)' -m venv --clear .venv; }
	@cmp -s requirements.txt .venv/requirements.txt || { \
		echo 'Packages:  installing requirements.txt.' && \
		$(VENV) -m pip install -qq --disable-pip-version-check -r requirements.txt && \
		cp requirements.txt .venv/requirements.txt; }

install-dev: install
	@cmp -s requirements-dev.txt .venv/requirements-dev.txt || { \
		echo 'Packages:  installing requirements-dev.txt.' && \
		$(VENV) -m pip install -qq --disable-pip-version-check -r requirements-dev.txt && \
		cp requirements-dev.txt .venv/requirements-dev.txt; }
