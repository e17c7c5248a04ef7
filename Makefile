# Everything a person or a robot does with this project starts here. `make help` lists it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
WORKERS ?= 2
# What was compiled is kept, whatever the machine says: or else every process would compile everything anew.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: help demo replay stack faults killed simulate faults-long test test-long check security security-long audit sbom acceptance journeys screens bench install lock format css texts clean

## Run it
demo: $(READY)  ## replay the 2020 cycle (once), then serve the three sites at http://127.0.0.1:8000
	$(BIN)/disclosure replay a76-76 --unless-done
	$(BIN)/disclosure serve

replay: $(READY)  ## the same without serving: replay, print the compliance table, exit
	$(BIN)/disclosure replay a76-76

stack: $(READY)  ## the production topology from packages: three sites, workers, PostgreSQL, Redis, S3, mail
	$(BIN)/python -m tests.stack

## Check it
test: $(READY)  ## the tests, on SQLite and on a PostgreSQL and a Redis they start themselves
	$(BIN)/pytest -n $(WORKERS) -m "not long and not faults"

test-long: $(READY)  ## what takes long by its nature, and every property with five times the examples
	$(BIN)/pytest -n $(WORKERS) -m "(long or hypothesis) and not faults" --hypothesis-profile=long

security-long: $(READY)  ## the checks that take minutes each, by themselves
	$(BIN)/pytest -n $(WORKERS) -m long tests/security

check: $(READY)  ## format, lint, types, import contracts
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

security: $(READY)  ## every check against an attacker and against loss, on both databases; writes docs/security/checks.md
	$(BIN)/python -m tests.security -n $(WORKERS) -m "not long"

audit: $(READY)  ## known faults of the locked dependencies; fails where nothing can be known (SERVICE=pypi or osv)
	$(BIN)/python tools/audit.py $(SERVICE)

sbom: $(READY)  ## what the program is made of, as CycloneDX: sbom.cdx.json; and the licences of it
	$(BIN)/cyclonedx-py requirements requirements/core.txt --pyproject pyproject.toml --output-reproducible -o sbom.cdx.json
	$(BIN)/python tools/licences.py

acceptance: $(READY)  ## a replayed instance has the published figures, a sound ledger and nothing in plain text
	$(BIN)/python -m tests.acceptance.replayed $(or $(DISCLOSURE_INSTANCE),instance)

journeys: $(READY)  ## the tasks of a filer in a real Chromium (installed where there is none); writes docs/usability.md
	$(BIN)/python -m tests.journeys

screens: $(READY)  ## photograph the main pages of a filer, in English and Arabic, into docs/screens/
	$(BIN)/python -m tests.journeys.photographing

faults: $(READY)  ## kill, flush, fill and cut off each part under load; prints passed / total, acknowledged / lost
	$(BIN)/python -m tests.faults

faults-long: $(READY)  ## ten minutes before a deadline at four times the planned peak, and two thousand people at once
	$(BIN)/python -m tests.faults -m "faults and long"

killed: $(READY)  ## the replay on the stack, its processes killed while it runs: the same table? (SCALE=1)
	$(BIN)/python -m tests.faults.replayed --scale $(or $(SCALE),1)

simulate: $(READY)  ## a deadline day at a million filers, from service times measured here; writes docs/scaling.md
	$(BIN)/python -m benchmarks.simulating

bench: $(READY)  ## our speed beside the bare limit of the same run
	$(BIN)/python -m benchmarks

## Work on it
install: $(READY)  ## make the virtual environment from the locked requirements

$(READY): requirements/uv.txt requirements/dev.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --only-binary :all: --require-hashes -r requirements/uv.txt
	$(BIN)/uv pip sync --quiet --compile-bytecode --python $(BIN)/python --only-binary :all: --require-hashes requirements/dev.txt
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e .
	touch $@

lock: $(READY)  ## resolve the dependencies anew and write the hashes
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header requirements/uv.in -o requirements/uv.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header pyproject.toml --extra postgresql -o requirements/core.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header pyproject.toml --extra postgresql --extra s3 --extra transit -o requirements/production.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header pyproject.toml --extra postgresql --group dev -o requirements/dev.txt

format: $(READY)  ## format and fix what can be fixed by machine
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

css:  ## cut the stylesheets to the classes in use (needs npm; the result is committed)
	cd tools/css && npm ci && npm run build

texts: $(READY)  ## gather the texts and bring the catalogues up to date
	$(BIN)/pybabel -q extract -F disclosure/translations/babel.cfg -k message -k lazy_gettext --add-location=file -o messages.pot disclosure portal reviewer compliance
	$(BIN)/pybabel -q update -i messages.pot -d disclosure/translations --no-fuzzy-matching --width=100 --ignore-obsolete
	rm messages.pot

clean:  ## remove the virtual environment and the instance (database, keys, mail)
	rm -rf $(VENV) instance .mypy_cache .ruff_cache .pytest_cache

help:  ## this list
	@awk '/^## /{printf "\n%s\n", substr($$0, 4)} /^[a-z-]+:.*## /{split($$0, part, ":"); note=$$0; sub(/.*## */, "", note); printf "  make %-11s %s\n", part[1], note}' $(MAKEFILE_LIST)
