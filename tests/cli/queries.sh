# Queries as analysts type them on the shipped figures: what they find, and that
# none reads a large table whole.
# shellcheck shell=sh
# shellcheck source=tests/cli/lib.inc
. "$SRC/tests/cli/lib.inc"

cp -r "$SRC/config" config
q() {
	run --config config --now 2026-03-02T03:00:00Z --offline "$@"
}
q import "$SRC"/etl/snapshot/*.exchange
q load
q analyse
check "the shipped figures" [ "$status" -eq 0 ]

# --- words in the titles ------------------------------------------------------------

# found WORDS: the indicators whose titles have them, in order.
found() {
	q sql "SELECT indicator FROM indicator_search('$1')
		ORDER BY CAST(indicator AS INTEGER)"
	tail -n +2 "$out" | tr '\n' ' '
}
check "a part of a compound word" [ "$(found 'lapsiperhei')" = "3517 " ]
check "upper and lower case alike" [ "$(found 'GINI')" = "$(found 'gini')" ]
check "in Swedish, with its letters" \
	[ -n "$(found 'title_sv : förändring OR title_sv : inkomst')" ]
check "in English" [ -n "$(found 'title_en : population')" ]
check "two words, both wanted" [ "$(found 'gini AND tulot')" = "3126 " ]
check "and one that is nowhere" [ -z "$(found 'gini AND xylofoni')" ]
check "every indicator once" [ "$(sql "SELECT count(*) = (SELECT count(*) FROM
	indicator) AND count(DISTINCT rowid) = count(*) FROM indicator_search")" = 1 ]
cat >meta.json <<'END'
{"id":3126,"data-updated":"2026-04-29","range":{"start":2015,"end":2023},
"title":{"fi":"Uusi xylofoni-kerroin"},"primaryValueType":{"code":"PROS"},
"decimals":1,"classifications":{"sex":{"values":["total"]}},
"organization":{"id":2,"title":{"fi":"THL"}}}
END
run --config config --now 2026-05-02T03:00:00Z --offline import \
	--source sotkanet --url indicators/3126 --fetched-at 2026-05-01 meta.json
run --config config --now 2026-05-02T03:00:00Z --offline load
check "a title that changed" [ "$(found 'xylofoni')" = "3126 " ]
check "is not found by its old words" [ -z "$(found 'gini')" ]

# --- plans ------------------------------------------------------------------------

# The names by which the views call the tables that grow with the figures.
large='o|observation|v_observation|b|absence|k|series|r|revision|p|position|t|trend|f|forecast|c|scope|w|answer'
plan() {
	_name=$1
	q sql "EXPLAIN QUERY PLAN $2"
	check "$_name: a plan" [ "$status" -eq 0 ]
	# what a sub-query of a view found is read once, as it comes
	check "$_name reads no large table whole" [ "$(cut -f4 "$out" |
		grep -v 'SCAN v_observation$' | grep -cE "^SCAN ($large)( |\$)")" -eq 0 ]
}
plan "an area's newest figures" "SELECT * FROM v_latest
	WHERE area_kind = 'kunta' AND area_code = '398' AND sex = 'total'"
plan "a ranking" "SELECT area_code, value FROM v_observation
	WHERE source = 'sotkanet' AND indicator = '3126' AND area_kind = 'kunta'
	AND year = 2022 AND sex = 'total' ORDER BY value DESC"
plan "one series" "SELECT year, value FROM v_observation
	WHERE source = 'sotkanet' AND indicator = '3126' AND area_kind = 'kunta'
	AND area_code = '398' AND sex = 'total'"
plan "an area's trends" "SELECT * FROM v_trend
	WHERE area_kind = 'kunta' AND area_code = '398' AND kind = 'long'"
plan "an indicator's trends" "SELECT * FROM v_trend
	WHERE source = 'sotkanet' AND indicator = '3126' AND kind = 'long'"
plan "an area's positions" "SELECT * FROM v_position
	WHERE area_kind = 'kunta' AND area_code = '398'"
plan "an area's forecast" "SELECT * FROM v_forecast
	WHERE source = 'sotkanet' AND indicator = '3126' AND area_code = '398'"
plan "provenance" "SELECT * FROM v_provenance
	WHERE source = 'sotkanet' AND indicator = '3126'"
plan "revisions of an indicator" "SELECT * FROM v_revision
	WHERE source = 'sotkanet' AND indicator = '3126'"
# many revisions over many days, as years of nights leave them
unsum var/tilannekuva.db
sqlite3 var/tilannekuva.db "INSERT INTO revision SELECT indicator, area, sex, year,
	year, 'changed', value, value + 1, 0, 0, year || '-03-01T00:00:00Z'
	FROM observation; ANALYZE revision"
plan "revisions since a day" "SELECT * FROM v_revision
	WHERE seen_at >= '2022-01-01'"
check "but what is since then" grep -q 'revision_seen (seen_at>' "$out"
plan "an area's trends that are clear" "SELECT * FROM v_trend
	WHERE area_kind = 'kunta' AND area_code = '398' AND verdict IN ('up', 'down')"
plan "a figure's provenance" "SELECT * FROM v_provenance WHERE source = 'sotkanet'
	AND indicator = '3126' AND first_year <= 2022 AND last_year >= 2022"
for words in perhe 'title_fi : perhe' 'title_sv : familj' 'title_en : famil'; do
	plan "words in the titles: $words" \
		"SELECT * FROM indicator_search('$words') ORDER BY rank LIMIT 50"
	check "of '$words' the search's own index is asked" grep -qE \
		'indicator_search VIRTUAL TABLE INDEX [0-9]+:.*M[0-9]' "$out"
done

done_testing
