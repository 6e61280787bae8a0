# Every command a newcomer or the machine that checks us needs. On a bare machine `make demo` and `make test` do it all.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
ifndef EXAMPLE
EXAMPLE := examples/fr/exercise-brume-polaire.txt
DATE ?= 2024-11-13
endif

.PHONY: demo test fuzz soak check format lint types floors corpus-check bench bench-statements bench-events bench-assess accept pictures train confidence gazetteer

$(VENV)/.core: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Vigie needs Python 3.11 or newer; try make PYTHON=python3.11")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -qq --disable-pip-version-check -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.core
	$(BIN)/python -m pip install -qq --disable-pip-version-check -e '.[dev]'
	@touch $@

demo: $(VENV)/.core
	@$(BIN)/vigie read $(EXAMPLE) $(if $(DATE),--date $(DATE)) --realm exercise

test: $(VENV)/.dev
	$(BIN)/python -m pytest -n 2 --dist loadfile

# two thousand damaged texts and pages for each property; a quarter of an hour and more
fuzz: $(VENV)/.dev
	OMP_NUM_THREADS=1 VIGIE_FUZZ=2000 $(BIN)/python -m pytest tests/read/test_any_text.py -n 2

# what takes longer than a change may wait: ten minutes of servers that lie, a hundred kills of a replay
soak: $(VENV)/.dev
	OMP_NUM_THREADS=1 $(BIN)/python -m bench.soak --minutes 10
	OMP_NUM_THREADS=1 $(BIN)/python -m pytest -m slow tests/watch tests/store tests/exercise

check: format lint types floors corpus-check test

format: $(VENV)/.dev
	$(BIN)/ruff format --check vigie tests bench training

lint: $(VENV)/.dev
	$(BIN)/ruff check vigie tests bench training

types: $(VENV)/.dev
	$(BIN)/mypy

floors: $(VENV)/.dev
	$(BIN)/lint-imports

# every line of the corpus says what its text says, and every code is known
corpus-check: $(VENV)/.dev
	$(BIN)/python -m training.corpus check

bench: $(VENV)/.dev
	OMP_NUM_THREADS=1 $(BIN)/python -m bench

# who said what, and which reports are of one story: every reader that runs here on the same texts; textacy where
# build/textacy has it
bench-statements: $(VENV)/.dev
	OMP_NUM_THREADS=1 $(BIN)/python -m bench $(foreach part,statements pud speakers corpus tellings,--only $(part)) --write

# who did what, and where: PLOVER's and PETRARCH-2's sentences, PLV's pairs, the corpus, sentences without events, places
bench-events: $(VENV)/.dev
	OMP_NUM_THREADS=1 $(BIN)/python -m bench $(foreach part,events pairs acts negatives places,--only $(part)) --write

# rankings, rates, scores, the simulator, rendered reports and the grid of drills; an hour and more for a hundred seeds
bench-assess: $(VENV)/.dev
	OMP_NUM_THREADS=1 $(BIN)/python -m bench $(foreach part,icews violence scores pooling simulate rendered drill,--only $(part))

accept: $(VENV)/.dev
	$(BIN)/python -m tests.accept

# The pictures and shown blocks, from what Vigie prints today; those of the page and the desk need a Chromium.
pictures: $(VENV)/.dev
	$(BIN)/python -m docs.pictures
	$(BIN)/python -m docs.pictures.desk
	$(BIN)/python -m docs.pictures.drill

# make train LANG=fr UD=../shared/treebanks/fr
train: $(VENV)/.dev
	OMP_NUM_THREADS=1 $(BIN)/python -m training.train --lang $(LANG) --ud $(UD)

# how sure a statement and its speaker are, fitted to the corpus; prints how well it is calibrated
confidence: $(VENV)/.dev
	OMP_NUM_THREADS=1 $(BIN)/python -m training.confidence

gazetteer: $(VENV)/.dev
	$(BIN)/python -m pip install -qq --disable-pip-version-check -e '.[train]'
	$(BIN)/python -m training.build_gazetteer
