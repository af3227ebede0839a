# `export datasette`: what describes the database to Datasette, and the queries that
# it offers, asked as it asks them.
# shellcheck shell=sh
# shellcheck source=tests/cli/lib.inc
. "$SRC/tests/cli/lib.inc"

cp -r "$SRC/config" config
x() {
	run --config config --now 2026-03-02T03:00:00Z --offline "$@"
}
x export datasette
check "there is no store yet" [ "$status" -eq 1 ]
check "and no folder" [ ! -e var/export ]
x import "$SRC"/etl/snapshot/*.exchange
x load
x analyse
check "the shipped figures" [ "$status" -eq 0 ]

x export datasette out
check "metadata" [ "$status" -eq 0 ]
check "in three languages" [ "$(echo out/*)" = \
	"out/metadata.en.json out/metadata.json out/metadata.sv.json" ]
python3 "$SRC/tests/support/datasette.py" out var/tilannekuva.db >told 2>wrong
check "is what the documentation names, and every query finds its rows" \
	[ ! -s wrong ]
sed 's/^/# /' wrong
cat >want <<'END'
newest 52 "ikaantyneet" "Perusterveydenhuollon vuodeosastohoidon hoitopäivät 75 vuotta täyttäneillä / 1 000 vastaavanikäistä" 2011
END
check "a municipality's newest" [ "$(head -n 1 told)" = "$(cat want)" ]
check "each of them" [ "$(cut -d' ' -f1 told | tr '\n' ' ')" = "newest ranking \
series urgent changes revised origin priorities agreed forecasts gaps search " ]
sed 's/^/# /' told
x export datasette again
check "the same again" diff -r out again

# what the queries find is what the views say
n() { sed -n "s/^$1 \([0-9]*\) .*/\1/p" told; }
check "a ranking has every municipality with a figure" [ "$(n ranking)" = \
	"$(sql "SELECT count(*) FROM v_observation WHERE source = 'sotkanet' AND
	indicator = '3126' AND area_kind = 'kunta' AND year = 2022 AND
	sex = 'total' AND value IS NOT NULL")" ]
check "changes are those of the county" [ "$(n changes)" = "$(sql "SELECT count(*)
	FROM v_trend WHERE kind = 'long' AND sex = 'total' AND verdict IN ('up', 'down')
	AND (area_kind = 'hyvinvointialue' AND area_code = '08' OR area_kind = 'kunta'
	AND area_code IN (SELECT code FROM v_area WHERE kind = 'kunta' AND
	hva_code = '08' AND valid_to IS NULL))")" ]
check "priorities have a row a link" [ "$(n priorities)" = "$(sql "SELECT count(*)
	FROM v_priority WHERE negotiation = 'PH-2025' AND area_kind = 'kunta'
	AND area_code = '398'")" ]
check "gaps are all of the municipality" [ "$(n gaps)" = "$(sql "SELECT count(*)
	FROM v_gap WHERE area_kind = 'kunta' AND area_code = '398'")" ]

# the same texts in the shell, by the head of the file
{
	echo ".parameter set :words \"'perhe'\""
	sed -n '/^-- query search/,$p' "$SRC/etl/queries.sql"
} | sqlite3 -readonly var/tilannekuva.db >shell
check "the sqlite3 shell takes the file's text" \
	[ "$(wc -l <shell)" = "$(n search)" ]

x export datasette --view v_trend none
check "views are of csv" [ "$status" -eq 2 ]
x export datasette
check "without a folder: one of the day" \
	[ -s var/export/2026-03-02/metadata.json ]
mkdir -p full/metadata.json
x export datasette full
check "a folder in the way" [ "$status" -eq 1 ]
check "is named" err_has full/metadata.json
check "and nothing half-made stays" [ -z "$(find full -name '*.tmp*')" ]

done_testing
