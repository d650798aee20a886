# The whole interface of the repository: `make help` lists it.
#
# One build configuration, release, for everything. Measured with Swift 6.3: `swift build --build-tests`,
# `swift build --product offerbench`, `swift test --skip-build` and `swift package generate-manual` share their objects and take half
# a second when nothing has changed, in any order. A plain `swift test -c release` does not: it compiles everything again for
# testability, and so does the next build after it. Hence no plain `swift test` here, and tests use `package` access instead of
# `@testable`.

SWIFT ?= swift
PREFIX ?= /usr/local
SCENARIO ?= scenarios/coalition-launch
SOURCES := Sources Tests Package.swift
PYTEST := .venv/bin/python -B -m pytest --quiet -p no:cacheprovider

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help setup setup-tests build demo test test-core test-external bench bench-simulation format lint install clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-17s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

setup: ## check Swift and install GLPK and OpenBLAS where they are missing
	@scripts/setup.sh

build: setup ## build the offerbench command
	$(SWIFT) build -c release --product offerbench

demo: build ## answer the first question: the best offers for the coalition's launch (SCENARIO=folder for another)
	.build/release/offerbench optimize $(SCENARIO)

setup-tests:
	@scripts/setup.sh --tests

# The Swift tests write the pages that the browser then opens.
test: export OFFERBENCH_TEST_PAGES := $(CURDIR)/.build/test-pages
test: setup-tests test-core ## build and run all tests that need no outside data: Swift, schemas, notebooks, pages in a browser
	$(PYTEST) Tests/Schemas Tests/Notebook & others=$$!; $(PYTEST) Tests/Browser; browser=$$?; wait $$others && exit $$browser

test-core: setup ## the same without browser and Python
	@rm -rf .build/test-pages
	$(SWIFT) build -c release --build-tests
	$(SWIFT) test -c release --skip-build --skip NetlibTests

test-external: setup ## run the tests on published linear programs (DATA=folder that holds them)
	@test -n "$(DATA)" || { echo "test-external: name the data's folder, as in: make test-external DATA=../shared/data" >&2; exit 2; }
	@test -d "$(DATA)" || { echo "test-external: there is no folder $(DATA)" >&2; exit 2; }
	$(SWIFT) build -c release --build-tests
	OFFERBENCH_TEST_DATA="$(abspath $(DATA))" $(SWIFT) test -c release --skip-build --filter NetlibTests

bench-simulation: build ## time the customer-level simulation beside the same in numpy
	python3 Benchmarks/simulation.py

bench: bench-simulation ## the same, then all sizes of the optimizer beside other solvers, which takes hours (BENCH=flags, as in BENCH='24 400', BENCH=--write-docs, BENCH=--help)
	python3 Benchmarks/bench.py $(BENCH)

format: ## format all Swift files in place
	$(SWIFT) format --in-place --recursive --parallel $(SOURCES)

lint: ## check the format of all Swift files
	$(SWIFT) format lint --strict --recursive --parallel $(SOURCES)

install: build ## install the command, its completions and manual pages under PREFIX (default /usr/local; DESTDIR is honoured)
	@SWIFT="$(SWIFT)" PREFIX="$(PREFIX)" DESTDIR="$(DESTDIR)" scripts/install.sh

clean: ## remove what was built
	$(SWIFT) package clean
