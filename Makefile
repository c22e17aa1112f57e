# Set up and use communique from a checkout. `make help` lists what there is.

VENV    ?= .venv
PYTHON  ?= python3
ARTICLE ?= tests/articles/summit-call.txt
OUT     ?= reports
export ARTICLE OUT

BIN := $(VENV)/bin

# What the PDF engine (WeasyPrint) and the fonts of other scripts are called in Debian and Ubuntu.
PDF_PACKAGES  := libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-core fonts-noto-cjk fonts-noto-color-emoji
TEST_PACKAGES := chromium poppler-utils git

# Installs those of the given Debian packages that are not there: as root by itself, elsewhere it says the one command.
define debian
	@command -v dpkg-query >/dev/null || { echo "This is not Debian or Ubuntu: please install the equivalents of: $(1)" >&2; exit 0; }; \
	missing=; for package in $(1); do \
	  case "$$(dpkg-query -W -f '$${Status}' $$package 2>/dev/null)" in *" installed") ;; *) missing="$$missing $$package";; esac; \
	done; \
	if [ -n "$$missing" ]; then \
	  if [ "$$(id -u)" = 0 ]; then \
	    echo "Installing system packages:$$missing" >&2; \
	    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing >/dev/null; \
	  else \
	    echo "System packages are missing. Please run: sudo apt-get install -y$$missing" >&2; exit 2; \
	  fi; \
	fi
endef

.PHONY: help brief setup setup-test test check sample bench stress clean

help:  ## this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 14

brief: setup  ## set up and brief an article: make brief ARTICLE=path-or-URL
	@$(BIN)/communique brief "$$ARTICLE" --out "$$OUT"

setup: $(VENV)/.installed

setup-test: $(VENV)/.installed-test

test: check  ## set up and pass all tests
	@$(BIN)/python -m pytest -n auto --dist loadgroup

sample: setup-test  ## make reports/sample anew, with the picture that the README shows
	@$(BIN)/python -m tests.sample

bench: setup-test  ## measure the speed on this machine, as ratios in one run
	@$(BIN)/python tests/bench.py
	@$(BIN)/python tests/publish/bench.py 1000

stress: setup-test  ## long random tests: batches and publications killed at random moments
	@$(BIN)/python -m tests.stress 200
	@$(BIN)/python tests/publish/stress.py

check: setup-test  ## formatting, lint and types
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy

clean:  ## remove what setting up and testing made
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis build dist

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit("communique needs Python 3.11 or later") if sys.version_info < (3, 11) else None'
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || $(MAKE) --no-print-directory python-venv
	@$(PYTHON) -m venv $(VENV)

.PHONY: python-venv
python-venv:
	$(call debian,python3-venv)

$(VENV)/.installed: pyproject.toml | $(BIN)/python
	$(call debian,$(PDF_PACKAGES))
	@echo "Installing communique into $(VENV) (once) ..." >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(VENV)/.installed-test: pyproject.toml $(VENV)/.installed
	$(call debian,$(TEST_PACKAGES))
	@echo "Installing what the tests need into $(VENV) (once) ..." >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[test]'
	@touch $@
