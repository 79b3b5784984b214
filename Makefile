# Everything starts here. Each target installs what it needs.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.PHONY: demo test chaos test-interop bench build release format lint clean

BUILD := .build
HERALD := $(CURDIR)/$(BUILD)/debug/herald
PYTHON := $(BUILD)/venv/bin/python

demo: build ## the main job on campaigns/, told step by step
	.ci/demo "$(HERALD)"

test: build $(BUILD)/venv/ready ## unit, law, scenario and command tests; the Python checkers
	swift build --build-tests
	swift test --skip-build
	HERALD="$(HERALD)" $(PYTHON) -m pytest -q Tests/checkers

ROUNDS := 500
chaos: build ## ROUNDS rounds of faults, kills and edits outside; `make test` runs 24
	swift build --build-tests
	HERALD_CHAOS_ROUNDS=$(ROUNDS) swift test --skip-build --filter ChaosTests

test-interop: build $(BUILD)/venv/engines-ready ## those that need real servers and databases
	.ci/setup interop
	swift build --build-tests
	swift test --skip-build --filter 'Cases for other engines'
	HERALD="$(HERALD)" $(PYTHON) -m pytest -q Tests/interop

bench: release ## figures with their baselines, from the same run
	$(BUILD)/release/herald-bench

build:
	.ci/setup build
	swift build

# On Linux with Swift's libraries in the program: it starts in two thirds of the time, and runs where
# no Swift is installed.
release:
	.ci/setup build
	swift build -c release $(if $(filter Linux,$(shell uname)),--static-swift-stdlib)

format:
	swift format -i --recursive Package.swift Sources Tests

lint:
	swift format lint --strict --recursive Package.swift Sources Tests

$(BUILD)/venv/ready: Tests/checkers/requirements.txt
	.ci/setup python
	python3 -m venv --clear $(BUILD)/venv
	$(PYTHON) -m pip install --quiet --disable-pip-version-check -r $<
	touch $@

$(BUILD)/venv/engines-ready: Tests/interop/requirements.txt $(BUILD)/venv/ready
	$(PYTHON) -m pip install --quiet --disable-pip-version-check -r $<
	touch $@

clean:
	rm -rf $(BUILD)
