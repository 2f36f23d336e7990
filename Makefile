# Everything a person or a machine does with this project. `make` alone lists it.
#
# Stamp files in .venv remember what was installed, so a repeated run starts at once and a changed
# requirements file is installed the next time it matters.

PYTHON   ?= python3
PORT     ?= 8501
# Only this machine sees the dashboard; ADDRESS=0.0.0.0 shows it to the network.
ADDRESS  ?= localhost
RUN_ARGS ?=
# Two workers because the machines that run this have two cores. `loadgroup` keeps tests that share what they make on
# one of them, in the order tests/conftest.py says: `--no-loadscope-reorder` leaves it as it is.
# One test by hand: make test PYTEST_ARGS="tests/test_x.py -k name"
WORKERS     ?= 2
PYTEST_ARGS ?=
BENCH_ARGS  ?=

# Compiled modules are kept, whatever the machine says: the workers, and every program that a test starts, would compile
# all of them again.
unexport PYTHONDONTWRITEBYTECODE

VENV := .venv
BIN  := $(VENV)/bin
PIP  := $(BIN)/python -m pip install --disable-pip-version-check --quiet

.DEFAULT_GOAL := help
.PHONY: help run test soak audit check bench docs screens system-packages

help:  ## list these targets
	@sed -nE 's/^([a-z]+):.*## (.*)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 16

run: $(VENV)/.run  ## install what is missing and start the dashboard (PORT=8501 ADDRESS=localhost)
	$(BIN)/python -m streamlit run app.py --server.port $(PORT) --server.address $(ADDRESS) $(RUN_ARGS)

test: system-packages check $(VENV)/.provider  ## check, then run all tests, in Chromium and LibreOffice too
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup --no-loadscope-reorder $(PYTEST_ARGS)

# What docs/reliability.md promises, at length. One after the other: what takes long measures, or fills both cores itself.
SOAK := TCO_KILLS=100 TCO_FUZZ=50000 TCO_REFERENCE_SCENARIOS=1000 TCO_MUTANTS=all TCO_SOAK=1 \
	TCO_SOAK_SESSIONS=50 TCO_SOAK_MINUTES=10 TCO_WORKBOOKS=all
SOAKED := tests/test_killed_saves.py tests/test_killed_migrations.py tests/test_two_people.py tests/test_full_disk.py \
	tests/test_full_disk_dashboard.py tests/test_fuzz.py tests/test_fuzz_dashboard.py tests/test_reference.py \
	tests/test_mutation.py tests/test_isolation.py tests/test_operation.py tests/test_deployment.py \
	tests/test_escaping.py tests/test_security.py tests/test_sign_in.py tests/test_workbook_random.py tests/test_second_engine.py

soak: check $(VENV)/.provider  ## the long form of what docs/reliability.md promises (hours)
	@scripts/system_packages.sh soak
	$(SOAK) $(BIN)/python -m pytest --log-cli-level=INFO $(SOAKED) $(PYTEST_ARGS)

audit: $(VENV)/.run  ## ask the registry's advisories about what is installed (needs the internet)
	scripts/audit.sh

check: $(VENV)/.dev  ## lint, format and types
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy tcomodel

bench: system-packages $(VENV)/.bench  ## measure how fast it answers, beside other tools (BENCH_ARGS="--json FILE --readme")
	PYTHONPATH=$(VENV)/bench $(BIN)/python -m tests.bench $(BENCH_ARGS)

docs: $(VENV)/.dev  ## write the generated pages in docs/
	$(BIN)/python -m tcomodel.readers.document
	$(BIN)/python -m tests.mechanics_page

screens: system-packages $(VENV)/.dev  ## take pictures of every screen for docs/screens/ (Chromium; five minutes)
	$(BIN)/python -m tests.screens

system-packages:
	@scripts/system_packages.sh

$(VENV)/.created:
	@$(PYTHON) -c 'import sys; v = sys.version_info; sys.exit(None if v >= (3, 11) else "Python 3.11 or newer is needed, but $(PYTHON) is %d.%d. Name another one: make PYTHON=python3.11 ..." % v[:2])'
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.run: requirements.txt $(VENV)/.created
	@echo "Installing requirements.txt into $(VENV) (about 750 MB; only when it changed)"
	@$(PIP) -r requirements.txt
	@touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.run
	@echo "Installing requirements-dev.txt into $(VENV) (about 270 MB; only when it changed)"
	@$(PIP) -r requirements-dev.txt
	@touch $@

# Who signs people in while tests/test_sign_in.py runs, in a folder only that test looks at: its wheel brings a package
# called `tests`, which would be taken for ours.
$(VENV)/.provider: requirements-provider.txt $(VENV)/.dev
	@echo "Installing requirements-provider.txt into $(VENV)/provider (about 70 MB; only when it changed)"
	@rm -rf $(VENV)/provider
	@$(PIP) --no-deps --target $(VENV)/provider -r requirements-provider.txt
	@touch $@

# Other tools, in a folder only the benchmark looks at. It says which are missing, so a failure here does not stop it.
$(VENV)/.bench: requirements-bench.txt $(VENV)/.dev
	@echo "Installing requirements-bench.txt into $(VENV)/bench (about 30 MB; only when it changed)"
	@rm -rf $(VENV)/bench
	@$(PIP) --no-deps --target $(VENV)/bench -r requirements-bench.txt && touch $@ \
		|| echo "Not everything was installed; the table says what is missing."
