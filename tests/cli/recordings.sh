# Every recorded Sotkanet answer, with RECORDINGS=DIR (the folder that holds
# sotkanet-replay/ and sotkanet-api/); without it this is skipped, and said.
# shellcheck shell=sh
# shellcheck source=tests/cli/lib.inc
. "$SRC/tests/cli/lib.inc"

if [ -z "${RECORDINGS:-}" ]; then
	result "recordings # SKIP RECORDINGS is not set" 0
	done_testing
fi
replay=$RECORDINGS/sotkanet-replay
api=$RECORDINGS/sotkanet-api

# take FILE FORM DAY: imports a file that answers a request for all its years.
take() {
	id=$(basename "$1" | cut -d- -f2)
	years=$(grep -oE "(;|\"year\": ?)(19|20)[0-9]{2}[;,]" "$1" |
		tr -dc '0-9\n' | sort -u | sed 's/^/\&years=/' | tr -d '\n')
	run --var "$var" import --source sotkanet --fetched-at "$3" \
		--url "$2?indicator=$id$years&genders=total" "$1"
	[ "$status" -eq 0 ] || echo "$1: $(cat "$err")" >>refused
}
take_regions() {
	run --var "$var" import --source sotkanet --url regions \
		--fetched-at 2026-03-01 \
		"$replay/regions-2026-reconstructed.json"
}
figures() { VAR=$var sql "SELECT count(*) FROM v_observation"; }

for v in 2013:2013-09-08 2023:2023-06-01 2025:2025-10-01 \
	2026-y2019:2026-03-01; do
	var=v-${v%%:*}
	: >refused
	take_regions
	for f in "$replay/vintage-${v%%:*}"/csv-*.csv; do
		take "$f" csv "${v##*:}"
	done
	check "$var: every file is taken in" [ ! -s refused ]
	# What is held back of them, and why, is quality.sh's.
	run --var "$var" --config "$SRC/config" --set quality.hold=areas load
	check "$var: every row is a figure" [ "$(figures)" -eq "$(cat \
		"$replay/vintage-${v%%:*}"/csv-*.csv | grep -vc indicator)" ]
	check "$var: every row's region is an area with a name" [ "$(VAR=$var \
		sql "SELECT count(*) FROM v_observation
		WHERE area_kind = 'unknown' OR area_fi = ''")" -eq 0 ]
done

# JSON and CSV of the same figures say the same.
for pair in vintage-2025/json-1077-1990_2023-total.json:v-2025 \
	vintage-2025/json-3126-2005_2023-total.json:v-2025 \
	vintage-2026-y2019/json-181-2019-total.json:v-2026-y2019; do
	file=$replay/${pair%%:*}
	other=${pair##*:}
	var=j-$(basename "$file" .json)
	take_regions
	take "$file" json 2025-10-01
	check "$var: taken in" [ "$status" -eq 0 ]
	run --var "$var" --config "$SRC/config" load
	id=$(basename "$file" | cut -d- -f2)
	q="SELECT area_kind, area_code, year, sex, value, numerator
		FROM v_observation WHERE indicator = '$id' AND year >= (SELECT
		min(year) FROM v_observation WHERE indicator = '$id')"
	VAR=$var sql "$q" | sort >json
	first=$(VAR=$var sql "SELECT min(year) FROM v_observation")
	VAR=$other sql "$q AND year >= $first" | sort >csv
	check "$var: the same as the CSV" cmp json csv
done

var=api
for f in "$api"/indicator-[0-9]*.json; do
	id=$(basename "$f" .json | cut -d- -f2)
	run --var "$var" import --source sotkanet --url "indicators/$id" "$f"
	check "$(basename "$f") is read" [ "$status" -eq 0 ]
done
run --var "$var" import --source sotkanet --url indicators \
	"$api/indicators-2014.json"
check "the list of 2014 is read" [ "$status" -eq 0 ]
run --var "$var" import --source sotkanet --url regions "$api/regions-2014.json"
check "the regions of 2014 are read" [ "$status" -eq 0 ]
take "$api/csv-127-2009-total.csv" csv 2014-01-01
check "a body of 2014 as it came is read" [ "$status" -eq 0 ]
says "a CSV that was written again with commas is refused" 1 \
	"tilannekuva: import: $api/csv-683-2015-total-comma.csv: line 1: the header 'indicator;region;year;gender;primary value;absolute value' is expected" \
	--var "$var" import --source sotkanet \
	--url "csv?indicator=683&years=2015" "$api/csv-683-2015-total-comma.csv"
run --var "$var" --config "$SRC/config" load
check "three regions that no list names are kept as unknown" [ "$(VAR=$var \
	sql "SELECT group_concat(area_code) FROM v_observation
	WHERE area_kind = 'unknown'")" = "455,456,730" ]
check "2 437 indicators are known by name" [ "$(VAR=$var sql "SELECT count(*)
	FROM v_indicator WHERE title_fi <> ''")" -eq 2437 ]
done_testing
