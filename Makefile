# tilannekuva: one Makefile. `make help` lists the targets.

CC      ?= gcc
MODE    ?= release
B       ?= build/$(MODE)
BIN     ?= tilannekuva
PREFIX  ?= /usr/local
SYSCONFDIR ?= /etc
UNITDIR ?= $(PREFIX)/lib/systemd/system
# Where the program looks without being told: --var, --config.
VARDIR  ?= var
CONFDIR ?= config
WERROR  ?=
V       ?=
Q       := $(if $(V),,@)
PYTHON  ?= python3
# How many commands run side by side where the caller does not say (-j).
JOBS    ?= $(shell nproc)
PARALLEL = $(if $(findstring jobserver,$(MAKEFLAGS)),,-j$(JOBS))

ifeq ($(origin CC),default)
CC := gcc
endif

# --- what we stand on -------------------------------------------------------

PKGS    := libcurl jansson sqlite3 zlib libdeflate libcrypto inih libRmath \
	libzip libpq xlsxwriter
DEB_BUILD := gcc make pkg-config libcurl4-openssl-dev libjansson-dev \
	libsqlite3-dev zlib1g-dev libdeflate-dev libssl-dev libcsv-dev libinih-dev \
	r-mathlib libzip-dev libpq-dev libxlsxwriter-dev ca-certificates gnuplot-nox \
	fonts-liberation
DEB_TEST := clang libclang-rt-dev llvm clang-tidy clang-format cppcheck \
	shellcheck mandoc sqlite3 python3 libcmocka-dev poppler-utils chromium \
	python3-prometheus-client python3-icalendar systemd

# npm comes with some packages of nodejs, and hinders them where it does
DEB_WEB := chromium nodejs $(if $(shell command -v npm),,npm)

PKG_CFLAGS := $(shell pkg-config --cflags $(PKGS) 2>/dev/null)
PKG_LIBS   := $(shell pkg-config --libs $(PKGS) 2>/dev/null) -lcsv -lm

# --- flags ------------------------------------------------------------------

WARN := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion \
	-Wdouble-promotion -Wformat=2 -Wundef -Wvla -Wwrite-strings \
	-Wcast-qual -Wswitch-enum -Wstrict-prototypes -Wmissing-prototypes \
	-Wold-style-definition -Wimplicit-fallthrough -Wnull-dereference
CPPFLAGS := -I. -I$(B)/gen -D_GNU_SOURCE $(PKG_CFLAGS)
CFLAGS_release := -O2 -g -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2 \
	-fstack-protector-strong -fPIE
CFLAGS_debug := -O0 -g3
CFLAGS_asan := -O1 -g -fsanitize=address,undefined \
	-fno-sanitize-recover=all -fno-omit-frame-pointer
CFLAGS_cov := -O0 -g --coverage -fprofile-update=atomic
CFLAGS_fuzz := -O1 -g -fsanitize=fuzzer-no-link,address,undefined \
	-fno-sanitize-recover=all -fno-omit-frame-pointer
CFLAGS_profile := -O0 -g -fprofile-instr-generate -fcoverage-mapping
LDFLAGS_release := -pie -Wl,-z,relro,-z,now
LDFLAGS_asan := -fsanitize=address,undefined
LDFLAGS_cov := --coverage
LDFLAGS_fuzz := -fsanitize=address,undefined
LDFLAGS_profile := -fprofile-instr-generate
CFLAGS_ALL := -std=c17 $(WARN) -fno-common $(CFLAGS_$(MODE)) \
	$(if $(WERROR),-Werror) $(CFLAGS)
LDFLAGS_ALL := $(LDFLAGS_$(MODE)) $(LDFLAGS)

# --- files ------------------------------------------------------------------

