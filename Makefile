# Every command a newcomer or the machine that checks us needs. On a bare machine `make demo` and `make test` do it all.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
EXAMPLE ?= examples/fr/exercise-brume-polaire.txt

.PHONY: demo test check format lint types floors bench accept train gazetteer

$(VENV)/.core: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Vigie needs Python 3.11 or newer; try make PYTHON=python3.11")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -qq --disable-pip-version-check -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.core
	$(BIN)/python -m pip install -qq --disable-pip-version-check -e '.[dev]'
	@touch $@

demo: $(VENV)/.core
	@$(BIN)/vigie read $(EXAMPLE) --realm exercise

test: $(VENV)/.dev
	$(BIN)/python -m pytest -n 2

check: format lint types floors test

format: $(VENV)/.dev
	$(BIN)/ruff format --check vigie tests bench training

lint: $(VENV)/.dev
	$(BIN)/ruff check vigie tests bench training

types: $(VENV)/.dev
	$(BIN)/mypy

floors: $(VENV)/.dev
	$(BIN)/lint-imports

bench: $(VENV)/.dev
	OMP_NUM_THREADS=1 $(BIN)/python -m bench

accept: $(VENV)/.dev
	$(BIN)/python -m tests.accept

# make train LANG=fr UD=../shared/treebanks/fr
train: $(VENV)/.dev
	OMP_NUM_THREADS=1 $(BIN)/python -m training.train --lang $(LANG) --ud $(UD)

gazetteer: $(VENV)/.dev
	$(BIN)/python -m pip install -qq --disable-pip-version-check -e '.[train]'
	$(BIN)/python -m training.build_gazetteer
