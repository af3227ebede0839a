# Answers recorded elsewhere: taken in, refused with the reason and kept, asked
# for what is missing; queries on what came of them.
# shellcheck shell=sh
# shellcheck source=tests/cli/lib.inc
. "$SRC/tests/cli/lib.inc"

head='indicator;region;year;gender;primary value;absolute value'
printf '%s\r\n683;177;2015;total;9.3;6463\r\n' "$head" >good.csv
printf '%s\r\n683;177;2015;total;9,3;6463\r\n' "$head" >comma.csv
echo '<html><body>Huoltokatko</body></html>' >page.html
: >empty
url='https://sotkanet.fi/rest/1.1/csv?indicator=683&years=2015&genders=total'

exits "a good answer" 0 import --source sotkanet --url "$url" \
	--fetched-at 2025-10-01 good.csv
exits "the same again" 0 import --source sotkanet --url "$url" \
	--fetched-at 2025-10-02 good.csv
says "a decimal comma" 1 \
	"tilannekuva: import: comma.csv: line 2: '9,3': a number is expected" \
	import --source sotkanet --url "$url" comma.csv
says "a web page" 1 \
	"tilannekuva: import: page.html: line 1: the header '$head' is expected" \
	import --source sotkanet --url "$url" page.html
says "an empty body" 1 "tilannekuva: import: empty: an empty body" \
	import --source sotkanet --url "$url" empty
says "no address" 2 \
	"tilannekuva: import: good.csv: --source and --url must say what the file is an answer to (only a file in exchange form says it itself)" \
	import good.csv
says "an unknown source" 2 \
	"tilannekuva: import: good.csv: --source 'x': no such source" \
	import --source x --url "$url" good.csv
says "an address without years" 2 \
	"tilannekuva: import: good.csv: the address must name the indicator and the years that the answer speaks for" \
	import --source sotkanet --url "csv?indicator=683" good.csv
says "a wrong time" 2 \
	"tilannekuva: import: good.csv: --fetched-at '1.10.2025': 2025-10-01 or 2025-10-01T03:00:00Z is expected" \
	import --source sotkanet --url "$url" --fetched-at 1.10.2025 good.csv
says "no file" 2 "tilannekuva: import: a FILE is expected" import
says "a file that is not there" 1 \
	"tilannekuva: import: none: No such file or directory" \
	import --source sotkanet --url "$url" none
check "refused answers are kept with the reason" [ "$(sqlite3 var/archive.db \
	"SELECT count(*) FROM fetch WHERE verdict = 'refused'
	 AND reason <> '' AND (body IS NOT NULL OR reason = 'an empty body')")" \
	-eq 3 ]
exits "the archive is whole" 0 archive verify
check "and says so" out_has "0 damaged"
exits "a backup" 0 archive backup copy.db
check "holds everything" [ "$(sqlite3 copy.db 'SELECT count(*) FROM fetch')" -eq 5 ]
exits "it loads" 0 --config "$SRC/config" load
exits "sql" 0 sql "SELECT area_kind, value, numerator, status FROM v_observation"
printf 'area_kind\tvalue\tnumerator\tstatus\nunknown\t9.3\t6463.0\tvalue\n' >want
check "as tsv" out_is want
run sql --format csv "SELECT 'a,b' AS x, NULL AS y"
printf 'x,y\n"a,b",\n' >want
check "as csv" out_is want
run sql --format json "SELECT 'a\"b' AS x, 1.5 AS y, NULL AS z"
printf '[\n{"x": "a\\"b", "y": 1.5, "z": null}\n]\n' >want
check "as json" out_is want
run sql "DELETE FROM observation"
check "sql cannot write" [ "$status" -eq 1 ]
run sql "SELEC 1"
check "a wrong query is one line" [ "$status" -eq 1 -a "$(wc -l <"$err")" -eq 1 ]
printf 'not a database at all, but long enough to be read as one.' >var/tilannekuva.db
run sql "SELECT 1"
check "a file that is no store is said" [ "$status" -eq 1 ]
exits "and made anew" 0 --config "$SRC/config" rebuild
check "with its figures" [ "$(sql "SELECT count(*) FROM v_observation")" -eq 1 ]

# What the figures mean goes along with them.
cat >meta.json <<'END'
{"id":683,"data-updated":"2025-04-29","range":{"start":2015,"end":2023},
"title":{"fi":"Otsikko"},"primaryValueType":{"code":"PROS"},"decimals":1,
"classifications":{"sex":{"values":["total"]}},
"organization":{"id":2,"title":{"fi":"THL"}},
"description":{"fi":"<p>Osuus v&auml;est&ouml;st&auml;.<br>Keski&shy;v&auml;ki</p>","sv":"","en":"Share"}}
END
exits "a description" 0 import --source sotkanet --url indicators/683 \
	--fetched-at 2025-10-01 meta.json
run --config "$SRC/config" load
definitions() { VAR=$1 sql "SELECT definition_fi, definition_sv, definition_en,
	offered IS NULL FROM v_indicator WHERE indicator = '683'"; }
check "has the definition as plain text" \
	[ "$(definitions var)" = "Osuus väestöstä. Keskiväki||Share|1" ]
exits "export" 0 export exchange copy
exits "import of what was exported" 0 --var v2 import copy/*.exchange
run --var v2 --config "$SRC/config" load
check "keeps the definition" [ "$(definitions v2)" = "$(definitions var)" ]
done_testing
