# Everything a person types here. Each word does its own set-up; the first time takes a minute or two.

PYTHON ?=
export PYTHON

python := .venv/bin/python
letterkit := .venv/bin/letterkit

.PHONY: help letters test rig check fix long bench bench-import clean
# Two words at once would make the same .venv.
.NOTPARALLEL:

help:
	@echo "make letters   five letters to sign, from the appeal in examples/"
	@echo "make test      all tests but the long ones"
	@echo "make rig       install the real programs that some tests talk to"
	@echo "make check     format, lint, types and tests: before every commit"
	@echo "make fix       mend format and lint as far as a program can"
	@echo "make long      the big numbers"
	@echo "make bench     how fast it is, beside something to compare with"
	@echo "make bench-import   how well labelled appeals are read"
	@echo "make clean     remove all that these commands made, but the letters"

# The appeal is of 2005; --yes, because nobody is going to post these five.
letters:
	@.ci/set-up letters
	@LETTERKIT_HOME=.state $(letterkit) write examples/appeal-chn-002.txt --as examples/sender.toml -o letters/ --yes
	@echo "The letters are in $(CURDIR)/letters: print them, sign them, post them."

test:
	@.ci/set-up test
	@$(python) -m pytest -n auto

rig:
	@.ci/set-up rig

check:
	@.ci/set-up test
	$(python) -m ruff format --check
	$(python) -m ruff check
	$(python) -m mypy
	$(python) -m pytest -n auto

fix:
	@.ci/set-up test
	$(python) -m ruff format
	$(python) -m ruff check --fix

long:
	@.ci/set-up test
	@$(python) -m pytest -m long

bench:
	@.ci/set-up test
	@broken=0; for script in benchmarks/bench_*.py; do $(python) "$$script" || broken=1; done; exit $$broken

# Labelled appeals and their scorer are not part of this repository: LABELLED= and SCORER= say where they lie.
LABELLED ?= ../shared/appeals
SCORER ?= ../shared/tools/score_import.py

bench-import:
	@.ci/set-up letters
	@$(python) $(SCORER) $(LABELLED) --command "$(CURDIR)/$(letterkit) import"

clean:
	rm -rf .venv .state .rig build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
