# Needs Python 3.9 or newer with pip, make, and a C compiler for the oldest drivers; everything else is fetched into the tree.
PYTHON ?= python3
# What `make test-next` sets: an environment of another system cannot be used here, nor the other way round.
TOOLS_FOLDER ?= .tox-tools
TOOLS = $(TOOLS_FOLDER)/bin/python
PACKAGE = setup.py setup.cfg $(shell find flask_pymongo -name '*.py')

# Nothing outside the tree is written, and no HOME is needed.
export PIP_DISABLE_PIP_VERSION_CHECK = 1
export PIP_CACHE_DIR ?= $(CURDIR)/.cache/pip
export VIRTUALENV_OVERRIDE_APP_DATA ?= $(CURDIR)/.cache/virtualenv
export PYTHONDONTWRITEBYTECODE = 1
# A newer pip than the oldest Pythons start with must not come into their environments.
export VIRTUALENV_NO_PERIODIC_UPDATE = 1

# A new environment in folder $(1); systems whose Python lacks ensurepip have pip, and so virtualenv.
define environment
	$(PYTHON) -m venv $(1) 2>/dev/null || { rm -rf $(1); \
	  $(PYTHON) -m pip install --quiet --target .cache/virtualenv-package virtualenv && \
	  PYTHONPATH=.cache/virtualenv-package $(PYTHON) -m virtualenv --quiet $(1); }
endef

.PHONY: help demo bench companions trust fuzz security failpoints failover soak record recording test test-next test-pairs sweep sweep-next sweep-page flip probe lint dist packaging release scan typing browser tools render row refresh releases bases names calls docs messages links clean

help:
	@echo "make demo      serve an example application, with a private MongoDB server: APP=wiki, blog, rest or admin"
	@echo "make test      the tests, on every row of the matrix whose interpreter is here"
	@echo "               ROWS='py27-* py313-*'  REQUIRE_ALL=1  JOBS=2  ARGS='contract -k find'"
	@echo "make test-next the rows of Python 3.14 and 3.15, which a stable Debian does not have yet (Debian, root)"
	@echo "make test-pairs  the contract tests on so many triples that every two versions meet; it goes on where it was stopped"
	@echo "make sweep     the contract tests on every valid triple of Python, Flask and PyMongo; it goes on where it was stopped"
	@echo "               ONLY='python==3.13 pymongo==4.*'  SAMPLE=20  MINUTES=60  JOBS=2  WHOLE=1  MISSING=1  AGAIN=1  ARGS='contract -k find'"
	@echo "make sweep-next  the triples of Python 3.15 (Debian, root)"
	@echo "make sweep-page  what the sweeps found, into the documentation"
	@echo "make flip      whether a row notices when the package is wrong about what a driver can: ROWS, NAMES"
	@echo "make row       the environment of a row, for a plain pytest: ROW=py313-flask31-pymongo420"
	@echo "make probe     what the package says of PyMongo, on first and last patch of every minor"
	@echo "               RELEASES='3.* 4.5.0'  ROW=py38-flask23-pymongo313  ARGS='contract -k find'  JOBS=2"
	@echo "make lint      ruff, the syntax on the oldest Pythons, generated files"
	@echo "make dist      build the sdist and the wheel into dist/, check what is in them"
	@echo "make release   whether the tree can be released as TAG=v4.0.0"
	@echo "make packaging the package installed in every way; the commands in a new environment"
	@echo "make scan      the command scan: old and modern sources, the examples after --fix"
	@echo "make typing    the types, as a user's mypy sees them"
	@echo "make companions  old extensions, installed as they were pinned and used on the newest row in legacy mode"
	@echo "make browser   the example application in a real browser"
	@echo "make docs      the documentation, English and Chinese, into docs/_build/html"
	@echo "make messages  the texts of docs/locale/zh_CN, with what changed in English"
	@echo "make render    every file that is generated from a table: tox.ini, the support table, pages of docs"
	@echo "make bases     docs/bases.rst, from the environments of all rows (make row ROW='*')"
	@echo "make calls     docs/legacy-calls.rst, from the texts of the warnings"
	@echo "make links     whether the links of the documentation to other hosts answer (network)"
	@echo "make names     what left Flask, Werkzeug, Jinja2 and the standard library, listed anew (network)"
	@echo "make releases  whether PyPI has a newer PyMongo or Flask, and what it removed (network): COMPARE='4.19.0 4.20.0'"
	@echo "make refresh   what pip installs for a row, frozen anew (network): ROW=py313-flask31-pymongo420"
	@echo "make record    ask the native drivers again what the legacy dialect answers"
	@echo "make recording  docs/journey.rst shows what doctor, report, scan and ladder say: recorded anew"
	@echo "make bench     calls and GridFS over HTTP against the bare driver, and the release before"
	@echo "make trust     the short form of those below, in one environment"
	@echo "make fuzz      configurations, URIs, routes, headers, names, damaged files, documents that nobody would write"
	@echo "make security  log-in and TLS in every dialect of options, on four drivers; bandit and pip-audit"
	@echo "make failpoints  every call against every failure of a server; ROWS (the newest by default)"
	@echo "make failover  a replica set whose members are killed, stopped, step down; ROWS (the newest by default)"
	@echo "make soak      gunicorn and mixed traffic against a server that fails; MINUTES=10"
	@echo "               SHORT=1 is the short form of each"
	@echo "make clean     remove everything that these made"

