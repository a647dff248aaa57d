# The set-up needs Python 3.11 or newer, pip and make; it makes .venv on the way.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# A question keeps its quotes and dollar signs: its raw value goes to the program by the environment.
override Q := $(value Q)
export Q

.PHONY: ask run chat test eval check format clean

ask: $(VENV)/.installed
	@test -n "$$Q" || { echo 'make ask Q="a question"' >&2; exit 2; }
	@$(BIN)/python -m bot ask -- "$$Q"

run: $(VENV)/.installed
	@$(BIN)/python -m bot run

chat: $(VENV)/.installed
	@$(BIN)/python -m bot chat

test: $(VENV)/.developed
	$(BIN)/python -m pytest -n auto --dist worksteal

eval: $(VENV)/.installed
	TANYAPASAL_DATA=$(VENV)/eval $(BIN)/python -m bot eval --strict tests/questions

check: $(VENV)/.developed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(VENV)/.developed
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit("TanyaPasal needs Python 3.11 or newer; this is %d.%d. Say another: make PYTHON=python3.12 ..." % sys.version_info[:2] if sys.version_info < (3, 11) else 0)'
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "Python's venv module is missing: install it (Debian, Ubuntu: apt install python3-venv), then try again." >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: $(BIN)/python pyproject.toml constraints.txt
	@echo "Setting up $(VENV), once ..." >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable . >&2
	@touch $@

$(VENV)/.developed: $(BIN)/python pyproject.toml constraints.txt
	@echo "Setting up $(VENV) for development, once ..." >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]' >&2
	@touch $@ $(VENV)/.installed

clean:
	rm -rf $(VENV)
