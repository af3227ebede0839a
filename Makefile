# tilannekuva: one Makefile. `make help` lists the targets.

CC      ?= gcc
MODE    ?= release
B       ?= build/$(MODE)
BIN     ?= tilannekuva
PREFIX  ?= /usr/local
WERROR  ?=
V       ?=
Q       := $(if $(V),,@)
PYTHON  ?= python3

ifeq ($(origin CC),default)
CC := gcc
endif

# --- what we stand on -------------------------------------------------------

PKGS    := libcurl jansson sqlite3 zlib libcrypto inih libRmath
DEB_BUILD := gcc make pkg-config libcurl4-openssl-dev libjansson-dev \
	libsqlite3-dev zlib1g-dev libssl-dev libcsv-dev libinih-dev r-mathlib \
	ca-certificates gnuplot-nox fonts-liberation
DEB_TEST := clang libclang-rt-dev clang-tidy clang-format cppcheck \
	shellcheck mandoc sqlite3 python3 libcmocka-dev poppler-utils

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
CFLAGS_cov := -O0 -g --coverage
LDFLAGS_release := -pie -Wl,-z,relro,-z,now
LDFLAGS_asan := -fsanitize=address,undefined
LDFLAGS_cov := --coverage
CFLAGS_ALL := -std=c17 $(WARN) -fno-common $(CFLAGS_$(MODE)) \
	$(if $(WERROR),-Werror) $(CFLAGS)
LDFLAGS_ALL := $(LDFLAGS_$(MODE)) $(LDFLAGS)

# --- files ------------------------------------------------------------------

ROOMS := lib etl analysis plots briefing
SRC   := main.c cmd_run.c $(wildcard $(ROOMS:%=%/*.c))
HDR   := $(wildcard $(ROOMS:%=%/*.h))
TEXTS := $(wildcard $(ROOMS:%=%/*.sql) plots/*.gp briefing/*.css briefing/*.js)
GEN   := $(TEXTS:%=$(B)/gen/%.c)
OBJ   := $(SRC:%.c=$(B)/%.o) $(GEN:.c=.o)
LIB   := $(B)/libtilannekuva.a
UNIT  := $(patsubst tests/unit/%.c,$(B)/tests/%,$(wildcard tests/unit/test_*.c))
FUZZ  := $(patsubst tests/fuzz/%.c,$(B)/fuzz/%,$(wildcard tests/fuzz/fuzz_*.c))
CLI   := $(wildcard tests/cli/*.sh)

.SECONDARY:
.DELETE_ON_ERROR:
.PHONY: all help demo run deps deps-test check check-run unit cli corpus \
	headers layers policy asan clang lint format format-check fuzz bench \
	install clean

all: $(BIN) ## build ./tilannekuva (MODE=release|debug|asan|cov)

help: ## print this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | \
		awk -F'\t' '{printf "  make %-14s %s\n", $$1, $$2}'

$(BIN): $(B)/main.o $(B)/cmd_run.o $(LIB)
	$(Q)echo "  LD   $@"
	$(Q)$(CC) $(LDFLAGS_ALL) -o $@ $^ $(PKG_LIBS)

$(LIB): $(filter-out $(B)/main.o $(B)/cmd_run.o,$(OBJ))
	$(Q)echo "  AR   $@"
	$(Q)rm -f $@ && ar rcs $@ $^

$(B)/%.o: %.c
	$(Q)mkdir -p $(@D)
	$(Q)echo "  CC   $<"
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS_ALL) -MMD -MP -c -o $@ $<

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

$(B)/tests/%: tests/unit/%.c $(wildcard tests/support/*.[ch]) $(LIB)
	$(Q)mkdir -p $(@D)
	$(Q)echo "  TEST $<"
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS_ALL) $(LDFLAGS_ALL) -o $@ $< \
		$(wildcard tests/support/*.c) $(LIB) $(PKG_LIBS) -lcmocka

unit: $(UNIT) ## unit tests
	$(Q)tests/run-unit $(UNIT)

# The same targets that libFuzzer drives, replaying the committed corpus.
$(B)/fuzz/%: tests/fuzz/%.c tests/fuzz/replay.c $(LIB)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS_ALL) $(LDFLAGS_ALL) -o $@ $< \
		tests/fuzz/replay.c $(LIB) $(PKG_LIBS)

corpus: $(FUZZ) ## replay the fuzz corpus
	$(Q)for f in $(FUZZ); do \
		$$f tests/fuzz/corpus/$${f##*/fuzz_}/* || exit 1; done

cli: $(BIN) ## tests of the real binary
	$(Q)TILANNEKUVA=$(abspath $(BIN)) tests/run-cli $(CLI)