demo: .venv/.done
	@.venv/bin/python examples/serve_demo.py

test: $(TOOLS_FOLDER)/.done
	@$(TOOLS) tests/matrix/run.py

# On a Debian, as root; elsewhere put the Pythons on PATH and say ROWS='py314-* py315-*' to `make test`.
test-next:
	tests/matrix/interpreters.sh .cache/next make test PYTHON=python3.14 TOOLS_FOLDER=.tox-tools-next \
	  ROWS='$(or $(ROWS),py314-* py315-*)' REQUIRE_ALL=1 ARGS='$(ARGS)'

# Each with the triples of SWEEP: `make sweep-next` is for the Pythons that interpreters.sh brings.
SWEEP = $(SAMPLE:%=--sample %) $(ONLY:%=--only '%') $(MINUTES:%=--minutes %) $(SEED:%=--seed %) $(WHOLE:%=--whole) \
  $(MISSING:%=--missing) $(AGAIN:%=--again)

sweep: $(TOOLS_FOLDER)/.done
	@$(TOOLS) tests/matrix/sweep.py $(SWEEP)

sweep-next:
	tests/matrix/interpreters.sh .cache/next make sweep PYTHON=python3.14 TOOLS_FOLDER=.tox-tools-next \
	  SAMPLE='$(SAMPLE)' MINUTES='$(MINUTES)' WHOLE='$(WHOLE)' MISSING='$(MISSING)' AGAIN='$(AGAIN)' ONLY='$(or $(ONLY),python==3.15)' ARGS='$(ARGS)'

test-pairs: $(TOOLS_FOLDER)/.done
	@$(TOOLS) tests/matrix/sweep.py --pairs $(SWEEP)

sweep-page: $(TOOLS_FOLDER)/.done
	@$(TOOLS) tests/matrix/sweep_page.py collect
	@$(TOOLS) tests/matrix/render.py

flip: .tox-tools/.done
	@$(TOOLS) tests/matrix/flip.py

row: .tox-tools/.done
	@ROWS='$(ROW)' $(TOOLS) tests/matrix/run.py row

refresh: .tox-tools/.done
	@$(TOOLS) tests/matrix/refresh.py $(ROW)

probe: .tox-tools/.done
	@$(TOOLS) tests/matrix/probe.py

lint: .tox-tools/.done
	@$(TOOLS) tests/matrix/lint.py

browser: .tox-browser/.done
	.tox-browser/bin/python -m pip install --quiet pytest waitress -r tests/browser/requirements.txt
	cd tests && ../.tox-browser/bin/python -m pytest -p no:cacheprovider -ra browser

dist: .tox-tools/.done
	@$(TOOLS) tests/matrix/dist.py

companions: .tox-tools/.done
	@ROWS= $(TOOLS) tests/matrix/run.py companions

typing: .tox-tools/.done
	@$(TOOLS) tests/matrix/run.py typing

release:
	@$(PYTHON) tests/matrix/release.py

scan: .tox-tools/.done
	@$(TOOLS) tests/matrix/run.py scan

packaging: .tox-tools/.done
	cd tests/packaging && PYTHONPATH=../matrix ../../$(TOOLS) -m pytest -p summary -p no:cacheprovider -ra

recording: .tox-tools/.done
	cd tests/packaging && FLASK_PYMONGO_RECORD=1 PYTHONPATH=../matrix ../../$(TOOLS) -m pytest -p summary test_journey.py \
	  -k way_out

tools: .tox-tools/.done

render:
	$(PYTHON) tests/matrix/triples.py
	$(PYTHON) tests/matrix/render.py
	$(PYTHON) tests/matrix/legacy_names_page.py
	$(PYTHON) tests/matrix/configuration_page.py
	$(PYTHON) tests/matrix/companions_page.py

docs: .tox-docs/.done
	@.tox-docs/bin/python tests/matrix/documentation.py

