# Everything starts here; Python 3.11 or newer and make are all that has to be there.
#   make demo   the example cluster        make test   everything that is checked
#   make run    an empty cluster           make check  lint, format, types only
#   make bench  the measurements           make soak   the long proofs at full count
# PORT=8001 HOST=0.0.0.0 WORKERS=4 PASSWORD=... PYTHON=python3.12 CHROMIUM=/path/to/chromium change what they say.

PYTHON   ?= python3
HOST     ?= 127.0.0.1
PORT     ?= 8000
WORKERS  ?=
PASSWORD ?=
CHROMIUM ?=
DOCS     ?=
BENCH    ?=

VENV := .venv
PY   := $(VENV)/bin/python
CW   := $(VENV)/bin/commonweave

# A stamp carries the lock's checksum in its name: what is installed is looked up, never asked of pip. A second start
# therefore begins at once.
RUN_LOCK := $(VENV)/.installed-$(shell cksum < requirements.lock | tr -d ' ')
DEV_LOCK := $(VENV)/.installed-dev-$(shell cat requirements.lock requirements-dev.lock | cksum | tr -d ' ')
INSTANCE := $(or $(COMMONWEAVE_INSTANCE),instance)
MO_FILES := $(patsubst %.po,%.mo,$(wildcard app/translations/*/LC_MESSAGES/*.po))
# The lock is whole: nothing is resolved again, so a newer release of anything cannot stop an install.
INSTALL  := $(PY) -m pip install --quiet --require-hashes --no-deps

# Links in mails and in the terminal name the address that was asked for, unless the host was told a better one.
TOLD := $(shell grep -qsi '^ *base_url' $(INSTANCE)/config.toml && echo told)
ifneq ($(HOST) $(PORT),127.0.0.1 8000)
ifeq ($(TOLD),)
export COMMONWEAVE_BASE_URL ?= http://$(if $(filter 0.0.0.0 ::,$(HOST)),127.0.0.1,$(HOST)):$(PORT)
endif
endif
SERVE = $(CW) serve --host $(HOST) --port $(PORT) $(if $(WORKERS),--workers $(WORKERS))

.PHONY: demo run venv test test-fast test-journeys check soak bench browser translations messages lock clean FORCE
.DEFAULT_GOAL := demo

demo: $(INSTANCE)/.demo $(MO_FILES)
	@cat $(INSTANCE)/.demo
	@[ -n "$(FIRST)" ] || echo "The password was shown at the first start. Lost? Begin anew: delete $(INSTANCE)/, then make demo PASSWORD='a long pass phrase'"
	@exec $(SERVE)

run: $(INSTANCE)/.migrated $(MO_FILES)
	@$(CW) setup --if-empty
	@exec $(SERVE)

venv: $(RUN_LOCK) $(MO_FILES)

test: check test-fast test-journeys

check: $(DEV_LOCK)
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	$(PY) -m djlint --quiet --lint templates

test-fast: $(DEV_LOCK) $(MO_FILES)
	$(PY) -m pytest -q -n auto -m "not journey and not bench"

test-journeys: $(DEV_LOCK) $(MO_FILES) browser
	COMMONWEAVE_CHROMIUM="$$(cat $(VENV)/.chromium)" $(PY) -m pytest -q -n 2 --dist worksteal -m journey

soak: $(DEV_LOCK) $(MO_FILES) browser
	COMMONWEAVE_SOAK=1 COMMONWEAVE_CHROMIUM="$$(cat $(VENV)/.chromium)" $(PY) -m pytest -q -m soak --timeout 3600

bench: $(DEV_LOCK) $(MO_FILES)
	$(PY) -m tests.bench $(if $(DOCS),--docs $(DOCS)) $(BENCH)

# --- what is in the instance folder ------------------------------------------------------------------------------

$(INSTANCE)/.migrated: $(RUN_LOCK) $(wildcard migrations/versions/*.py) $(if $(wildcard $(INSTANCE)/commonweave.db),,FORCE)
	@$(CW) migrate --quiet
	@touch $@

# The accounts are kept to be shown again; the password is shown once.
$(INSTANCE)/.demo: $(INSTANCE)/.migrated | $(MO_FILES)
	$(eval FIRST := yes)
	@said=$$($(CW) demo --if-empty $(if $(PASSWORD),--password '$(PASSWORD)')) || exit 1; \
	if [ -n "$$said" ]; then echo "$$said" | grep -v '^Password' > $@; echo "$$said" | grep '^Password'; fi; touch $@

FORCE:

# --- what is installed -------------------------------------------------------------------------------------------

$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	  { echo "Commonweave needs Python 3.11 or newer; '$(PYTHON)' is not. Say which: make PYTHON=python3.12"; exit 1; }
	@echo "Making $(VENV) …"
	@$(PYTHON) -m venv $(VENV) || \
	  { echo "This Python cannot make environments; on Debian and Ubuntu: apt-get install python3-venv"; exit 1; }
	@touch $@

$(RUN_LOCK): $(VENV)/.made
	@echo "Installing what it runs on …"
	@$(INSTALL) -r requirements.lock
	@$(call beside-the-package)
	@touch $@

$(DEV_LOCK): $(VENV)/.made
	@echo "Installing what it runs on and is tested with …"
	@$(INSTALL) -r requirements-dev.lock
	@$(call beside-the-package)
	@touch $(RUN_LOCK) $@

# The checkout itself is put on the environment's path and gets its command: nothing is built, nothing is copied.
define beside-the-package
$(PY) -c 'import pathlib, sysconfig; pathlib.Path(sysconfig.get_path("purelib"), "commonweave.pth").write_text("$(CURDIR)\n")'; \
printf '#!/bin/sh\nexec "$${0%%/*}/python" -P -m app "$$@"\n' > $(CW); chmod +x $(CW)
endef

%.mo: %.po | $(RUN_LOCK)
	@$(PY) -m babel.messages.frontend --quiet compile --use-fuzzy -i $< -o $@

translations: $(MO_FILES)

# A browser for the journeys: the one that is named, else one that is there, else one that is fetched.
browser: $(DEV_LOCK)
	@find_browser() { \
	  for one in "$(CHROMIUM)" chromium chromium-browser google-chrome google-chrome-stable \
	             "$$($(PY) -c 'from playwright.sync_api import sync_playwright as p; c = p().start(); print(c.chromium.executable_path); c.stop()')"; do \
	    path=$$(command -v "$$one" 2>/dev/null) && "$$path" --version >/dev/null 2>&1 && echo "$$path" && return 0; \
	  done; return 1; }; \
	if [ -n "$(CHROMIUM)" ] && ! command -v "$(CHROMIUM)" >/dev/null; then echo "CHROMIUM=$(CHROMIUM) is not there"; exit 1; fi; \
	if ! find_browser > $(VENV)/.chromium; then \
	  echo "No browser found; fetching one …"; \
	  if [ "$$(id -u)" = 0 ] && grep -q '^ID=debian' /etc/os-release 2>/dev/null; then \
	    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null; \
	  else $(PY) -m playwright install chromium; fi; \
	  find_browser > $(VENV)/.chromium || \
	    { echo "The journeys need Chromium and none could be started; install one and say make test CHROMIUM=/path"; exit 1; }; \
	fi; echo "Browser: $$(cat $(VENV)/.chromium)"

# --- for those who change it -------------------------------------------------------------------------------------

# Collect what is said in code and templates, and carry it into every language's file.
messages: $(DEV_LOCK)
	$(PY) -m babel.messages.frontend extract -F babel.cfg -k _l -k lazy_gettext --no-location --sort-output \
	  --project Commonweave -o app/translations/messages.pot .
	for po in app/translations/*/LC_MESSAGES/messages.po; do \
	  $(PY) -m babel.messages.frontend update --no-fuzzy-matching -i app/translations/messages.pot -o $$po \
	    -l $$(basename $$(dirname $$(dirname $$po))); done

# New locks after a change in pyproject.toml: hashes for every platform, and no address of any index.
PIP_COMPILE = $(VENV)/lock/bin/pip-compile --quiet --generate-hashes --no-header --no-annotate --strip-extras \
  --no-emit-index-url --no-emit-find-links --no-emit-trusted-host
lock: $(VENV)/.made
	$(PYTHON) -m venv $(VENV)/lock && $(VENV)/lock/bin/python -m pip install --quiet pip-tools==7.6.2
	$(PIP_COMPILE) -o requirements.lock pyproject.toml
	$(PIP_COMPILE) --extra dev -c requirements.lock -o requirements-dev.lock pyproject.toml
	sed -i.bak '/^#/d;/^$$/d' requirements.lock requirements-dev.lock && rm -f requirements*.lock.bak
	! grep -n '://' requirements.lock requirements-dev.lock

# The instance folder is somebody's data and is left alone.
clean:
	rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage bench.json
	find app tests migrations -name __pycache__ -type d -prune -exec rm -rf {} +
	find app -name '*.mo' -delete
