# The commands of the project; CI runs the same ones. The virtual environment is created if it is missing.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
FORMAT ?= text
ENGINE ?= mkdocs
# Silences the notice that Material for MkDocs prints at every start: see CONTRIBUTING.md.
export NO_MKDOCS_2_WARNING := 1

# These may hold the text of strangers: commands get it through the environment, so that neither make nor the shell
# runs a part of it.
override PAPER := $(value PAPER)
override TOPIC := $(value TOPIC)
override FORM := $(value FORM)
override ISSUE := $(value ISSUE)
override BASE := $(value BASE)
override COLLECTION := $(value COLLECTION)
override WINDOWS := $(value WINDOWS)
export PAPER TOPIC FORM ISSUE BASE COLLECTION WINDOWS

.DEFAULT_GOAL := help
.PHONY: help serve build add format list accept find decide changes check refresh report figures recall quick test pictures lint bench fuzz schema lock newest release bundle notes clean chromium engines \
	build-mkdocs build-properdocs build-zensical

help: ## Show this help
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 10

serve: $(VENV)/site ## Serve the site at http://127.0.0.1:8000, with live reload
	SITE_URL=http://127.0.0.1:8000/ $(BIN)/mkdocs serve

build: build-$(ENGINE) ## Build the site in site/; ENGINE=properdocs or zensical uses another generator

build-mkdocs: $(VENV)/site
	$(BIN)/mkdocs build --strict

build-properdocs: $(VENV)/dev
	$(BIN)/properdocs build --strict -f mkdocs.yml

build-zensical: $(VENV)/dev
	rm -rf build/docs
	$(BIN)/paperlist write build/docs
	for config in build/docs/mkdocs.yml build/docs/mkdocs.*.yml; do \
	  $(BIN)/zensical build --strict --config-file $$config || exit 1; done
	rm -rf site && cp -R build/docs/site site
	cp -R build/docs/markdown/. site/

add: $(VENV)/site ## Add a paper by arXiv id or DOI: make add PAPER=2309.06180 TOPIC=kv-cache
	@test -n "$$PAPER" || { printf 'arXiv id, DOI or link: '; IFS= read -r PAPER; }; \
	  $(BIN)/paperlist add $${TOPIC:+--topic "$$TOPIC"} $(value OPTIONS) -- "$$PAPER"

format: $(VENV)/site ## Sort and format the data files
	$(BIN)/paperlist format

list: $(VENV)/site ## Write PAPERS.md, the list as shown on GitHub
	$(BIN)/paperlist export markdown --output PAPERS.md

accept: $(VENV)/site ## Apply an issue form: make accept FORM=text-of-the-issue.md
	@$(BIN)/paperlist accept $(value OPTIONS) -- "$$FORM"

find: $(VENV)/site ## Find papers that may belong in the list
	@$(BIN)/paperlist find $(value OPTIONS)

decide: $(VENV)/site ## Add and refuse the papers ticked in an issue: make decide ISSUE=text-of-the-issue.md
	@$(BIN)/paperlist decide $(value OPTIONS) -- "$$ISSUE"

changes: $(VENV)/site ## List the entries added, changed and removed since BASE, as a table
	@$(BIN)/paperlist diff --format table -- "$${BASE:-HEAD}"

check: $(VENV)/site ## Check the data and list all problems
	$(BIN)/paperlist check --strict --format $(FORMAT)

refresh: $(VENV)/site ## Update data/facts.json: make refresh FACTS=stars (or links, arxiv, works)
	@$(BIN)/paperlist refresh $(value FACTS) $(value OPTIONS)

report: $(VENV)/site ## List what a maintainer should look at: dead links, missing fields, old facts
	@$(BIN)/paperlist report $(value OPTIONS)

figures: $(VENV)/site ## Count the entries by year, topic, field and recommendation
	@$(BIN)/python -m paperlist.catalogue.figures

recall: $(VENV)/site ## Measure how many papers of the list `paperlist find` ranks first: make recall WINDOWS=DIR
	@$(BIN)/python -m paperlist.finding.recall "$$WINDOWS"

test: $(VENV)/dev chromium engines ## Run all tests, including those in browsers
	$(BIN)/pytest --numprocesses auto --dist loadscope --no-loadscope-reorder

quick: $(VENV)/dev ## The quicker tests: no build, server, browser or other programs, and fewer random examples
	EXAMPLES=50 $(BIN)/pytest --numprocesses auto --dist loadscope --no-loadscope-reorder -m 'not (built or server or browser or time or long)'

pictures: $(VENV)/dev chromium ## Take pictures of every kind of page at eight widths, in build/pictures/
	$(BIN)/python -m tests.support.pictures

