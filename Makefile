# Everything a person runs; CI runs the same. The environment is made in .venv when it is missing.

PYTHON ?= python3
BIN := .venv/bin
FORMAT ?= text
# Material for MkDocs tells at every start that its maintenance ends; CONTRIBUTING.md has the date.
export NO_MKDOCS_2_WARNING := 1

.DEFAULT_GOAL := help
.PHONY: help serve build check test lint schema lock clean chromium

help: ## This list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 10

serve: .venv/site ## The site at http://127.0.0.1:8000, which follows every edit
	SITE_URL=http://127.0.0.1:8000/ $(BIN)/mkdocs serve

build: .venv/site ## The site as files, in site/
	$(BIN)/mkdocs build --strict

check: .venv/site ## Every problem of the data, a line each
	$(BIN)/paperlist check --strict --format $(FORMAT)

test: .venv/dev chromium ## Every test, the browser included
	$(BIN)/pytest

lint: .venv/dev ## Style and types of the code
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

schema: .venv/site ## The JSON Schemas of the data, after a change of paperlist/model.py
	$(BIN)/python -m paperlist.schema

lock: .venv/dev ## requirements*.txt, after a change of the dependencies
	$(BIN)/pip-compile $(LOCK) --output-file requirements.txt pyproject.toml
	$(BIN)/pip-compile $(LOCK) --extra dev --output-file requirements-dev.txt pyproject.toml
LOCK := --quiet --upgrade --generate-hashes --allow-unsafe --strip-extras \
	--no-emit-index-url --no-emit-find-links --no-emit-options --no-header --all-build-deps

clean: ## Remove what the other commands made
	rm -rf .venv site build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis

chromium: .venv/dev # The tests take an installed browser; where there is none, they get one
	@$(BIN)/python -m tests.chromium || { apt-get update && apt-get install -y chromium; } \
	  || $(BIN)/playwright install --with-deps chromium

.venv/site: requirements.txt pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --require-hashes --requirement requirements.txt
	$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

.venv/dev: .venv/site requirements-dev.txt
	$(BIN)/pip install --quiet --require-hashes --requirement requirements-dev.txt
	touch $@
