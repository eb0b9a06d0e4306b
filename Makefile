# The one door. `make help` lists what it opens.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

MVN := mvn
PYTHON := .venv/bin/python
STATE := .build
JAVA_SOURCES := $(shell find aws store services runs runtime server testing -path '*/target' -prune -o \
	\( -path '*/src/main/*' -o -name pom.xml \) -type f -print 2>/dev/null) pom.xml
TESTS ?=
# The set-up that a user waits for goes without the gates. What is tested is compiled with them, wherever it is compiled first.
FAST := -Pfast

.PHONY: help
help: ## Show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

.PHONY: setup
setup: $(STATE)/venv.stamp $(STATE)/driver.stamp ## Get everything ready to run (quick when nothing has changed)

.PHONY: demo
demo: setup ## Set up, then run the main job as a story on the terminal
	@$(PYTHON) examples/enem/demo.py

.PHONY: run
run: setup ## Run the server in the foreground (Ctrl-C stops it)
	@bin/mastic server

.PHONY: test
test: FAST :=
test: setup ## Set up, then run every test
	@build/databases
	@echo "── Java: static checks, unit, architecture, conformance, crash tests"
	@$(MVN) -q install
	@echo "── Java: what keeps something in the database, once more on PostgreSQL"
	@build/stores-on-postgresql
	@echo "── Python: awsglue, the driver, the command line, real clients against a real server"
	@$(PYTHON) -m pytest $(TESTS)
	@build/test-counts

.PHONY: check
check: $(STATE)/venv.stamp ## Format, static checks, unit and architecture tests (no Spark, no server processes)
	@$(MVN) -q install -pl '!testing/conformance' -Dtest.excluded=spark,slow
	@$(PYTHON) -m ruff check . && $(PYTHON) -m ruff format --check . && $(PYTHON) -m mypy

.PHONY: format
format: $(STATE)/venv.stamp ## Format every source file
	@$(MVN) -q validate -Dspotless.goal=apply
	@$(PYTHON) -m ruff check --fix . && $(PYTHON) -m ruff format .

.PHONY: bench
bench: setup ## Measure against spark-submit and moto server; writes docs/reference/benchmarks.md
	@$(PYTHON) testing/benchmarks/bench.py $(BENCH)

.PHONY: report
report: ## Print the longest methods and files and the slowest tests
	@build/report

.PHONY: datalake
datalake: setup ## Fetch Delta, Hudi and Iceberg for --datalake-formats (230 MB)
	@build/datalake-formats

.PHONY: docs
docs: setup ## Write the generated pages: coverage, configuration, run states, awsglue
	@$(MVN) -q -Pfast install -Dtest='Test*Page' -Dsurefire.failIfNoSpecifiedTests=false -Dpages.write=true
	@$(PYTHON) build/awsglue-page

.PHONY: dist
dist: setup ## Make dist/mastic-*.tar.gz, which runs where a JDK 17 and Python 3.11 are
	@build/dist

.PHONY: wheel
wheel: setup ## Make dist/mastic_awsglue-*.whl, which users install for unit tests of Glue scripts
	@.venv/bin/pip wheel -q --disable-pip-version-check --no-deps --no-build-isolation -w dist runtime/python
	@ls -lh dist/*.whl

.PHONY: hooks
hooks: ## Let git format what is committed
	@git config core.hooksPath build/hooks

.PHONY: clean
clean: ## Remove everything that was built, but not the Python environment
	@rm -rf $(STATE)/*.stamp $(STATE)/server $(STATE)/driver dist
	@find . -name target -path '*/target' -prune -exec rm -rf {} +

$(STATE)/tools.stamp: build/tools
	@mkdir -p $(STATE) && build/tools && touch $@

$(STATE)/venv.stamp: $(STATE)/tools.stamp runtime/python/requirements.txt runtime/python/requirements-dev.txt
	@build/progress "Python environment (.venv, about 1 GB: pyspark, pandas, pyarrow, boto3, …)" build/venv
	@touch $@

$(STATE)/java.stamp: $(STATE)/tools.stamp $(JAVA_SOURCES)
	@build/progress "Java modules (first time: downloads libraries)" $(MVN) -q $(FAST) install -DskipTests
	@echo "$(CURDIR)/$$(ls server/target/server-*.jar):$$(cat $(STATE)/server/libraries)" > $(STATE)/server/classpath
	@touch $@

$(STATE)/driver.stamp: $(STATE)/java.stamp $(STATE)/venv.stamp build/driver-classpath
	@build/progress "Spark driver (class path and class-data archive)" build/driver-classpath
	@touch $@