calls: .tox-docs/.done
	.tox-docs/bin/python tests/matrix/legacy_calls_page.py

messages: .tox-docs/.done
	.tox-docs/bin/python tests/matrix/messages.py

links: .tox-docs/.done
	@.tox-docs/bin/python tests/matrix/documentation.py links

releases: .tox-tools/.done
	@$(TOOLS) tests/matrix/releases.py $(COMPARE)

names: .tox-tools/.done
	$(TOOLS) tests/matrix/legacy_names.py
	$(TOOLS) tests/matrix/python_names.py

bases:
	$(PYTHON) tests/matrix/bases_page.py

$(TOOLS_FOLDER)/.done: tests/matrix/constraints/tools.txt
	rm -rf $(@D)
	$(call environment,$(@D))
	$(TOOLS) -m pip install --quiet -r tests/matrix/constraints/tools.txt
	touch $@

.tox-docs/.done: tests/matrix/constraints/docs.txt
	rm -rf .tox-docs
	$(call environment,.tox-docs)
	.tox-docs/bin/python -m pip install --quiet -r tests/matrix/constraints/docs.txt
	touch $@

# Installed anew when the package changes: the demo and the browser show what is in the tree.
.venv/.done .tox-browser/.done .tox-bench/.done: $(PACKAGE)
	@echo "Installing this package, Flask and PyMongo into $(CURDIR)/$(@D); PyPI is asked, half a minute the first time"
	@test -x $(@D)/bin/python || { $(call environment,$(@D)); }
	@rm -rf build
	@$(@D)/bin/python -m pip install --quiet --upgrade --force-reinstall --no-deps .
	@$(@D)/bin/python -m pip install --quiet --upgrade flask pymongo packaging
	@$(@D)/bin/python -m pip list --format=freeze | sed 's/^/    /'
	@rm -rf build
	@touch $@

# What tests/reliability measures; docs/reliability.rst has the figures.
NEWEST = py313-flask31-pymongo420
MEASURED = py27-flask012-pymongo29 py36-flask10-pymongo34 py38-flask23-pymongo313 $(NEWEST)
PROGRAMS = fuzz security failpoints failover soak
RUN = FLASK_PYMONGO_SHORT='$(SHORT)' FLASK_PYMONGO_MINUTES='$(MINUTES)' $(TOOLS) tests/matrix/run.py

trust: .tox-tools/.done
	@ROWS=$(NEWEST) ARGS='$(PROGRAMS:%=reliability/%.py)' FLASK_PYMONGO_SHORT=1 $(TOOLS) tests/matrix/run.py reliability

fuzz: .tox-tools/.done
	@ROWS='$(or $(ROWS),$(NEWEST))' ARGS='reliability/fuzz.py $(ARGS)' $(RUN) reliability

soak: .tox-tools/.done
	@ROWS='$(or $(ROWS),$(NEWEST))' ARGS='reliability/soak.py $(ARGS)' $(RUN) reliability

security: .tox-tools/.done
	@ROWS='$(or $(ROWS),$(MEASURED))' ARGS='reliability/security.py $(addprefix contract/test_,$(addsuffix .py,tls \
	  mechanisms users configuration))' $(RUN) reliability

# On any row.
failover: .tox-tools/.done
	@ROWS='$(or $(ROWS),$(NEWEST))' ARGS='reliability/failover.py $(ARGS)' $(RUN)

failpoints: .tox-tools/.done
	@ROWS='$(or $(ROWS),$(NEWEST))' FLASK_PYMONGO_LONG=1 ARGS='contract/test_retries.py reliability/failpoints.py' $(RUN)

# The answers of the native drivers that tests/dialects compares with.
record: .tox-tools/.done
	@$(TOOLS) tests/dialects/record.py --all

bench: .tox-bench/.done .tox-bench-previous/.done
	.tox-bench/bin/python benchmarks/calls.py --previous .tox-bench-previous/bin/python $(ARGS)
	.tox-bench/bin/python benchmarks/files.py --previous .tox-bench-previous/bin/python $(ARGS)

# The release before, in an environment of its own: both are called flask_pymongo.
.tox-bench-previous/.done:
	rm -rf $(@D)
	$(call environment,$(@D))
	$(@D)/bin/python -m pip install --quiet Flask-PyMongo==3.0.1
	touch $@

clean:
	rm -rf .venv .tox-tools .tox-tools-next .tox-docs docs/_build .tox-bench .tox-bench-previous .tox .cache build dist *.egg-info .pytest_cache .ruff_cache
	find docs/locale -name '*.mo' -delete
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	find . -name '*.pyc' -delete
