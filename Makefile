# One command for each thing to do; «make test» is all that CI runs.
SHELL := /bin/sh
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do \
  command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard resources/locale/*/LC_MESSAGES/wizard.po))

# What the tests start for real: a desktop's keyring, its message bus and what screen readers ask
# there, a browser, a screen with a window manager and keys to press, and what Qt needs to draw.
TEST_COMMANDS := dbus-run-session gnome-keyring-daemon chromium chromedriver Xvfb openbox xdotool
TEST_PACKAGES := dbus gnome-keyring at-spi2-core chromium chromium-driver xvfb openbox xdotool \
  fonts-inter fontconfig libnss-myhostname \
  libegl1 libgl1 libdbus-1-3 libxkbcommon0 libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 \
  libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0 libxcb-xinerama0 \
  libxcb-xkb1

PACKED := build/package
# What builds the package: the libraries are stripped, and read for what they depend on.
PACKAGE_PACKAGES = binutils dpkg-dev $(shell \
  $(PYTHON) -c 'import sys; sys.base_prefix == "/usr" and print("libpython%d.%d" % sys.version_info[:2])')

.PHONY: demo test screens guide bench cover simulate mutate lint package package-smoke debian clean

# $(1) an environment, $(2) what is locked for it
define environment
@if [ -z "$(PYTHON)" ]; then echo "Python 3.11 or newer is needed: apt-get install python3 python3-venv" >&2; exit 2; fi
@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { \
  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then apt-get -qq update && apt-get -qq install -y python3-venv; \
  else echo "Python cannot make environments here. Install what it lacks: sudo apt-get install python3-venv" >&2; exit 2; fi; }
$(PYTHON) -m venv $(1)
$(1)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(2)
endef

# $(1) commands, $(2) Debian packages that hold them, $(3) who needs them
define debian_packages
@for c in $(1); do command -v $$c >/dev/null || missing=1; done; \
if command -v dpkg >/dev/null; then dpkg -s $(2) >/dev/null 2>&1 || missing=1; fi; \
if [ -n "$$missing" ]; then \
  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
    apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends $(2) >/dev/null; \
  else echo "$(3) needs: sudo apt-get install $(2)" >&2; exit 2; fi; fi
endef

demo: $(VENV)/ready $(CATALOGUES)
	@$(BIN)/tripletex-wizard demo

# The pages are measured first, so that the last lines are those of the tests.
test: lint debian
	$(BIN)/python -m tests.screens --measure
	$(BIN)/python -m pytest -n 2 --dist worksteal

# Every page in every state, in build/screens/index.html; fails on a state that is missing, on words
# that are cut, on controls without a name and on colours that cannot be told apart. «make test» asks
# all of that too, without the pictures.
screens: $(VENV)/ready $(CATALOGUES) | debian
	$(BIN)/python -m tests.screens

# The user guide's pictures, out of those.
guide: screens
	PYTHONPATH=tests $(BIN)/python -m screens.guide

lint: $(VENV)/ready $(CATALOGUES)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/ready $(CATALOGUES)
	$(BIN)/python -m tests.bench
	$(BIN)/python -m tests.bench.stages
	$(BIN)/python -m tests.bench.window
	$(BIN)/python -m tests.bench.office
	$(BIN)/python -m tests.bench.first

# Every line and branch of the engine is reached by its own tests, without a server.
cover: $(VENV)/mutate $(CATALOGUES)
	$(BIN)/coverage run --branch --source wizard/sync -m pytest -q tests/unit/sync tests/scenarios
	$(BIN)/coverage report --show-missing --skip-covered --fail-under 100

# N schedules of faults, from a seed on; the first 500 are part of «make test».
N ?= 1000
SEED ?= 1
simulate: $(VENV)/ready $(CATALOGUES)
	$(BIN)/python -m tests.simulation $(N) --seed $(SEED)

# How many wrong copies of the engine its tests catch; an hour or more, so not part of «make test».
mutate: $(VENV)/mutate $(CATALOGUES)
	$(BIN)/mutmut run $(MUTANTS) > /dev/null
	$(BIN)/mutmut export-cicd-stats
	@$(BIN)/python -m tests.mutated

$(VENV)/mutate: $(VENV)/ready locks/mutate.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r locks/mutate.txt
	@touch $@

$(VENV)/ready: locks/dev.txt pyproject.toml hatch_build.py
	$(call environment,$(VENV),locks/dev.txt)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

debian:
	$(call debian_packages,$(TEST_COMMANDS),$(TEST_PACKAGES),«make test»)

# The program for desktops without Python, as a .deb in dist/; dated by the last commit, so that
# the same commit gives the same file.
package: $(PACKED)/ready $(CATALOGUES)
	$(call debian_packages,strip objdump dpkg-shlibdeps,$(PACKAGE_PACKAGES),«make package»)
	$(PACKED)/bin/python -m pip install --quiet --disable-pip-version-check --force-reinstall --no-deps --no-build-isolation .
	@export SOURCE_DATE_EPOCH=$$(git log -1 --format=%ct 2>/dev/null || date +%s) PYTHONHASHSEED=0 && \
	  $(PACKED)/bin/pyinstaller --noconfirm --clean --log-level ERROR --workpath $(PACKED)/work --distpath $(PACKED)/dist build.spec && \
	  packaging/deb $(PACKED)/dist/tripletex-wizard $$($(PACKED)/bin/python -c 'import wizard; print(wizard.__version__)') dist

$(PACKED)/ready: locks/package.txt
	$(call environment,$(PACKED),locks/package.txt)
	@touch $@

# The package in a fresh Debian 12 without Python: a first synk, one window, and how long it takes.
package-smoke:
	$(call debian_packages,debootstrap unshare,debootstrap util-linux,«make package-smoke»)
	packaging/smoke "$$(ls -t dist/*.deb | head -1)" build/smoke

%.mo: %.po
	$(BIN)/pybabel --quiet compile -i $< -o $@

clean:
	rm -rf $(VENV) build dist mutants $(CATALOGUES)