lint: $(VENV)/dev ## Check the style and types of the code, and the workflows
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/oxlint --deny-warnings $(SCRIPTS)
	$(BIN)/zizmor --quiet --offline --persona auditor .github
	$(BIN)/check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml
	$(BIN)/check-jsonschema --builtin-schema vendor.dependabot .github/dependabot.yml
	$(BIN)/check-jsonschema --builtin-schema vendor.github-issue-config .github/ISSUE_TEMPLATE/config.yml
	$(BIN)/check-jsonschema --builtin-schema vendor.github-issue-forms .github/ISSUE_TEMPLATE/*-*.yml

SCRIPTS := paperlist/site/explorer/scripts paperlist/site/offline overrides/assets

bench: $(VENV)/dev chromium ## Measure builds, edits, search and downloads beside Hugo and MkDocs; BENCH="real 1000" is quicker
	$(BIN)/python -m tests.bench $(BENCH)

fuzz: $(VENV)/dev ## Test the commands that change the data with random text, for some minutes
	EXAMPLES=10000 $(BIN)/pytest tests/cli/test_fuzz.py

schema: $(VENV)/site ## Write the JSON Schemas of the data; run it after changing paperlist/catalogue/model.py
	$(BIN)/python -m paperlist.catalogue.schema

lock: $(VENV)/dev ## Write requirements*.txt; run it after changing the dependencies
	$(BIN)/pip-compile $(LOCK) --output-file requirements.txt pyproject.toml
	$(BIN)/pip-compile $(LOCK) --extra bundle --extra mcp --extra dev --output-file requirements-dev.txt pyproject.toml
LOCK := --quiet --upgrade --generate-hashes --allow-unsafe --strip-extras --all-build-deps \
	--no-emit-index-url --no-emit-find-links --no-emit-options --no-header

newest: ## Create an environment with the newest dependencies; then run make test VENV=build/newest
	$(PYTHON) -m venv --clear build/newest
	build/newest/bin/pip install --quiet --editable '.[bundle,mcp,dev]'
	touch build/newest/site build/newest/dev

release: build notes ## Build the release files in build/release/: site, data, exports, checksums and notes
	rm -rf build/release && mkdir -p build/release
	cd site && $(abspath $(BIN))/python -m zipfile -c ../build/release/site.zip .
	git archive --format=zip --output build/release/data.zip HEAD data LICENSE
	cp site/papers.* build/release/
	cp site/topics.json site/feed.xml build/release/
	cd build/release && sha256sum * > SHA256SUMS
	cp build/NOTES.md build/release/

# A paper that cannot be downloaded is named in the bundle, so it does not stop the rest.
bundle: $(VENV)/dev ## Make a PDF of papers to pass on, in build/bundle/: make bundle TOPIC=kv-cache, or COLLECTION=v0.2
	rm -rf build/bundle && mkdir -p build/bundle
	file="build/bundle/$${COLLECTION:-$${TOPIC:-papers}}.pdf"; \
	  $(BIN)/paperlist bundle --redistributable --zip $${TOPIC:+--topic "$$TOPIC"} $${COLLECTION:+--collection "$$COLLECTION"} \
	    $(value OPTIONS) --output "$$file" || test -f "$$file"
	cd build/bundle && for file in *.pdf; do sha256sum "$${file%.pdf}".* > "$${file%.pdf}.sha256"; done

# For the first release there is nothing to compare with: no tag, or a tag without data/topics.yaml.
# A section that the last tag had already is not repeated.
FIRST_SECTION := awk '/^\#\# / { part++ } part == 1'
notes: $(VENV)/site ## Write the release notes, the changes since the last tag, to build/NOTES.md
	mkdir -p build
	$(FIRST_SECTION) CHANGELOG.md > build/NOTES.md
	last=$$(git describe --tags --abbrev=0 2>/dev/null) || exit 0; \
	git show "$$last:CHANGELOG.md" 2>/dev/null | $(FIRST_SECTION) | cmp --quiet - build/NOTES.md && : > build/NOTES.md; \
	git cat-file -e "$$last:data/topics.yaml" 2>/dev/null || exit 0; \
	{ echo; $(BIN)/paperlist diff "$$last" --format markdown; } >> build/NOTES.md

clean: ## Remove all generated files, including the environment
	rm -rf .venv site build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis

chromium: $(VENV)/dev # Use an installed browser, or install one, headless if possible
	@$(BIN)/python -m tests.support.chromium \
	  || { apt-get update && apt-get install -y chromium-headless-shell; } \
	  || $(BIN)/playwright install --with-deps chromium

engines: $(VENV)/dev # Use or install Firefox and WebKit too; without them, their tests are skipped
	@$(BIN)/python -m tests.support.engines

$(VENV)/site: requirements.txt pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --require-hashes --requirement requirements.txt
	PYTHONWARNINGS=ignore $(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/dev: $(VENV)/site requirements-dev.txt
	$(BIN)/pip install --quiet --require-hashes --requirement requirements-dev.txt
	touch $@
