# Tables of one's own: taken in with their mappings, changed, broken, mended,
# gone; read without a network; brought back as of a day.
# shellcheck shell=sh
# shellcheck source=tests/cli/lib.inc
. "$SRC/tests/cli/lib.inc"

mkdir tables
exits "the shipped areas" 0 import "$SRC"/etl/snapshot/*areas.exchange

# own DAY WORD...: the program with the tables of this test.
own() {
	_day=$1
	shift
	run --config "$SRC/config" --set local.dir=tables --offline \
		--now "$_day" "$@"
}
value() {
	sql "SELECT coalesce(value, status) FROM v_observation
		WHERE indicator = 'kirjasto' AND area_code = '$1' AND year = $2"
}
answers() {
	sqlite3 var/archive.db "SELECT group_concat(verdict, ' ') FROM (SELECT
		verdict FROM fetch WHERE topic = 'figures:kirjasto' ORDER BY id)"
}
mapping() {
	cat >tables/kirjasto.ini <<-END
		[table]
		delimiter = semicolon
		skip_lines = 1
		area = Kunta
		area_by = name
		area.Koko maa = maa:358
		year = Vuosi
		cell... = suppressed
		producer = Kirjasto
		licence = CC0
		$1
		[indicator kirjasto]
		value = Lainat
		title_fi = Kirjastolainat
		title_sv = Biblioteksl\303\245n
		unit = lainaa
		decimals = 0
		class = count
	END
}
table() {
	{
		echo "Lainat kunnittain"
		echo "Kunta;Vuosi;Lainat"
		printf '%s\n' "$@"
	} >tables/kirjasto.csv
}

table "Lahti;2015;10" "Nastola;2015;2" "LAHTI;2016;12,5" "Tampere;2016;.." \
	"Koko maa;2016;1 000"
mapping
own 2026-01-01T03:00:00Z fetch local
check "a table is read without a network" [ "$status" -eq 0 ]
check "and is new" out_empty
check "the archive has it" [ "$(answers)" = new ]
own 2026-01-01T03:00:00Z load
check "it loads" [ "$status" -eq 0 ]
check "a name is an area, whatever its case" [ "$(value 398 2016)" = 12.5 ]
check "a name of the past too" [ "$(value 532 2015)" = 2.0 ]
check "the whole country" [ "$(value 358 2016)" = 1000.0 ]
check "a hidden figure is none, with the reason" \
	[ "$(value 837 2016)" = suppressed ]
check "the figures know their table" [ "$(sql "SELECT request FROM v_provenance
	WHERE source = 'local'")" = \
	"kirjasto.csv?indicator=kirjasto&years=2015-2016&genders=total" ]
check "the indicator is described by the mapping" [ "$(sql "SELECT title_fi,
	class, unit, organisation, licence FROM v_indicator
	WHERE source = 'local'")" = "Kirjastolainat|count|lainaa|Kirjasto|CC0" ]

own 2026-01-02T03:00:00Z fetch local
check "nothing new the next day" [ "$(answers)" = "new same" ]

# A wrong cell: nothing of the table is taken, what was there stays.
table "Lahti;2015;11" "Lahti;2016;kolme"
own 2026-01-03T03:00:00Z fetch local
check "a wrong cell is a failure" [ "$status" -eq 1 ]
check "named by file, line and column" err_has \
	"local: kirjasto.csv: line 4, column Lainat: 'kolme': a number is expected, or cell.TEXT in the mapping"
check "the archive keeps it as refused" [ "$(answers)" = "new same refused" ]
own 2026-01-03T03:00:00Z load
check "the figures are those from before" [ "$(value 398 2015)" = 10.0 ]

# A place that nobody knows.
table "Lahti;2015;11" "Atlantis;2016;3"
own 2026-01-04T03:00:00Z fetch local
own 2026-01-04T03:00:00Z load
check "an unknown area is said" err_has \
	"kirjasto.csv: line 4: 'Atlantis': no list of areas has that name (kunta)"
check "and nothing of its table is loaded" [ "$(value 398 2015)" = 10.0 ]

# Another mapping, another meaning: sums of the division of then.
table "Lahti;2015;11" "Nastola;2015;2" "Lahti;2016;12"
mapping "division = then"
own 2026-01-05T03:00:00Z fetch local
own 2026-01-05T03:00:00Z load
check "what merged is added up" [ "$(value 398 2015)" = 13.0 ]
check "its part keeps its own figure" [ "$(value 532 2015)" = 2.0 ]
check "what the table has no more has vanished" [ "$(sql "SELECT count(*)
	FROM v_revision WHERE indicator = 'kirjasto' AND kind = 'vanished'
	AND area_code = '358'")" -eq 1 ]
for view in v_area v_observation v_revision v_provenance v_merger; do
	sql "SELECT * FROM $view" | sort
done >incremental
own 2026-01-05T03:00:00Z rebuild
for view in v_area v_observation v_revision v_provenance v_merger; do
	sql "SELECT * FROM $view" | sort
done >rebuilt
check "rebuild equals what was brought along" cmp incremental rebuilt
own 2026-01-05T03:00:00Z rebuild --as-of 2026-01-01
check "as of the first day: its table, its mapping" \
	[ "$(value 398 2015) $(value 358 2016)" = "10.0 1000.0" ]
run --var other import --source local \
	--url "kirjasto.csv?indicator=kirjasto&years=2015-2016&genders=total" \
	tables/kirjasto.csv
check "a table without its mapping is no answer" err_has \
	"no local table with its mapping"

# Mappings that are wrong, missing, alone.
echo "colour = red" >>tables/kirjasto.ini
own 2026-01-06T03:00:00Z fetch local
check "a wrong mapping is named" err_has \
	"local: kirjasto.ini: line 19: unknown setting 'colour'"
mapping "division = then"
cp tables/kirjasto.csv tables/toinen.csv
own 2026-01-06T03:00:00Z fetch local
check "a table without a mapping is said" err_has \
	"local: toinen.csv: no mapping toinen.ini beside it"
cp tables/kirjasto.ini tables/toinen.ini
own 2026-01-06T03:00:00Z fetch local
check "one indicator in two tables is said" err_has \
	"local: toinen.ini: another table has indicator 'kirjasto' already"
check "the first is taken all the same" [ "$(answers)" = \
	"new same refused new new same same" ]
rm tables/toinen.*
touch tables/kirjasto.xlsx "tables/~\$muu.ods"
own 2026-01-06T03:00:00Z fetch local
check "a workbook beside its table is nobody's business" err_empty
mv tables/kirjasto.xlsx tables/muu.xlsx
own 2026-01-06T03:00:00Z fetch local
check "one without is a failure" [ "$status" -eq 1 ]
check "which tells what to do" err_has \
	"local: muu.xlsx: a workbook is not read; save its sheet as muu.csv beside it"
rm tables/*muu.* tables/kirjasto.csv
own 2026-01-07T03:00:00Z fetch local
check "a table that is gone is a warning" [ "$status" -eq 0 ]
check "which names the indicator" err_has \
	"local: no table has indicator 'kirjasto' any more; its figures stay as they were"
check "and its mapping" err_has "kirjasto.ini has no kirjasto.csv beside it"
own 2026-01-07T03:00:00Z load
check "the figures stay" [ "$(value 398 2015)" = 13.0 ]

says "nobody else is asked without a network" 2 \
	"tilannekuva: fetch: --offline was given: nothing can be fetched" \
	--config "$SRC/config" --offline fetch
run --config "$SRC/config" --set local.dir=nowhere --offline fetch local
check "a folder that is not there is said" err_has \
	"setting local.dir: there is no such folder"

# What is shipped, through the nightly job.
run --var shipped --now 2026-01-08T03:00:00Z import \
	"$SRC"/etl/snapshot/*areas.exchange
run --var shipped --config "$SRC/config" --offline \
	--now 2026-01-08T03:00:00Z run
check "the nightly job reads tables without a network" [ "$status" -eq 0 ]
VAR=shipped
check "need coefficients of 23 areas and 6 years, four kinds" [ "$(sql "SELECT
	count(*), count(DISTINCT area_code), min(year), max(year)
	FROM v_observation WHERE source = 'local'")" = "552|23|2018|2023" ]
check "the need of Päijät-Häme in 2023" [ "$(sql "SELECT round(value, 3)
	FROM v_observation WHERE indicator = 'tarvekerroin'
	AND area_kind = 'hyvinvointialue' AND area_code = '09'
	AND year = 2023")" = 1.086 ]

# Areas through time, as they are shipped.
run --var shipped areas Nastola
check "a name of the past finds what it belongs to now, and since when" \
	out_has "kunta:398	Lahti	Lahtis	Lahti	Päijät-Hämeen hyvinvointialue		with Nastola (532) since 2016-01-01"
check "and itself" out_has "until 2015-12-31	in Lahti (398) since 2016-01-01"
run --var shipped areas väståboland
check "in Swedish" out_has "kunta:445	Parainen	Pargas"
check "155 steps, 2 of them parts of one split" [ "$(sql "SELECT count(*),
	sum(kind = 'split') FROM v_merger
	WHERE kind IN ('merged', 'new_code', 'split')")" = "155|2" ]
check "a municipality that moved to another region" [ "$(sql "SELECT
	group_concat(whole_fi || coalesce(' from ' || valid_from, '') ||
	coalesce(' to ' || valid_to, '')) FROM (SELECT * FROM v_membership
	WHERE code = '142' AND whole_kind = 'maakunta' ORDER BY whole_code)")" = \
	"Päijät-Häme from 2021-01-01,Kymenlaakso to 2020-12-31" ]
check "employment areas with their municipalities" [ "$(sql "SELECT
	count(DISTINCT whole_code), count(*) FROM v_membership
	WHERE whole_kind = 'tyollisyysalue'")" = "46|308" ]
mkdir config
cp "$SRC"/config/*.csv "$SRC"/config/*.conf config/
sed -i 's/^2016-01-01,merged,532/2016-01-01,married,532/' config/mergers.csv
run --var shipped --config config rebuild
check "a wrong cell of mergers.csv is named" err_has \
	"column kind: 'married': one of these is expected"
check "and nothing was done" [ "$status" -eq 2 ]
grep -v '^2025' "$SRC/config/mergers.csv" >config/mergers.csv
run --var shipped --config config load
check "other mergers make another register at the next load" [ "$(sql "SELECT
	count(*), sum(date > '2025') FROM v_merger")" = "180|0" ]
done_testing
