# Tables of people that are hostile, broken or huge: a line says what is wrong and
# where, within bounds of time and memory, and what was loaded stays. TABLE_MB:
# how large the large ones are.
# shellcheck shell=sh
# shellcheck source=tests/cli/lib.inc
. "$SRC/tests/cli/lib.inc"

: "${TABLE_MB:=4}"
MEMORY_MAX=$((100000 + TABLE_MB * 14000)) # KiB
if grep -q __asan_init "$TILANNEKUVA"; then MEMORY_MAX=8000000; fi

mkdir conf conf/tables
head -n 1 "$SRC/config/indicators.csv" >conf/indicators.csv
: >conf/tilannekuva.conf
cat >conf/tables/oma.ini <<'END'
[table]
area = kunta
year = vuosi
producer = Oma
licence = CC BY 4.0
[indicator kirjat]
value = kirjat
title_fi = Lainatut kirjat
unit = kpl
decimals = 0
class = count
END
printf 'kunta,vuosi,kirjat\n398,2020,12\n016,2020,7\n' >good.csv
measured() { # measured WORD...: as `run`, with what it took
	python3 "$SRC/tests/support/measured.py" 120 took \
		"$TILANNEKUVA" --config conf --now 2026-03-02T03:00:00Z "$@" \
		>"$out" 2>"$err" </dev/null
	status=$?
	python3 "$SRC/tests/support/doors.py" clean "$out" "$err" >odd || {
		cat odd >>"$err"
		status=99
	}
}
figures() { sql "SELECT group_concat(area_code || '=' || value)
	FROM (SELECT * FROM v_observation ORDER BY 1, 2, 5)"; }
bounded() { [ "$(cut -d' ' -f2 took)" -lt "$MEMORY_MAX" ]; }
# refused NAME TEXT: the table that stands there is refused with one line.
refused() {
	measured fetch local
	[ "$status" -eq 1 ] && err_has "oma.csv: $2" && bounded &&
		[ "$(wc -l <"$err")" -eq 1 ] && [ "$(wc -L <"$err")" -lt 400 ]
	result "$1" $?
}
taken() { # taken NAME FIGURES
	measured fetch local
	[ "$status" -eq 0 ] && measured load && [ "$(figures)" = "$2" ]
	result "$1" $?
}

run --config conf import "$SRC"/etl/snapshot/*-areas.exchange
cp good.csv conf/tables/oma.csv
taken "a good one" "016=7.0,398=12.0"

t=conf/tables/oma.csv
{ printf '\357\273\277'; sed 's/$/\r/' good.csv; } >$t
taken "a BOM and CRLF" "016=7.0,398=12.0"
printf 'kunta,vuosi,kirjat\r398,2020,12\r\n016,2020,7\n' >$t
taken "CR, CRLF and LF in one" "016=7.0,398=12.0"
sed 's/^398/Lahti\x1b[2J/' good.csv >$t
taken "an escape sequence in a name: no area's, and never obeyed" "016=7.0"
check "which is told" grep -rqF 'Lahti [2J' var/log
printf 'kunta,vuosi,kirjat\n398,2020,"12\n016,2020,7\n' >$t
refused "a quote that is never closed" "row 2, column 3: the quote"
printf 'kunta,vuosi,kirjat\n398,2020,1\0002\n' >$t
refused "a NUL" "row 2, column 3"
iconv -f UTF-8 -t UTF-16 good.csv >$t
refused "UTF-16" "row 1"
printf 'kunta,vuosi,kirjat\nJ\344ms\344,2020,12\n' >$t
refused "Latin-1" "row 2, column 1: 'J?ms?'"
printf 'kunta,vuosi,kirjat,kirjat\n398,2020,12,13\n' >$t
refused "a column twice" "line 1: two columns 'kirjat'"
printf 'kunta,vuosi,kirjat\n398,2020,12,13\n' >$t
refused "a cell too many" "line 2: 4 cells, expected 3"
for cell in 1e999 0x10 NaN Infinity 1,2,3 --1 "=1+1" "'12"; do
	printf 'kunta,vuosi,kirjat\n398,2020,"%s"\n' "$cell" >$t
	refused "a figure that is $cell" "line 2, column kirjat: '"
done
printf 'kunta,vuosi,kirjat\n398,99999,12\n' >$t
refused "a year out of range" "line 2, column vuosi"
printf 'kunta,vuosi,kirjat\n398,2020,12\n398,2020,13\n' >$t
measured fetch local
check "two figures in one place" [ "$status" -eq 1 ]
: >$t
measured fetch local
check "an empty file" [ "$status" -eq 1 -a "$(wc -l <"$err")" -eq 1 ]
rm $t
ln -s /dev/zero $t
measured fetch local
check "a file without end" [ "$status" -eq 1 -a "$(wc -l <"$err")" -eq 1 ]
check "is bounded" bounded
rm $t

# --- large ones ---
large() { python3 - "$TABLE_MB" "$1" >$t <<'END'
import sys
size, what = int(sys.argv[1]) << 20, sys.argv[2]
out = sys.stdout.write
if what == "line":
    out("kunta,vuosi,kirjat\n398,2020," + "1" * size + "\n")
elif what == "header":
    out("k" * size + ",vuosi,kirjat\n398,2020,1\n")
elif what == "columns":
    n = size // 8
    out(",".join(["kunta", "vuosi", "kirjat"] + [f"k{i}" for i in range(n)]) + "\n")
elif what == "cells":
    out("kunta,vuosi,kirjat\n398,2020,1" + "," * size + "\n")
elif what == "quotes":
    out("kunta,vuosi,kirjat\n398,2020,\"" + "\"\"" * (size // 2) + "\n")
elif what == "rows":
    out("kunta,vuosi,kirjat\n")
    n = size // 12
    for i in range(n):
        out("398,2020,12\n")
elif what == "empty":
    out("kunta,vuosi,kirjat\n" + "\n" * size + "398,2020,12\n")
END
}
for what in line header columns cells quotes; do
	large $what
	refused "$TABLE_MB MB of one $what" ""
done
large rows
measured fetch local
check "$TABLE_MB MB of rows that say the same: taken, or one line" \
	[ "$status" -eq 0 -o "$(wc -l <"$err")" -eq 1 ]
check "in bounds" bounded
large empty
measured fetch local
check "$TABLE_MB MB of nothing, then a row: taken, or one line" \
	[ "$status" -eq 0 -o "$(wc -l <"$err")" -eq 1 ]
check "in bounds too" bounded

# What was held stayed through all of it.
cp good.csv $t
taken "and the good one is taken after all of them" "016=7.0,398=12.0"
done_testing
