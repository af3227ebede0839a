# examples/: each run as its head says, and its figures held against our own. What is
# not installed here is skipped (`make check-examples` fetches it).
# shellcheck shell=sh
# shellcheck source=tests/cli/lib.inc
. "$SRC/tests/cli/lib.inc"

cp -r "$SRC/config" config
x() {
	run --config config --now 2026-03-02T03:00:00Z --offline "$@"
}
x import "$SRC"/etl/snapshot/*.exchange
x load
x analyse
x export csv csv
check "the shipped figures as tables" [ "$status" -eq 0 ]
skip() { result "$1 # SKIP $2" 0; }

# year, municipality, county, country of the indicator of the heads, NA for none
x sql "SELECT y.year, k.value, h.value, m.value FROM (SELECT DISTINCT year
	FROM v_observation WHERE indicator = '683' AND sex = 'total'
	AND (area_kind = 'kunta' AND area_code = '398'
	OR area_kind = 'hyvinvointialue' AND area_code = '09' OR area_kind = 'maa')) AS y
	LEFT JOIN v_observation AS k ON k.indicator = '683' AND k.sex = 'total' AND
	k.area_kind = 'kunta' AND k.area_code = '398' AND k.year = y.year
	LEFT JOIN v_observation AS h ON h.indicator = '683' AND h.sex = 'total' AND
	h.area_kind = 'hyvinvointialue' AND h.area_code = '09' AND h.year = y.year
	LEFT JOIN v_observation AS m ON m.indicator = '683' AND m.sex = 'total' AND
	m.area_kind = 'maa' AND m.year = y.year ORDER BY y.year"
awk -F'\t' 'NR > 1 { for (i = 1; i <= NF; i++) printf "%s%s",
	$i == "" ? "NA" : $i + 0, i < NF ? " " : "\n" }' "$out" >series
check "a series to compare with" [ "$(wc -l <series) $(tail -n 1 series)" = \
	"19 2023 11.5 12.1 11.8" ]

# rows FILE: the lines of a table that begin with a year, one blank between cells
rows() {
	awk '$1 ~ /^(19|20)[0-9][0-9]$/ { for (i = 1; i <= NF; i++) printf "%s%s",
		$i ~ /^(NA|-)$/ ? "NA" : $i + 0, i < NF ? " " : "\n" }' "$1"
}
# png FILE WIDTH: a picture of that many pixels at least
# shellcheck disable=SC2317 # check calls it
png() {
	python3 -c 'import struct, sys
head = open(sys.argv[1], "rb").read()
assert head[:8] == b"\x89PNG\r\n\x1a\n" and head[-8:-4] == b"IEND"
width, height = struct.unpack(">II", head[16:24])
assert width >= int(sys.argv[2]) and height >= 500 and len(head) > 15000' "$1" "$2"
}
store=var/tilannekuva.db

# --- R --------------------------------------------------------------------------------

if Rscript -e 'library(DBI); library(RSQLite)' >/dev/null 2>&1; then
	Rscript "$SRC/examples/trend.R" $store 398 sotkanet 683 r.png >r.out 2>r.err
	check "trend.R runs" [ $? -eq 0 ]
	sed 's/^/# /' r.err
	check "without a word of warning" [ ! -s r.err ]
	rows r.out >r.rows
	check "its table is ours" cmp -s series r.rows
	sql "SELECT area_fi || ' ' || first_year || '-' || last_year || ': '
		|| printf('%+.2f', slope) || ' a year, ' || verdict FROM v_trend
		WHERE source = 'sotkanet' AND indicator = '683' AND kind = 'long'
		AND sex = 'total' AND (area_kind = 'kunta' AND area_code = '398'
		OR area_kind = 'hyvinvointialue' AND area_code = '09'
		OR area_kind = 'maa') ORDER BY area_kind" | sort >trends
	grep ' a year, ' r.out | sort >r.trends
	check "and so are the trends" [ "$(wc -l <trends)" -eq 3 ]
	check "all three" cmp -s trends r.trends
	check "with a picture" png r.png 1400
	Rscript "$SRC/examples/trend.R" $store 398 sotkanet 178 net.png >net.out 2>&1
	check "figures below zero, one series alone" [ $? -eq 0 ]
	sql "SELECT year || ' ' || CAST(value AS TEXT) FROM v_observation WHERE
		indicator = '178' AND area_kind = 'kunta' AND area_code = '398' AND
		sex = 'total' AND value IS NOT NULL ORDER BY year" >net.want
	check "too" [ "$(rows net.out | cut -d' ' -f1)" = "$(cut -d' ' -f1 net.want)" ]
else
	skip trend.R "R with RSQLite is not installed here"
fi

# --- Python ---------------------------------------------------------------------------

py=
for p in python3 /usr/bin/python3; do
	[ -n "$py" ] || ! $p -c 'import pandas, matplotlib' 2>/dev/null || py=$p
done
if [ -n "$py" ]; then
	$py "$SRC/examples/figures.py" $store 398 sotkanet 683 py.png >py.out 2>py.err
	check "figures.py runs" [ $? -eq 0 ]
	sed 's/^/# /' py.err
	check "without a word of warning" [ ! -s py.err ]
	rows py.out >py.rows
	tail -n 10 series >ten
	check "its table is ours" cmp -s ten py.rows
	check "with a picture" png py.png 1000
	check "the store is as it was" [ "$(sqlite3 -readonly $store \
		'PRAGMA integrity_check')" = ok ]
else
	skip figures.py "Python with pandas and matplotlib is not installed here"
fi

# --- DuckDB ---------------------------------------------------------------------------

if [ -n "${DUCKDB_HOME-}" ] && [ -d "$DUCKDB_HOME/node_modules/@duckdb" ]; then
	(cd csv && node "$SRC/tests/support/duckdb.mjs" \
		"$SRC/examples/duckdb.sql") >duck.out 2>duck.err
	check "duckdb.sql runs" [ $? -eq 0 ]
	sed 's/^/# /' duck.err
	x sql "SELECT o.year, count(*), percentile(o.value, 25), median(o.value),
		percentile(o.value, 75),
		min(CASE WHEN a.hva_code = '08' THEN o.value END),
		max(CASE WHEN a.hva_code = '08' THEN o.value END)
		FROM v_observation AS o
		JOIN v_area AS a ON a.kind = o.area_kind AND a.code = o.area_code
		WHERE o.source = 'sotkanet' AND o.indicator = '3126'
		AND o.area_kind = 'kunta' AND o.sex = 'total' AND o.value IS NOT NULL
		GROUP BY o.year ORDER BY o.year"
	tail -n +2 "$out" >ours
	check "a row a year" [ "$(wc -l <duck.out)" = "$(wc -l <ours)" ]
	cut -f1-6,8 duck.out | paste - ours | awk -F'\t' '
		{ for (i = 1; i <= 7; i++) { d = $i - $(i + 7)
			if (d > 0.0051 || d < -0.0051) bad++ } }
		END { exit bad > 0 || NR < 20 }'
	check "its quartiles are ours" [ $? -eq 0 ]
else
	skip duckdb.sql "DuckDB is not installed here (DUCKDB_HOME)"
fi

# --- Power BI -------------------------------------------------------------------------

python3 "$SRC/tests/support/powerbi.py" csv "$SRC/examples/powerbi.pq" csv >pq.out 2>&1
check "what powerbi.pq names is in the export" [ "$(cat pq.out)" = "$(sql "SELECT
	count(*) FROM v_latest WHERE area_kind = 'kunta' AND sex = 'total'")" ]
sed 's/^/# /' pq.out
pq=$SRC/examples/powerbi-odbc.pq
question=$(python3 "$SRC/tests/support/powerbi.py" question "$pq")
sql "$question" | sort >asked
check "what powerbi-odbc.pq asks, the store answers" \
	[ "$(wc -l <asked)" = "$(cat pq.out)" ]
if [ -n "${POWERQUERY_HOME-}" ] && [ -d "$POWERQUERY_HOME/node_modules" ]; then
	check "both are Power Query" node "$SRC/tests/support/powerquery.mjs" \
		"$SRC"/examples/*.pq
	echo 'let a = in a' >wrong.pq
	node "$SRC/tests/support/powerquery.mjs" wrong.pq 2>/dev/null
	check "and a wrong one is not" [ $? -eq 1 ]
else
	skip "the scripts' language" "its parser is not installed here (POWERQUERY_HOME)"
fi

# The same connection string, on a Unix with the driver's name there.
connection=$(python3 "$SRC/tests/support/powerbi.py" connection "$pq" |
	sed "s,{SQLite3 ODBC Driver},{SQLite3},; s,file:///C:/tilannekuva/,file://$PWD/var/,")
if command -v isql >/dev/null && grep -q '^\[SQLite3\]' /etc/odbcinst.ini; then
	echo "$question" | isql -k "$connection" -b -d'|' >odbc.out 2>odbc.err
	check "by ODBC as by ourselves" [ "$(wc -l <odbc.out)" = "$(wc -l <asked)" ]
	cut -d'|' -f1-4 asked >asked.names
	cut -d'|' -f1-4 odbc.out | sort >odbc.names
	sort asked.names | cmp -s - odbc.names
	check "row by row" [ $? -eq 0 ]
	echo 'CREATE TABLE mine (a)' | isql -k "$connection" -b -v >odbc.out 2>&1
	check "which may not write" grep -q 'readonly' odbc.out
else
	skip "ODBC" "isql or SQLite's driver is not installed here"
fi

# --- what people are told -------------------------------------------------------------

for f in "$SRC"/examples/*; do
	check "$(basename "$f") is in the manual" \
		grep -qF "$(basename "$f")" "$SRC/tilannekuva.1"
	case $f in
	*queries.sql) ;;
	*) check "and short" [ "$(wc -l <"$f")" -le 42 ] ;;
	esac
done
sed -n 's/^-- en //p' "$SRC/etl/queries.sql" >titles
while read -r title; do
	check "$title" grep -qxF "$title" "$SRC/tilannekuva.1"
done <titles
sed -n 's/^-- query //p' "$SRC/etl/queries.sql" >named
check "the manual names the queries" [ "$(sed -n '/^\.Sh FOR ANALYSTS/,/^\.Sh/s/^\.It Sy //p' \
	"$SRC/tilannekuva.1")" = "$(cat named)" ]

# --- what is said of opening the file -------------------------------------------------

# a program that stays, through a rebuild as of a past day
python3 - <<'END' >stays 2>&1
import os, sqlite3, subprocess
store = "var/tilannekuva.db"
db = sqlite3.connect(f"file:{store}?mode=ro", uri=True)
ask = "SELECT value FROM store_info WHERE key = 'data_date'"
file = os.stat(store).st_ino
print(db.execute(ask).fetchone()[0])
subprocess.run([os.environ["TILANNEKUVA"], "--config", "config", "--now",
                "2026-03-02T03:00:00Z", "--offline", "rebuild", "--as-of",
                "2014-01-01"], check=True, stderr=subprocess.DEVNULL)
print(db.execute(ask).fetchone()[0], file == os.stat(store).st_ino)
END
check "sees the new picture in the same file" [ "$(cat stays)" = "2026-03-01
2013-09-08 True" ]
x sql "SELECT 1"
check "what readers need lies beside it" [ -e $store-wal ]
check "all of it" [ -e $store-shm ]
sqlite3 -readonly $store "VACUUM INTO 'copy.db'"
check "a copy has all figures" [ "$(sqlite3 copy.db "SELECT count(*) FROM
	v_observation")" = "$(sql "SELECT count(*) FROM v_observation")" ]
check "in one file" [ "$(echo copy.db*) $(sqlite3 copy.db \
	'PRAGMA journal_mode')" = "copy.db delete" ]

done_testing
