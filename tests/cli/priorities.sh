# How the priorities of negotiations stand: v_priority, v_dimension, v_hyte,
# v_priority_vote, and what `negotiation show --area` makes of them.
# shellcheck shell=sh
# shellcheck source=tests/cli/lib.inc
. "$SRC/tests/cli/lib.inc"

cp -r "$SRC/config" config
ph=config/negotiations/PH-2025
t() {
	run --config config --now 2026-03-02T03:00:00Z --offline "$@"
}
# shown WORD...: `negotiation show`, its no-break spaces as plain ones
shown() {
	t negotiation show "$@"
	sed -i 's/\xc2\xa0/ /g' "$out"
}
# same NAME QUERY: the query finds nothing that differs.
same() {
	check "$1" [ "$(sql "SELECT count(*) FROM ($2)")" -eq 0 ]
}
# shellcheck disable=SC2317 # check calls it
narrow() {
	python3 - "$out" <<-'END'
		import sys
		text = open(sys.argv[1], encoding="utf-8").read().split("\n")
		sys.exit(any(len(line) > 80 for line in text))
	END
}

run --now 2026-03-02T03:00:00Z import "$SRC"/etl/snapshot/*.exchange
# a state of one item, so that something is counted
cat >>$ph/followup.csv <<-END
	PH5-S1,2026-01-15,planned,,,varautumispäällikkö
END
t load
t analyse
check "the snapshot is analysed" [ "$status" -eq 0 ]

# --- v_priority ------------------------------------------------------------------

check "the county and its ten municipalities, the other and its 23" [ "$(sql \
	"SELECT group_concat(n, ' ') FROM (SELECT count(DISTINCT area_kind ||
	area_code) AS n FROM v_priority GROUP BY negotiation)")" = "11 24" ]
check "a row a link, and one where there is none" [ "$(sql "SELECT count(*),
	sum(indicator IS NULL), group_concat(DISTINCT iif(indicator IS NULL,
	priority, NULL)) FROM v_priority WHERE negotiation = 'PH-2025'
	AND area_code = '398'")" = "43|1|PH3" ]
check "what is followed of it is counted" [ "$(sql "SELECT items,
	items_with_state, role, strength IS NULL, note FROM v_priority
	WHERE area_code = '398' AND priority = 'PH3'")" = \
	"2|0|process|1|no indicator; told by its items" ]
check "also where there are indicators" [ "$(sql "SELECT DISTINCT items,
	items_with_state FROM v_priority WHERE priority = 'PH5'")" = "4|1" ]
check "nothing is followed of one" [ "$(sql "SELECT DISTINCT note
	FROM v_priority WHERE negotiation = 'PI-2024' AND indicator IS NULL
	AND items = 0")" = "$(sql "SELECT DISTINCT 'no indicator; nothing is followed'
	FROM v_negotiation_priority WHERE negotiation = 'PI-2024' AND items = 0
	AND indicators = 0")" ]
same "weak and context links have no verdict" "SELECT 1 FROM v_priority
	WHERE strength IN ('weak', 'context') AND coalesce(level_class,
	trend_verdict, cell, standing, direction, persons, benchmark) IS NOT NULL"
same "and say so" "SELECT 1 FROM v_priority WHERE strength IN ('weak',
	'context') AND note NOT LIKE strength || ' link: a figure, no verdict%'"
check "but a figure" [ "$(sql "SELECT value, year, note FROM v_priority
	WHERE area_code = '398' AND indicator = '178'")" = \
	"-1.2|2024|weak link: a figure, no verdict" ]
check "what there is no figure of says so" [ "$(sql "SELECT value IS NULL, note
	FROM v_priority WHERE area_code = '398' AND priority = 'KARKI1'
	AND indicator = '292'")" = "1|no figures" ]
same "values are the newest ones" "SELECT p.value FROM v_priority AS p
	JOIN v_latest AS l ON l.source = p.source AND l.indicator = p.indicator
	AND l.area_kind = p.area_kind AND l.area_code = p.area_code
	AND l.sex = 'total' WHERE p.value IS NOT l.value OR p.year <> l.year
	OR p.country_value IS NOT l.country_value OR p.status <> l.status"
same "votes and texts are those of the priorities" "SELECT 1 FROM v_priority AS p
	JOIN v_negotiation_priority AS n USING (negotiation, priority)
	WHERE p.votes IS NOT n.votes OR p.rank IS NOT n.rank
	OR p.text_fi <> n.text_fi"

# --- asked by an area, no table is read whole ------------------------------------

for view in v_priority v_dimension v_hyte; do
	sql "EXPLAIN QUERY PLAN SELECT * FROM $view WHERE area_code = '398'" >plan
	check "$view by area seeks its figures" grep -qE \
		"SEARCH (o|r) USING PRIMARY KEY" plan
	check "$view by area seeks them by area" [ "$(grep -E \
		'SEARCH (o|r|s|k|b) ' plan | grep -cv 'indicator=? AND area=?')" -eq 0 ]
	# o r s k b: observation, trend, position, series, absence
	check "$view by area scans none of them" [ "$(grep -cE \
		'SCAN (o|r|s|k|b|a|observation|trend|position|series|absence|forecast|area)( |$)' \
		plan)" -eq 0 ]
done

# --- every link, every area ------------------------------------------------------

# a third county, whose priority is linked to all that there is
ks=config/negotiations/KS-2026
t negotiation new KS-2026 --from PI-2024
sed -i 's/^KS-2026,draft,08,,/KS-2026,agreed,15,15.1.2026,/' $ks/negotiation.csv
printf '%s\n' "id,date,parties,groups" 'R1,15.1.2026,"Jyväskylä, Jämsä",' \
	>$ks/rounds.csv
printf '%s\n' "id,kind,text" "K1,topic,Kaikki mittarit" "K2,topic,Ei mitään" \
	>$ks/priorities.csv
python3 - <<-'END'
	import csv
	rows = list(csv.DictReader(open("config/indicators.csv", encoding="utf-8")))
	with open("config/negotiations/KS-2026/links.csv", "w", encoding="utf-8") as f:
	    f.write("priority,indicator,role,strength,why,decided_by\n")
	    for row in rows:
	        f.write(f"K1,{row['id']},outcome,direct,kokeeksi,own reading\n")
END
for table in items measures followup resources points texts practices votes \
	worries feedback; do
	[ -f $ks/$table.csv ] && sed -i 1q $ks/$table.csv
done
# a side for all of them, so that there are cells
sed -i 's/,neutral,/,lower_better,/' config/indicators.csv
t load
check "a third county loads" [ "$status" -eq 0 ]
t analyse
all=$(sed 1d config/indicators.csv | wc -l)
check "each area has every indicator of it" [ "$(sql "SELECT group_concat(DISTINCT n)
	FROM (SELECT count(*) AS n FROM v_priority WHERE negotiation = 'KS-2026'
	AND priority = 'K1' GROUP BY area_kind, area_code)")" = "$all" ]
check "its municipalities are today's" [ "$(sql "SELECT count(DISTINCT area_code)
	FROM v_priority WHERE negotiation = 'KS-2026' AND area_kind = 'kunta'")" = \
	"$(sql "SELECT count(*) FROM v_area WHERE kind = 'kunta' AND hva_code = '15'
	AND valid_to IS NULL")" ]
check "what nobody follows says so" [ "$(sql "SELECT DISTINCT note FROM v_priority
	WHERE priority = 'K2'")" = "no indicator; nothing is followed" ]
t negotiation show KS-2026 --area 179
check "it is shown without a change of code" out_has \
	"Jyväskylä (179): painopisteiden tilanne"

# The whole country in one county: as many rows as there can be. Every finding
# must be that of its own view.
mkdir whole
sql ".backup whole/tilannekuva.db"
unsum whole/tilannekuva.db
sqlite3 whole/tilannekuva.db "INSERT OR IGNORE INTO area_member SELECT a.id, c.id
	FROM area AS a, area AS c WHERE a.kind = 'kunta' AND a.valid_to IS NULL
	AND c.kind = 'hyvinvointialue' AND c.code = '15'"
sql "SELECT count(DISTINCT code) FROM v_area WHERE kind = 'kunta'
	AND valid_to IS NULL" >towns
check "all indicators in all municipalities, in seconds" [ "$(timeout 60 \
	sqlite3 -readonly whole/tilannekuva.db "CREATE TEMP TABLE p AS
	SELECT * FROM v_priority WHERE priority = 'K1';
	SELECT count(DISTINCT area_code || area_kind), count(*) > 50000 FROM p")" = \
	"$(($(cat towns) + 1))|1" ]
findings() {
	VAR=whole sql "CREATE TEMP TABLE p AS SELECT * FROM v_priority WHERE priority = 'K1';
	CREATE TEMP TABLE v AS SELECT * FROM ($1) WHERE area_kind = 'kunta'
	AND area_code IN (SELECT code FROM v_area WHERE kind = 'kunta' AND valid_to
	IS NULL) OR area_kind = 'hyvinvointialue' AND area_code = '15';
	CREATE UNIQUE INDEX temp.v1 ON v (source, indicator, area_kind, area_code);
	SELECT count(*), sum(p.indicator IS NULL), $2 FROM v LEFT JOIN p
	USING (source, indicator, area_kind, area_code)"
}
findings "SELECT * FROM v_matrix" "sum(v.cell IS NOT p.cell OR v.standing IS NOT
	p.standing OR v.persons IS NOT p.persons OR v.apart IS NOT p.apart OR v.note
	<> p.note), count(DISTINCT v.cell) >= 5, sum(v.cell IS NOT NULL) > 20" >matrix
check "cells are those of v_matrix" grep -qE '^[0-9]+\|0\|0\|1\|1$' matrix
findings "SELECT p.* FROM v_position AS p JOIN v_indicator AS i USING (source,
	indicator) WHERE sex = 'total' AND i.followed" "sum(v.level_class IS NOT
	p.level_class OR v.benchmark IS NOT p.benchmark OR v.low IS NOT p.low)" >level
# National Cancer Institute, State Cancer Profiles
check "nine cells in their order" [ "$(sql "SELECT group_concat(trend || '&' ||
	level, ' ') FROM (SELECT * FROM matrix_cell ORDER BY cell)")" = \
	"worsening&worse worsening&similar worsening&better no_clear&worse improving&worse no_clear&similar no_clear&better improving&similar improving&better" ]
check "levels those of v_position" grep -qE '^[1-9][0-9]+\|0\|0$' level
findings "SELECT t.* FROM v_trend AS t JOIN v_indicator AS i USING (source,
	indicator) WHERE sex = 'total' AND t.kind = 'long' AND i.followed" \
	"sum(v.verdict IS NOT p.trend_verdict OR v.direction IS NOT p.direction
	OR v.q IS NOT p.q)" >trend
check "trends those of v_trend" grep -qE '^[1-9][0-9]+\|0\|0$' trend
check "a forecast is marked where there is one" [ "$(VAR=whole sql \
	"SELECT count(*) FROM v_priority WHERE forecast AND priority = 'K1'")" = \
	"$(sql "SELECT count(*)
	FROM (SELECT DISTINCT f.source, f.indicator, f.area_kind, f.area_code
	FROM v_forecast AS f JOIN v_indicator AS i USING (source, indicator)
	WHERE f.sex = 'total' AND i.followed AND (f.area_kind = 'kunta' OR
	f.area_kind = 'hyvinvointialue' AND f.area_code = '15'))")" ]

# --- in words --------------------------------------------------------------------

t --var whole negotiation show KS-2026 --area 020
cp "$out" words
check "a clear change has its size and years" grep -qE \
	"muutos: (tilanne|luku) on .* vuosina [0-9]{4}–[0-9]{4}" words
check "a level with an interval is told as one" out_has \
	"taso: tilastollisesti"
check "an urgency is told" out_has "kiireellisyys: "
check "within 80 columns" narrow
check "no word that may not be said" [ "$(grep -ciE 'pysynyt ennallaan|vakaa|ei muutosta|aiheuttaa|johtuu|vaikuttaa|selittää|ansiosta|merkitsevä' \
	words)" -eq 0 ]
check "no p, no q" [ "$(grep -cE '\b[pq] ?=' words)" -eq 0 ]

cp "$SRC/config/indicators.csv" config/indicators.csv
rm -r $ks
t load
t analyse
shown PH-2025 --area 398
check "Lahti" [ "$status" -eq 0 ]
check "says how much is recent" out_has "on 2/37 kytketystä"
check "and whose reading the links are" out_has "Kytkennöistä 42/42 on ohjelman luentaa"
check "a figure with its year, the median and its age" out_has \
	"15,6 % vuonna 2023 (kuntien mediaani 13,2 %), 3 vuotta vanha"
check "no clear change is not no change" out_has "muutos: ei selvää muutosta (10 vuotta)"
check "what is not compared says so" out_has "taso: ei verrattu tilastollisesti"
check "a weak link has a figure and no more" [ "$(grep -A3 'nettomuutto.*\[heikko\]' \
	"$out" | grep -cE 'muutos:|taso:|kiireellisyys:')" -eq 0 ]
check "only weak ones say so" out_has \
	"Kytketyt mittarit ovat vain heikkoja tai taustaksi."
check "whose figures, as of which day" out_has \
	"Päijät-Hämeen hyte-neuvottelu PH-2025; tiedot päivältä"
check "a priority without an indicator says so" out_has \
	"Tähän ei ole kytketty mittaria."
check "and what is followed of it" out_has "· yhdistetyt päällekkäiset työryhmät: määrä → ei tietoa"
check "a state is told" out_has "suunniteltu 15.1.2026 (varautumispäällikkö)"
check "an old figure stands with its year only" out_has "(2019: 4,0 %)"
check "felt beside observed" [ "$(grep -cE '^  (koettu|havaittu): ' "$out")" -eq 8 ]
check "the coefficient is not there, and says how" out_has \
	"Ei lisätty. Julkaistut luvut voi tuoda omana taulukkona"
check "within 80 columns" narrow
t negotiation show PH-2025 --area 09
check "the county by its code" out_has "Päijät-Hämeen hyvinvointialue (09)"
t negotiation show PH-2025 --area hyvinvointialue:09 --lang sv
check "in Swedish" out_has "prioriteringarnas läge"
check "within 80 columns" narrow
t negotiation show PI-2024 --area 837 --lang en
check "in English" out_has "At-risk-of-poverty-rate for children [proxy]"
check "within 80 columns" narrow
t negotiation show PH-2025 --area 837
check "a municipality of another county" err_has \
	"--area '837': the county of PH-2025 (hyvinvointialue:09) or one of its municipalities is expected; \`areas\` tells the codes"
check "is a wrong word" [ "$status" -eq 2 ]
check "and nothing is printed" out_empty
t negotiation show NOBODY --area 398
check "no such negotiation" err_has "the store has no negotiation 'NOBODY'"
t negotiation show PH-2025 --area kunta:
check "no area at all" err_has "[KIND:]CODE is expected"
t negotiation list --area 398
check "an area goes with show" err_has "--lang and --area go with show"

# --- having, loving, doing, being ------------------------------------------------

check "both sides of every dimension" [ "$(sql "SELECT count(*), min(n) > 0 FROM
	(SELECT count(*) AS n FROM v_dimension WHERE area_code = '398'
	GROUP BY dimension, felt)")" = "8|1" ]
check "a row for each indicator that has one" [ "$(sql "SELECT count(*) FROM
	v_dimension WHERE area_kind = 'kunta' AND area_code = '398'")" = "$(sql \
	"SELECT count(*) FROM followed WHERE dimension <> ''")" ]

# --- the published coefficient ---------------------------------------------------

check "the scores of wellbeing work are followed" [ "$(sql "SELECT
	group_concat(indicator, ' ') FROM (SELECT indicator FROM v_hyte
	WHERE part = 'capacity' AND area_code = '398' ORDER BY indicator)")" = \
	"4072 4092 4093 4094" ]
check "no coefficient without its table" [ "$(sql "SELECT count(*) FROM v_hyte
	WHERE part = 'coefficient'")" -eq 0 ]
# as the manual says
awk '/^\.Sh/ { here = /HYTE COEFFICIENT/ } here' "$SRC/tilannekuva.1" |
	sed -n '/^\.Bd/,/^\.Ed/p' | grep -v '^\.' >config/tables/hyte-kerroin.ini
printf '%s\n' "kunta;vuosi;kerroin" "398;2025;0,987" "016;2025;1,012" \
	>config/tables/hyte-kerroin.csv
t fetch local
t load
check "a made-up table is taken in by the manual's mapping" [ "$(sql "SELECT value,
	note FROM v_hyte WHERE part = 'coefficient' AND area_code = '398'")" = \
	"0.987|as published; its components are unconfirmed" ]
shown PH-2025 --area 398
check "and shown" out_has "0,987 vuonna 2025"
check "beside the money" out_has "312,9 € vuonna 2022"
check "and the outcomes of its theme" out_has "Samojen teemojen tulokset"

# --- votes by party --------------------------------------------------------------

check "nothing is said of parties that are not known" [ "$(sql "SELECT DISTINCT
	parties IS NULL, parties_for IS NULL, first_of IS NULL, rank_spread IS NULL
	FROM v_priority_vote")" = "1|1|1|1" ]
check "the share of a vote" [ "$(sql "SELECT count(*), max(round(share, 3)),
	round(sum(share), 9) FROM v_priority_vote WHERE negotiation = 'PH-2025'")" = \
	"7|0.204|1.0" ]
# a made-up vote by party; nobody said how the parties voted
sed -i 's/,8.30–15.15,,,,/,8.30–15.15,,"398, Heinola, 16",Järjestöt,/' $ph/rounds.csv
cat >$ph/votes.csv <<-END
	priority,party,votes
	PH1,398,4
	PH1,16,2
	PH1,Järjestöt,4
	PH2,Heinola,4
	PH2,398,3
	PH3,16,1
	PH3,Järjestöt,6
END
t load
check "votes by party load" [ "$status" -eq 0 ]
check "who is for it, who first, how far they differ" [ "$(sql "SELECT priority,
	parties, parties_for, first_of, most, rank_best, rank_worst, rank_spread
	FROM v_priority_vote WHERE priority IN ('PH1', 'PH2', 'PH3', 'PH4')
	ORDER BY position")" = "PH1|4|3|2|4|1|2|1
PH2|4|2|1|4|1|2|1
PH3|4|2|1|6|1|2|1
PH4|4|0|0||||" ]
check "the picture of the priorities is as it was" [ "$(sql "SELECT count(*),
	max(votes) FROM v_priority WHERE area_code = '398'")" = "43|10" ]

done_testing
