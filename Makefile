# Needs nothing but Python 3.11 or later and make: each command sets up .venv for itself.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
PYTEST_OPTIONS ?= --cov --cov-report=term:skip-covered

.DEFAULT_GOAL := help
.PHONY: help demo test lint bench model model-eval samples docs pictures clean

help:  ## Show what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):[^#]*## ?/\1	/' | expand -t 14

demo: $(STAMP)  ## Check a sample draft and print the decision
	@$(BIN)/scr-publish check sample_reports/flawed-report.docx --case sample_reports/flawed-report.case.toml; \
	  status=$$?; test $$status -eq 1 || { echo "demo: expected the flawed sample to be not ready (1), got $$status" >&2; exit 1; }

test: lint  ## Lint, check types and layers, and run the test suite
	$(BIN)/pytest $(PYTEST_OPTIONS)

lint: $(STAMP)  ## Style, types, layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(STAMP)  ## Time and memory against the obvious assembly, as ratios in one run
	$(BIN)/python -m benchmarks

model: $(STAMP)  ## Train the language model
	$(BIN)/python models/scripts/build.py

model-eval: $(STAMP)  ## Measure the language model on data that training never saw
	$(BIN)/python models/scripts/evaluate.py

samples: $(STAMP)  ## Make the sample reports again from their sources
	$(BIN)/python sample_reports/make.py

docs: $(STAMP)  ## Make the pages that come from the rule catalogue again
	$(BIN)/python -m scr_publish.reporting.docs

pictures: $(STAMP)  ## Make the pictures of the workbench again (needs chromium)
	SCR_PUBLISH_PICTURES=docs/pictures $(BIN)/pytest tests/workbench/test_story.py -k sqlite

clean:  ## Remove the virtual environment and caches
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(STAMP): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "scr-publish needs Python 3.11 or later: make PYTHON=python3.11" >&2; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable '.[dev,ocr,workbench,archive,cluster]'
	touch $@
