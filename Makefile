# Two commands do everything on a fresh machine: `make app` and `make test`.
PYTHON ?= python3
PORT ?= 8501
WORKERS ?= 2
BIN := .venv/bin
STAMP := .venv/.stamp

.PHONY: app test soak screenshots docs bench lock clean

app: $(STAMP)-app
	$(BIN)/geo-app run --port $(PORT)

test: $(STAMP)-dev
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup

# The long trials in full: kills, full disks, two importers at once, broken files. An hour or so.
soak: $(STAMP)-dev
	GEO_APP_KILLS=300 GEO_APP_REFUSALS=100 GEO_APP_PAIRS=100 GEO_APP_MUTATIONS=10000 $(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup tests/store/test_trials.py tests/hostile/test_mutations.py

screenshots: $(STAMP)-dev
	$(BIN)/python scripts/make_screenshots.py

docs: $(STAMP)-dev
	$(BIN)/python scripts/build_docs.py

bench: $(STAMP)-dev
	$(BIN)/python benchmarks/run.py
	$(BIN)/python benchmarks/geocoding.py
	$(BIN)/python benchmarks/duplicates.py
	$(BIN)/python benchmarks/importing.py

# Maintainers: resolve anew for all platforms, with hashes and without index lines (needs uv).
lock:
	uv pip compile -q --universal --generate-hashes --python-version 3.11 --no-emit-index-url --no-emit-find-links --no-header pyproject.toml -o requirements/app.txt
	uv pip compile -q --universal --generate-hashes --python-version 3.11 --no-emit-index-url --no-emit-find-links --no-header --extra dev pyproject.toml -o requirements/dev.txt

.venv/bin/python:
	@$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11))" || { echo "geo_app needs Python 3.11 or newer: make app PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv .venv

$(STAMP)-app: .venv/bin/python requirements/app.txt requirements/build.txt pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/build.txt -r requirements/app.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(STAMP)-dev: .venv/bin/python requirements/dev.txt requirements/build.txt pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/build.txt -r requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@ $(STAMP)-app

clean:
	rm -rf .venv test-output
