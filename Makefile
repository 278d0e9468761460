# Two commands matter: `make run` and `make test`. `make help` lists the rest.
PYTHON ?= python3
BIN := .venv/bin
SAMPLE := samples/xinzhan-2022.txt
DEMO_UNIT := 区投促局
MINUTES := 60

.DEFAULT_GOAL := help
.PHONY: help setup run test test-ocr lint format bench pictures messages lock clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: .venv/.installed src/luoshi/web/static/vendor/.copied ## install into .venv; leaves the command at .venv/bin/luoshi

run: setup ## start Luoshi with the sample plan (FACTS=1: and invented facts), or empty with JURISDICTION=name (PORT, HOST, DATABASE_URL, LUOSHI_DATA)
	@exec $(BIN)/luoshi run $(if $(JURISDICTION),--jurisdiction "$(JURISDICTION)",--sample $(SAMPLE) --demo-unit $(DEMO_UNIT) $(if $(FACTS),--facts samples/first-half-2022))

test: setup .venv/.checks ## everything: SQLite, a real PostgreSQL, real Chromium
	@sh scripts/test.sh

test-ocr: .venv-ocr/.installed ## what reads scanned pages, in an environment of its own (some 600 MB)
	.venv-ocr/bin/python -m pytest tests/ocr -q

lint: .venv/.checks ## ruff, mypy, import-linter
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

format: .venv/.checks ## let ruff format the code
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: setup .venv/.checks ## measure; figures are kept in docs/benchmarks.md
	@for script in scripts/bench_*.py; do echo "== $$script"; $(BIN)/python $$script || exit 1; done

bench-reader: setup .venv-measure/.installed ## score readings against those made by hand, and compare with peers
	$(BIN)/python scripts/bench_reader.py
	PYTHONPATH=src .venv-measure/bin/python scripts/bench_peers.py

fuzz: setup .venv/.checks .venv-measure/.installed ## look for input that fails or hangs, for MINUTES (60)
	-PYTHONPATH=src nice -n 15 .venv-measure/bin/python scripts/fuzz_compiler.py bytes $$(( $(MINUTES) * 2 / 3 ))
	nice -n 15 $(BIN)/python scripts/fuzz_compiler.py plans $$(( ($(MINUTES) + 2) / 3 ))
	$(BIN)/python scripts/fuzz_compiler.py check

pictures: setup .venv/.checks ## make the README's pictures from a running server
	$(BIN)/python scripts/pictures.py

messages: setup ## refresh the English catalogue from templates and code (needs gettext)
	cd src/luoshi && ../../$(BIN)/luoshi manage makemessages -l en --no-wrap --no-location

lock: .venv/.checks ## lock the requirements anew
	sh scripts/lock.sh

clean: ## remove what was installed, but nothing under var/
	rm -rf .venv .venv-ocr node_modules src/luoshi/web/static/vendor

.venv/.installed: requirements/base.txt requirements/build.txt pyproject.toml
	@PYTHON="$(PYTHON)" sh scripts/need.sh python
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "installing the Python packages …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/base.txt -r requirements/build.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv-ocr/.installed: requirements/base.txt requirements/build.txt requirements/dev.txt requirements/ocr.txt
	@test -x .venv-ocr/bin/python || $(PYTHON) -m venv .venv-ocr
	@for part in base build dev ocr; do .venv-ocr/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/$$part.txt || exit 1; done
	@.venv-ocr/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/.checks: requirements/dev.txt .venv/.installed
	@echo "installing what checking needs …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

.venv-measure/.installed: requirements/measure.txt requirements/base.txt
	@test -x .venv-measure/bin/python || $(PYTHON) -m venv .venv-measure
	@echo "installing what measuring needs …"
	@.venv-measure/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/base.txt -r requirements/measure.txt
	@touch $@

src/luoshi/web/static/vendor/.copied: package-lock.json scripts/assets.mjs
	@sh scripts/need.sh node
	@echo "bringing the front-end parts …"
	@npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@node scripts/assets.mjs
	@touch $@