ROOMS := lib etl analysis plots briefing
TOP   := $(wildcard *.c)
SRC   := $(TOP) $(wildcard $(ROOMS:%=%/*.c))
HDR   := $(wildcard $(ROOMS:%=%/*.h))
TEXTS := $(wildcard $(ROOMS:%=%/*.sql) plots/*.gp plots/*.csv briefing/*.css briefing/*.js briefing/*.html)
GEN   := $(TEXTS:%=$(B)/gen/%.c)
OBJ   := $(SRC:%.c=$(B)/%.o) $(GEN:.c=.o)
LIB   := $(B)/libtilannekuva.a
UNIT  := $(patsubst tests/unit/%.c,$(B)/tests/%,$(wildcard tests/unit/test_*.c))
FUZZ  := $(patsubst tests/fuzz/%.c,$(B)/fuzz/%,$(wildcard tests/fuzz/fuzz_*.c))
# the long ones first: the short ones fill the time beside them
LONG  := $(patsubst %,tests/cli/%.sh,killed nights glance readers operations bodies)
CLI   := $(LONG) $(filter-out $(LONG),$(wildcard tests/cli/*.sh))

.SECONDARY:
.DELETE_ON_ERROR:
.PHONY: all help demo run deps deps-test check check-run unit cli corpus starved \
	headers layers policy asan clang lint format format-check fuzz fuzz-coverage \
	fuzz-merge bench bench-peers coverage mutants simulate torture install \
	clean check-web deps-web deb check-deb check-postgres check-examples

all: $(BIN) ## build ./tilannekuva (MODE=release|debug|asan|cov)

help: ## print this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | \
		awk -F'\t' '{printf "  make %-14s %s\n", $$1, $$2}'

$(BIN): $(TOP:%.c=$(B)/%.o) $(LIB)
	$(Q)echo "  LD   $@"
	$(Q)$(CC) $(LDFLAGS_ALL) -o $@ $^ $(PKG_LIBS)

$(LIB): $(filter-out $(TOP:%.c=$(B)/%.o),$(OBJ))
	$(Q)echo "  AR   $@"
	$(Q)rm -f $@ && ar rcs $@ $^

$(B)/%.o: %.c
	$(Q)mkdir -p $(@D)
	$(Q)echo "  CC   $<"
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS_ALL) -MMD -MP -c -o $@ $<

$(B)/main.o: CPPFLAGS += -DVAR_DIR='"$(VARDIR)"' -DCONFIG_DIR='"$(CONFDIR)"'

# SQL, gnuplot templates, style sheets and scripts are compiled in as text:
# etl/views.sql becomes `const char text_etl_views_sql[]` (lib/embedded.h).
$(B)/gen/%.c: %
	$(Q)mkdir -p $(@D)
	$(Q){ echo '#include "lib/embedded.h"'; \
	echo 'const char text_$(subst .,_,$(subst -,_,$(subst /,_,$*)))[] ='; \
	sed -e 's/[\\"]/\\&/g' -e 's/.*/"&\\n"/' $<; echo '"";'; } >$@

$(B)/gen/%.o: $(B)/gen/%.c lib/embedded.h
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS_ALL) -Wno-overlength-strings -c -o $@ $<

-include $(wildcard $(B)/*.d $(B)/*/*.d)

# --- tests ------------------------------------------------------------------

SUPPORT := $(patsubst tests/%.c,$(B)/tests-%.o,$(wildcard tests/support/*.c))

$(B)/tests-%.o: tests/%.c $(wildcard tests/support/*.h)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS_ALL) -c -o $@ $<

$(B)/tests/%: tests/unit/%.c $(SUPPORT) $(wildcard tests/support/*.h tests/unit/*.h) $(LIB)
	$(Q)mkdir -p $(@D)
	$(Q)echo "  TEST $<"
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS_ALL) $(LDFLAGS_ALL) -o $@ $< \
		$(SUPPORT) $(LIB) $(PKG_LIBS) -lcmocka

unit: $(UNIT) ## unit tests
	$(Q)JOBS=$(JOBS) tests/run-unit $(UNIT)

# The same targets drive libFuzzer (MODE=fuzz) and replay the committed corpus.
FUZZ_MAIN := $(if $(filter fuzz,$(MODE)),-fsanitize=fuzzer,tests/fuzz/replay.c)

$(B)/fuzz/%: tests/fuzz/%.c tests/fuzz/scratch.c tests/fuzz/replay.c \
		$(wildcard tests/fuzz/*.h) $(LIB)
	$(Q)mkdir -p $(@D)
	$(Q)echo "  FUZZ $@"
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS_ALL) $(LDFLAGS_ALL) -o $@ $< \
		tests/fuzz/scratch.c $(FUZZ_MAIN) $(LIB) $(PKG_LIBS)

corpus: $(FUZZ) ## replay the fuzz corpus
	$(Q)for f in $(FUZZ); do \
		$$f tests/fuzz/corpus/$${f##*/fuzz_}/* || exit 1; done

# The same targets once more, memory refused at each place in turn; but for the one
# that holds a server, which may not starve.
STARVED := $(filter-out %/http,$(patsubst tests/fuzz/fuzz_%.c,$(B)/starved/%,$(wildcard \
	tests/fuzz/fuzz_*.c)))

$(B)/starved/%: tests/fuzz/fuzz_%.c tests/fuzz/scratch.c tests/faults/parsers.c \
		tests/faults/memory.h $(LIB)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS_ALL) $(LDFLAGS_ALL) -o $@ $< \
		tests/fuzz/scratch.c tests/faults/parsers.c $(LIB) $(PKG_LIBS)

starved: $(STARVED) ## the parsers without memory, at each place that asks for it
	$(Q)for f in $(STARVED); do \
		$$f tests/fuzz/corpus/$${f##*/}/* >$$f.out || \
			{ cat $$f.out; exit 1; }; done

cli: $(BIN) ## tests of the real binary
	$(Q)JOBS=$(JOBS) TILANNEKUVA=$(abspath $(BIN)) tests/run-cli $(CLI)

SEED ?= $(shell date +%s)

# The same scripts that `cli` runs in short.
torture: $(BIN) ## long: readers, 1000 kills (SEED=N), a disk full or without power, lost bits, no memory, every attack, all pictures twice, all counties, a month of nights, the manual's recipes built
	$(Q)echo "  SEED=$(SEED)"
	$(Q)TILANNEKUVA=$(abspath $(BIN)) TEST_SECONDS=7200 SEED=$(SEED) \
		REFRESHES=60 KILLS=200 NIGHTS=30 DETERMINISM=all \
		REPLAY=$(if $(RECORDINGS),$(wildcard $(RECORDINGS)/../tools/replay.py)) \
		HOSTILE=all TABLE_MB=100 COUNTIES=all \
		tests/run-cli tests/cli/counties.sh tests/cli/readers.sh tests/cli/killed.sh \
		tests/cli/nights.sh tests/cli/hostile.sh tests/cli/doors.sh \
		tests/cli/tables.sh tests/cli/determinism.sh
	$(Q)TILANNEKUVA=$(abspath $(BIN)) TEST_SECONDS=14400 SEED=$(SEED) \
		RECIPES=build SMALL=1 KILLS=1000 FLIPS=400 DISK_FULL=0 DISK_POWER=1000 \
		tests/run-cli tests/cli/killed.sh tests/cli/damaged.sh \
		tests/cli/disk.sh tests/cli/recipes.sh
	$(Q)$(MAKE) --no-print-directory $(B)/tests/test_memory
	$(Q)MEMORY_MOST=1000000 $(B)/tests/test_memory
	$(Q)MEMORY_MOST=1000000 $(MAKE) --no-print-directory starved

check: deps deps-test ## set up, then every test
	$(Q)$(MAKE) --no-print-directory check-run WERROR=1

# What is compiled is compiled side by side; what is run after that is run one
# after the other, each with jobs of its own.
.PHONY: built
built: $(BIN) $(UNIT) $(FUZZ) $(STARVED)

check-run: layers policy
	$(Q)$(MAKE) --no-print-directory $(PARALLEL) built
	$(Q)$(MAKE) --no-print-directory -j1 headers unit cli corpus starved
	$(Q)echo "check: all well"

# The site of the demo where it is there, else one of a single county and of the
# kinds of chart that are drawn soon.
WEB = $(if $(wildcard var/demo/site/.key),$(DEMO),./$(BIN) --var var/web \
	--set site.counties=09 --set plot.kinds=spine,rank,map \
	--now 2026-03-02T03:00:00Z --offline)
WEB_SITE = $(if $(wildcard var/demo/site/.key),var/demo,var/web)/site

check-web: $(BIN) deps-web tests/web/node_modules/.package-lock.json ## the pages in a browser: accessibility, room, links, keyboard, paper
	$(Q)test $(WEB_SITE) = var/demo/site || \
		$(WEB) import etl/snapshot/*.exchange
	$(Q)$(WEB) run
	$(Q)node tests/web/run.mjs $(WEB_SITE)

tests/web/node_modules/.package-lock.json: tests/web/package-lock.json | deps-web
	$(Q)cd tests/web && npm ci --loglevel=error || { echo 'check-web: the' \
		'packages of tests/web/package.json could not be fetched' >&2; \
		exit 1; }
	$(Q)touch $@

DEB_TOOLS := r-base-core r-cran-rsqlite python3-pandas python3-matplotlib unixodbc \
	libsqliteodbc nodejs $(if $(shell command -v npm),,npm)
TOOLS := build/examples

# DuckDB and the parser of Power BI's language are on npm alone. Where they cannot be
# had the test goes on without them and says so.
check-examples: $(BIN) ## examples/ in R, Python, DuckDB, ODBC: run, and their figures compared
	$(Q).ci/deps $(DEB_TOOLS)
	$(Q)mkdir -p $(TOOLS)
	-$(Q)[ -d $(TOOLS)/node_modules ] || npm install --prefix $(TOOLS) \
		--no-audit --no-fund --loglevel=error @duckdb/node-api@1.5.6-r.1 \
		@microsoft/powerquery-parser@0.18.4
	$(Q)DUCKDB_HOME=$(abspath $(TOOLS)) POWERQUERY_HOME=$(abspath $(TOOLS)) \
		TILANNEKUVA=$(abspath $(BIN)) tests/run-cli tests/cli/examples.sh

DEB_PG := postgresql

check-postgres: $(BIN) ## `publish` against a PostgreSQL that the test starts
	$(Q).ci/deps $(DEB_PG)
	$(Q)TILANNEKUVA=$(abspath $(BIN)) TEST_SECONDS=900 \
		tests/run-cli tests/postgres/*.sh

# The same tests on a binary of its own.
asan: ## the tests under ASan and UBSan
	$(Q)$(MAKE) --no-print-directory check-run MODE=asan WERROR=1 \
		BIN=tilannekuva-asan

clang: ## the tests of a build by clang
	$(Q)$(MAKE) --no-print-directory check-run CC=clang WERROR=1 \
		B=build/clang BIN=tilannekuva-clang

headers: ## every header compiles alone
	$(Q)printf '%s\n' $(filter-out lib/banned.h,$(HDR)) | \
		xargs -P $(JOBS) -I {} sh -c 'printf "#include \"%s\"\n" \
			lib/base.h {} | $(CC) $(CPPFLAGS) -std=c17 $(WARN) \
			-Werror -fsyntax-only -x c -'

layers: ## lib knows nobody, rooms do not know each other
	$(Q)! grep -nE '^#include "(etl|analysis|plots|briefing)/' lib/*.[ch]
	$(Q)! grep -nE '^#include "(analysis|plots|briefing)/' etl/*.[ch]
	$(Q)! grep -nE '^#include "(etl|plots|briefing)/' analysis/*.[ch]
	$(Q)! grep -nE '^#include "(etl|analysis|briefing)/' plots/*.[ch]
	$(Q)! grep -nE '^#include "(etl|analysis|plots)/' briefing/*.[ch]

# Each line says what to do instead.
policy: ## house rules that a grep can hold
	$(Q)! grep -nE '(\.|->)num\b' $(filter-out etl/figure.c,$(wildcard etl/*.c)) || \
		{ echo 'figures are read through val_get()'; exit 1; }
	$(Q)! grep -nE 'sqlite3_v?mprintf|%Q|printf\(.*"(SELECT|INSERT|DELETE|UPDATE)' $(SRC) || \
		{ echo 'values are bound: lib/db.h'; exit 1; }
	$(Q)! grep -nE '//[^/]*$$' $(filter-out %.css,$(SRC)) | grep -vE 'https?://|"' || \
		{ echo 'comments are /* */'; exit 1; }

COV := build/cov
DEB_COV := gcovr

# Not among them is killed.sh: who is killed while writing the counters spoils them.
# What is run as another user adds to the counters too. A line that calls die() is
# reached by bugs alone.
coverage: deps deps-test ## long: what the tests reach; lines left out stand in build/cov/coverage.txt
	$(Q).ci/deps $(DEB_COV)
	$(Q)$(MAKE) --no-print-directory MODE=cov B=$(COV) BIN=$(COV)/tilannekuva \
		$(COV)/tilannekuva $(UNIT:$(B)/%=$(COV)/%)
	$(Q)find $(COV) -name '*.gcda' -delete
	$(Q)TEST_SECONDS=1200 tests/run-unit $(UNIT:$(B)/%=$(COV)/%)
	$(Q)$(COV)/tilannekuva --help >/dev/null
	$(Q)find $(COV) -name '*.gcda' -exec chmod a+rw {} +
	$(Q)TILANNEKUVA=$(abspath $(COV)/tilannekuva) TEST_SECONDS=3000 \
		tests/run-cli $(filter-out tests/cli/killed.sh,$(CLI))
	$(Q)gcovr -r . $(COV) -e tests/ -e build/ --exclude-unreachable-branches \
		--exclude-throw-branches --exclude-lines-by-pattern '^\s*die\(.*' \
		--json $(COV)/coverage.json
	$(Q)gcovr -r . -a $(COV)/coverage.json --txt $(COV)/coverage.txt
	$(Q)tests/coverage.py $(COV)/coverage.json

# Test programs that take their code from a shared library, so that a changed file
# can stand before it. The sanitizers see the mutants that read beyond an array.
MUTANTS ?= 0
MUTB := build/mutants

$(B)/libtilannekuva.so: $(LIB)
	$(Q)$(CC) -shared $(LDFLAGS_ALL) -static-libasan -static-libubsan -o $@ \
		-Wl,--whole-archive $(LIB) -Wl,--no-whole-archive $(PKG_LIBS)

$(B)/mutants/%: tests/unit/%.c $(wildcard tests/support/*.[ch]) | $(B)/libtilannekuva.so
	$(Q)mkdir -p $(@D)
	$(Q)echo "  TEST $<"
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS_ALL) $(LDFLAGS_ALL) -static-libasan \
		-static-libubsan -rdynamic -o $@ $< $(wildcard tests/support/*.c) \
		$(B)/libtilannekuva.so -Wl,-rpath,$(abspath $(B)) $(PKG_LIBS) -lcmocka

MUTANT_TESTS = $(sort $(shell sed -n 's/^[^\#;]*;//p' tests/mutants/tests.csv))

mutants: deps-test ## long: small lies in the statistics, do the tests notice? (MUTANTS=n SEED=s draws n)
	$(Q)$(MAKE) --no-print-directory MODE=asan B=$(MUTB) CFLAGS="-fPIC -g0" \
		$(MUTANT_TESTS:%=$(MUTB)/mutants/%)
	$(Q)tests/mutants/mutants.py $(MUTB) --count $(MUTANTS) --seed $(SEED)

.PHONY: mutants-flags
mutants-flags:
	$(Q)echo $(CPPFLAGS) -std=c17 -fPIC -fsanitize=address,bounds \
		-fsanitize-undefined-trap-on-error

# --- looking after the code -------------------------------------------------

TIDY := $(SRC:%=$(B)/tidy/%)

$(B)/tidy/%: % .clang-tidy
	$(Q)mkdir -p $(@D)
	$(Q)echo "  TIDY $<"
	$(Q)clang-tidy --quiet --warnings-as-errors='*' $< -- \
		$(CPPFLAGS) -std=c17 2>$@.log || { cat $@.log; exit 1; }
	$(Q)touch $@

ANALYZE := $(SRC:%.c=$(B)/analyze/%)

$(B)/analyze/%: %.c
	$(Q)mkdir -p $(@D)
	$(Q)echo "  ANALYZE $<"
	$(Q)gcc $(CPPFLAGS) -std=c17 -O2 -fanalyzer -Werror -c -o /dev/null $<
	$(Q)touch $@

.PHONY: linted
linted: $(TIDY) $(ANALYZE)

lint: deps-test format-check ## clang-tidy, cppcheck, gcc -fanalyzer, shellcheck, mandoc, systemd-analyze
	$(Q)$(MAKE) --no-print-directory $(PARALLEL) linted
	$(Q)cppcheck --quiet -j $(JOBS) --std=c11 --error-exitcode=1 --inline-suppr \
		--enable=warning,performance,portability \
		--suppress=missingIncludeSystem -I. $(SRC)
	$(Q)shellcheck -x .ci/run .ci/deps tilannekuva.bash tests/package.sh tests/reproducible.sh \
		debian/tilannekuva.* tests/run-unit tests/run-cli \
		tests/fuzz/run tests/fuzz/report $(CLI) tests/postgres/*.sh cron/*.sh
	$(Q)mandoc -Tlint -W warning tilannekuva.1
	$(Q)! systemd-analyze --help 2>&1 | grep -q -e --offline || { \
		systemd-analyze verify --man=no --recursive-errors=one \
			cron/tilannekuva.service cron/tilannekuva.timer && \
		systemd-analyze security --offline=true --threshold=15 \
			cron/tilannekuva.service >/dev/null; }
	$(Q)echo "lint: all well"

FORMATTED := $(SRC) $(HDR) $(wildcard tests/*/*.[ch])

format: ## clang-format 14 over everything
	$(Q)clang-format -i $(FORMATTED)

format-check:
	$(Q)clang-format --dry-run -Werror $(FORMATTED)

FUZZ_S ?= 60
FUZZ_DIR := build/fuzz

fuzz: ## libFuzzer, FUZZ_S seconds of CPU a target (-j2: two at a time)
	$(Q)rm -f $(FUZZ_DIR)/found/*/run.tsv
	$(Q)$(MAKE) --no-print-directory CC=clang MODE=fuzz B=$(FUZZ_DIR) \
		fuzz-run
	$(Q)$(MAKE) --no-print-directory fuzz-coverage

fuzz-coverage: ## lines of the parsers that the fuzz corpus reaches, by target
	$(Q)$(MAKE) --no-print-directory CC=clang MODE=profile \
		B=build/profile fuzz-report

# What was found since and reaches more than the corpus does goes into it.
fuzz-merge: ## the smallest of what `make fuzz` found, into the corpus
	$(Q)$(MAKE) --no-print-directory CC=clang MODE=fuzz B=$(FUZZ_DIR) \
		fuzz-gather

.PHONY: fuzz-run fuzz-report fuzz-gather

fuzz-run: $(FUZZ:%=%.run)

$(FUZZ:%=%.run): %.run: %
	$(Q)echo "  RUN  $(<F)"
	$(Q)tests/fuzz/run $< $(FUZZ_S) $(FUZZ_DIR)/found/$(<F) \
		tests/fuzz/corpus/$(patsubst fuzz_%,%,$(<F))

fuzz-report: $(FUZZ)
	$(Q)tests/fuzz/report $(FUZZ_DIR)/found $(FUZZ)

fuzz-gather: $(FUZZ:%=%.merge)

$(FUZZ:%=%.merge): %.merge: %
	$(Q)$< -set_cover_merge=1 -max_len=8192 -rss_limit_mb=2048 \
		tests/fuzz/corpus/$(patsubst fuzz_%,%,$(<F)) \
		$(FUZZ_DIR)/found/$(<F)/inputs 2>&1 | tail -n 1

BENCH ?= short

$(B)/bench/bench: $(wildcard tests/bench/*.[ch]) $(LIB)
	$(Q)mkdir -p $(@D)
	$(Q)echo "  BENCH $@"
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS_ALL) $(LDFLAGS_ALL) -o $@ \
		$(filter %.c,$^) $(LIB) $(PKG_LIBS)

# Made-up municipalities lie in other counties than those that negotiated.
var/bench/config: config $(wildcard config/*)
	$(Q)rm -rf $@ && mkdir -p $@
	$(Q)cp -r config/*.csv config/*.conf config/tables $@
	$(Q)touch $@

bench: $(BIN) $(B)/bench/bench var/bench/config ## measure beside yardsticks (BENCH=short|small|full)
	$(Q)$(B)/bench/bench $(BENCH) $(abspath $(BIN)) var/bench/config \
		var/bench/$(BENCH)

DEB_PEERS := python3-scipy python3-pandas r-base-core r-cran-data.table \
	r-cran-jsonlite

# DuckDB is in no Debian release: npm has it. Where it cannot be had, the
# comparison goes on without it and says so.
bench-peers: $(BIN) $(B)/bench/bench var/bench/config ## the same work with DuckDB, pandas, scipy and R, for comparison
	$(Q).ci/deps $(DEB_PEERS)
	$(Q)mkdir -p $(B)/duckdb
	-$(Q)[ -d $(B)/duckdb/node_modules ] || npm install --prefix $(B)/duckdb \
		--no-audit --no-fund --loglevel=error @duckdb/node-api@1.5.6-r.1
	$(Q)DUCKDB_HOME=$(abspath $(B)/duckdb) /usr/bin/python3 tests/bench/peers.py $(abspath $(B)/bench/bench) \
		$(abspath $(BIN)) var/bench/config $(abspath var/bench/peers) \
		$(BENCH)

$(B)/sim/sim: $(wildcard tests/sim/*.[ch]) $(LIB)
	$(Q)mkdir -p $(@D)
	$(Q)echo "  SIM  $@"
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS_ALL) $(LDFLAGS_ALL) -o $@ \
		$(filter %.c,$^) $(LIB) $(PKG_LIBS)

simulate: $(B)/sim/sim ## false alarms of the methods, beside what they were chosen by
	$(Q)$(B)/sim/sim

# --- using it ---------------------------------------------------------------

deps:
	$(Q).ci/deps $(DEB_BUILD)

deps-test:
	$(Q).ci/deps $(DEB_TEST)

deps-web:
	$(Q).ci/deps $(DEB_WEB)

DEMO := ./$(BIN) --var var/demo --now 2026-03-02T03:00:00Z --offline

demo: deps ## set up, build, show the shipped snapshot; no network
	$(Q)$(MAKE) --no-print-directory $(PARALLEL) $(BIN)
	$(Q)$(MAKE) --no-print-directory demo-run

.PHONY: demo-run
demo-run: $(BIN) var/demo/.imported
	$(Q)$(DEMO) run
	$(Q)echo
	$(Q)$(DEMO) sql -- "$$(cat etl/snapshot/summary.sql)" | sed 1d
	$(Q)echo
	$(Q)echo "The site: file://$(CURDIR)/var/demo/site/index.html"

var/demo/.imported: $(wildcard etl/snapshot/*.exchange) | $(BIN)
	$(Q)rm -rf var/demo
	$(Q)$(DEMO) import etl/snapshot/*.exchange
	$(Q)touch $@

run: deps ## the nightly job against the live sources (CONTACT=you@example.org)
	$(Q)$(MAKE) --no-print-directory $(PARALLEL) $(BIN)
	$(Q)./$(BIN) $(if $(CONTACT),--set http.contact=$(CONTACT)) run

install: $(BIN) ## into DESTDIR/PREFIX, settings once into SYSCONFDIR
	install -D -m755 $(BIN) $(DESTDIR)$(PREFIX)/bin/tilannekuva
	install -D -m644 tilannekuva.1 \
		$(DESTDIR)$(PREFIX)/share/man/man1/tilannekuva.1
	install -D -m644 tilannekuva.bash \
		$(DESTDIR)$(PREFIX)/share/bash-completion/completions/tilannekuva
	for f in $$(find config -type f); do install -D -m644 $$f \
		$(DESTDIR)$(PREFIX)/share/tilannekuva/$$f || exit 1; done
	install -D -m644 -t $(DESTDIR)$(PREFIX)/share/tilannekuva/snapshot \
		etl/snapshot/*
	install -D -m644 -t $(DESTDIR)$(PREFIX)/share/doc/tilannekuva/examples \
		examples/*
	install -D -m644 cron/tilannekuva.sysusers \
		$(DESTDIR)$(PREFIX)/lib/sysusers.d/tilannekuva.conf
	install -D -m644 -t $(DESTDIR)$(UNITDIR) cron/tilannekuva.timer
	sed -e 's,/usr/local/bin,$(PREFIX)/bin,' -e 's,/etc/,$(SYSCONFDIR)/,' \
		cron/tilannekuva.service >$(B)/tilannekuva.service
	install -D -m644 -t $(DESTDIR)$(UNITDIR) $(B)/tilannekuva.service
	test -e $(DESTDIR)$(SYSCONFDIR)/tilannekuva || \
		for f in $$(cd config && find . -type f); do \
		install -D -m644 config/$$f \
			$(DESTDIR)$(SYSCONFDIR)/tilannekuva/$$f || exit 1; done

# The package is built in a copy of the tree, under the tree's own name: the same
# sources give the same bytes wherever they lie.
DEB_PACK := debhelper dpkg-dev fakeroot libcmocka-dev lintian
DEB_TREE := build/deb/tilannekuva

deb: deps ## the Debian package: build/deb/*.deb
	$(Q).ci/deps $(DEB_PACK)
	$(Q)rm -rf build/deb && mkdir -p $(DEB_TREE)
	$(Q)tar -c --exclude=./build --exclude=./var --exclude=./.git \
		--exclude='./tilannekuva' --exclude='./tilannekuva-*' \
		--exclude=node_modules . | tar -x -C $(DEB_TREE)
	$(Q)cd $(DEB_TREE) && DEB_BUILD_OPTIONS=nocheck MAKEFLAGS= \
		dpkg-buildpackage -us -uc -b -j$(JOBS) >../build.log 2>&1 || \
		{ tail -n 40 ../build.log; exit 1; }
	$(Q)rm -rf $(DEB_TREE)
	$(Q)lintian --allow-root --fail-on=error,warning build/deb/*.changes
	$(Q)ls build/deb/tilannekuva_*.deb

check-deb: deb $(BIN) ## the package built twice alike; on a clean Debian installed, run, upgraded, removed
	$(Q).ci/deps debootstrap
	$(Q)tests/reproducible.sh build/deb
	$(Q)tests/package.sh build/deb/tilannekuva_*.deb $(BIN)

clean: ## remove what was built; var/ stays
	rm -rf build tilannekuva tilannekuva-asan tilannekuva-clang
