# PxWeb: what is asked of a host and when; tables that move, variables that are
# renamed, limits that fall: the figures arrive, and those that are held stay.
# shellcheck shell=sh
# shellcheck source=tests/cli/lib.inc
. "$SRC/tests/cli/lib.inc"

serve() { # serve WORD...: a host with these options
	rm -f address
	: >asked
	python3 "$SRC/tests/support/pxweb.py" --log asked "$@" >address \
		2>server.err &
	server=$!
	i=0
	while [ ! -s address ] && [ $i -lt 100 ]; do
		sleep 0.1
		i=$((i + 1))
	done
	url=$(cat address)
}
stop() {
	kill "$server" 2>/dev/null
	wait "$server" 2>/dev/null
}
trap stop EXIT
asks() { grep -c -e "$1" asked; }
night() { # night DAY WORD...: fetch on that day of March 2026
	_day=$1
	shift
	: >asked
	run --config few --set "pxweb.url=$url" --set pxweb.busy_s=1 \
		--now "2026-03-${_day}T03:00:00Z" fetch pxweb "$@"
}
load() { run --config few --set "pxweb.url=$url" load; }
archive() { sqlite3 -readonly var/archive.db "$1"; }
held() { sql "SELECT indicator, sex, count(*), sum(value) FROM v_observation
	WHERE source = 'pxweb' GROUP BY 1, 2 ORDER BY 1, 2"; }

mkdir few
head -n 1 "$SRC/config/indicators.csv" >few/indicators.csv
: >few/tilannekuva.conf
head='id,url,metric,fixed,title,class,polarity,polarity_source,theme,span'
head=$head,dimension,felt_or_register
row() { # row ID URL METRIC FIXED CLASS
	echo "$1,$2,$3,$4,Otsikko,$5,neutral,own reading,vaesto,1,,register"
}
{
	echo "$head"
	row avain.M411 avain/uusin/142h.px M411 '' count
	row avain.M162 avain/uusin/142h.px M162 '' proportion
	row vaesto StatFin/vaerak/11re.px vaesto '' count
	row nuoret StatFin/vaerak/11re.px vaesto ikä=0-14 count
} >few/pxweb.csv
run import "$SRC"/etl/snapshot/*-areas.exchange

# Nothing is asked of a host that nobody turned on.
run --config "$SRC/config" --set sotkanet.url=http://127.0.0.1:1 fetch --dry-run
check "as shipped, PxWeb is not asked" [ "$status" -eq 0 ]
check "nor in the plan" [ "$(grep -c px "$out")" -eq 0 ]
says "and says so where it is named" 2 \
	"tilannekuva: fetch: setting pxweb.url is empty: Tilastokeskus (PxWeb) is not asked" \
	--config few fetch pxweb

run --config "$SRC/config" --set pxweb.url=https://example.org/api/v1/fi \
	fetch pxweb --dry-run
check "the shipped table can be asked: three folders, each with its table" \
	[ "$(grep -c 'fi/.*/#note=folder' "$out") $(grep -c 'px#note=table' "$out")" = "3 3" ]
run --config "$SRC/config" --set pxweb.url=https://example.org/api/v1/fi load
check "and followed" [ "$(sql "SELECT count(*) FROM v_gap WHERE source = 'pxweb'
	AND reason = 'no answer yet'")" -eq $(($(wc -l <"$SRC/config/pxweb.csv") - 1)) ]
run --config "$SRC/config" load
check "but only where it is turned on" [ "$(sql "SELECT count(*) FROM v_gap
	WHERE source = 'pxweb'")" -eq 0 ]

# The first night. Eight areas are asked for (MAN is of no division), one of
# them is in no list; 20 years, 60 cells a call: 3 calls, and 7 or 8 by sex.
serve --says 60 --calls 20
night 01
check "the first night goes well" [ "$status" -eq 0 ]
check "each folder is listed once" [ "$(asks 'GET .*/$')" -eq 2 ]
check "the limits are asked for once" [ "$(asks 'config$')" -eq 1 ]
check "each table is described once" [ "$(asks '200 GET .*px$')" -eq 2 ]
check "years are cut so that no call is too large" \
	[ "$(asks '200 POST')" -eq $((3 + 3 + 10 + 10)) ]
check "and nobody had to say: too often" [ "$(asks 429)" -eq 0 ]
load
check "it is loaded" [ "$status" -eq 0 ]
check "every figure is there" [ "$(sql "SELECT group_concat(n) FROM (SELECT
	count(*) AS n FROM v_observation WHERE source = 'pxweb'
	GROUP BY indicator, sex ORDER BY indicator, sex)")" = \
	140,140,140,140,140,140,140,140 ]
check "of areas by their codes" [ "$(sql "SELECT group_concat(k) FROM (SELECT
	DISTINCT area_kind || ' ' || area_code AS k FROM v_observation
	WHERE source = 'pxweb' ORDER BY 1)")" = "hyvinvointialue 09,kunta 016,kunta 398,kunta 837,maa 358,maakunta 07,seutukunta 071" ]
check "symbols are what they stand for" [ "$(sql "SELECT group_concat(year || ' '
	|| status || ' ' || ifnull(value, '-'), ', ') FROM v_observation
	WHERE indicator = 'avain.M162' AND area_code = '016'
	AND year BETWEEN 2010 AND 2012")" = \
	"2011 value 0.0, 2010 suppressed -, 2012 missing -" ]
check "an area that no list knows is a gap" [ "$(sql "SELECT count(*) FROM v_gap
	WHERE source = 'pxweb' AND area_kind = 'kunta' AND area_code = '999'
	AND reason = 'no such area'")" -eq 4 ]
check "title, producer and licence come along" [ "$(sql "SELECT title_fi, organisation,
	licence, data_updated, class FROM v_indicator
	WHERE indicator = 'nuoret'")" = \
	"Väestö 31.12.: 0 - 14|Tilastokeskus|CC BY 4.0|2026-01-15|count" ]
check "the request says what was asked" [ "$(sql "SELECT count(*) FROM v_provenance
	WHERE request GLOB
	'*/142h.px#indicator=avain.M411&years=2001-2007&sexes=total {*}'")" -eq 1 ]
held >first

night 02
check "a quiet night asks the folders alone" \
	[ "$(sort -u asked | wc -l) $(wc -l <asked)" = "2 2" ]
night 03 --dry-run
check "and says so beforehand" [ "$(wc -l <"$out")" -eq 2 ]
stop

# Another year's names, a limit that is lower than it says, a host that is busy.
serve --updated 2026-03-04T08:00:00 --renamed --says 160 --bears 30 --busy 2 \
	--values 1
night 04
check "renamed, smaller and busy: the night goes well" [ "$status" -eq 0 ]
check "what was too large was halved" [ "$(asks '403 POST')" -eq 3 ]
check "what was too often was waited out" [ "$(asks '429 POST')" -eq 2 ]
check "each table was described once" [ "$(asks '200 GET .*px$')" -eq 2 ]
load
check "every figure is there, with its new value" [ "$(sql "SELECT count(*)
	FROM v_observation WHERE source = 'pxweb'")" -eq 1120 ]
check "what is other is a revision" [ "$(sql "SELECT kind, count(*)
	FROM v_revision WHERE source = 'pxweb' GROUP BY 1")" = "changed|260" ]
stop

# So few cells that the areas must be cut: each call speaks for its own alone.
serve --updated 2026-03-05T08:00:00 --says 3
night 05 --indicator pxweb:avain.M411,pxweb:avain.M162,pxweb:nuoret
check "areas are cut too" [ "$status" -eq 0 ]
check "in calls of three cells" [ "$(asks '200 POST')" -eq $((2 * 3 * 20 + 8 * 20)) ]
load
check "nothing vanishes" [ "$(sql "SELECT count(*) FROM v_revision
	WHERE source = 'pxweb' AND kind = 'vanished'")" -eq 0 ]
held >cut_up
check "and all is as it was" cmp -s first cut_up
run --config few --set "pxweb.url=$url" rebuild
held >again
check "so it is when the store is made anew" cmp -s first again
check "with the same gaps" [ "$(sql "SELECT count(*) FROM v_gap
	WHERE source = 'pxweb' AND reason = 'no such area'")" -eq 4 ]
rm -rf text
run --config few --set "pxweb.url=$url" export exchange text
check "and it can be handed on" [ "$status" -eq 0 ]
run --config few --var other import text/*
check "each call's answer by itself" [ "$status" -eq 0 ]
run --config few --var other load
VAR=other held >elsewhere
check "and is the same elsewhere" cmp -s first elsewhere
# Without a list of areas only today's counties are known.
cat >lahti.json <<'END'
{"id":["Alue","Vuosi"],"size":[1,1],"dimension":{
"Alue":{"category":{"index":["KU398"]}},"Vuosi":{"category":{"index":["2020"]}}},
"value":[1]}
END
run --config few --var bare import text/*pxweb-avain.M411*
run --config few --var bare import --source pxweb \
	--url '#indicator=avain.M411&years=2001-2020&sexes=total' lahti.json
run --config few --var bare load
check "an answer of which no area is known is left out whole" err_has \
	"none of its areas is known"
check "and nothing vanishes for it" [ "$(VAR=bare sql "SELECT count(*)
	FROM v_revision WHERE kind = 'vanished'") $(VAR=bare sql "SELECT count(*)
	FROM v_observation WHERE area_code = '09'")" = "0 20" ]
stop

# Moved: reported, and what is held stays.
for status in 301 404; do
	serve --updated 2026-03-06T08:00:00 --moved $status
	night 06
	check "$status: the night is incomplete" [ "$status" -eq 1 ]
	check "$status: the table that moved is named" err_has \
		"pxweb: the table of avain.M411 has moved or is gone: its row of pxweb.csv needs another url"
	check "$status: it is asked for once" [ "$(asks '142h.px')" -eq 1 ]
	load
	check "$status: the figures that are held stay" [ "$(held | wc -l) $(held |
		cut -d '|' -f 3 | sort -u)" = "8 140" ]
	stop
done

# A host that says nothing of limits; a table of months; a choice that is gone.
serve --says 0 --updated 2026-03-07T08:00:00
{
	echo "$head"
	row avain.M411 avain/uusin/142h.px M411 '' count
	row kk StatFin/tyti/kk.px aste '' rate
	row muu StatFin/vaerak/11re.px vaesto 65- count
	row outo avain/uusin/142h.px M999 '' count
} >few/pxweb.csv
night 07
check "what cannot be asked makes it incomplete" [ "$status" -eq 1 ]
check "the rest is asked with care" [ "$(asks '200 POST .*142h')" -eq 1 ]
check "months are refused with the reason" err_has \
	"pxweb kk: Kuukausi: '2025M01' is no whole year: figures of other times are not taken in"
check "a value that is gone is named" err_has \
	"pxweb muu: no variable has the value '65-' of column fixed"
check "so is a figure that is gone" err_has \
	"pxweb outo: 'Tiedot' has no value 'M999' (column metric)"
stop

# JSON-stat for a GET, by a table of its own.
serve
{
	echo 'id,url,title,class,polarity,polarity_source,theme,span,felt_or_register'
	echo 'bkt,json/gdp?geo=FI&geo=IT,BKT,money,neutral,own reading,vaesto,1,register'
} >few/eurostat.csv
for day in 08 09; do
	run --config few --set "eurostat.url=$url" \
		--now "2026-03-${day}T03:00:00Z" fetch eurostat
	check "Eurostat, night $day: it is asked" [ "$status" -eq 0 ]
done
check "the address goes out as the table has it" [ "$(asks '200 GET .*gdp?geo=FI&geo=IT$')" -eq 2 ]
check "the same answer is kept once" [ "$(archive "SELECT group_concat(verdict)
	FROM fetch WHERE source = 'eurostat'")" = new,same ]
run --config few --set "eurostat.url=$url" load
check "and its figures are there" [ "$(sql "SELECT group_concat(x, ', ') FROM (SELECT
	area_kind || ' ' || area_code || ' ' || year || ' ' || status || ' '
	|| ifnull(value, '-') AS x FROM v_observation WHERE source = 'eurostat'
	ORDER BY 1)")" = "eurooppa 380 2019 value 3.0, eurooppa 380 2020 suppressed -, maa 358 2019 missing -, maa 358 2020 value 2.5" ]
check "with the terms of its producer" [ "$(sql "SELECT title_fi, title_en, organisation,
	licence, data_updated, class FROM v_indicator WHERE source = 'eurostat'")" = \
	"BKT|GDP: EUR|Eurostat|CC BY 4.0|2015-11-05|money" ]
stop

# THL's cubes name their areas.
printf 'Aika;Alue;val\n2020;Lahti;5\n2020;Kaikki Alueet;..\n' >thl.csv
run --config few import --source sampo --url '#indicator=kuutio' thl.csv
run --config few load
check "areas are known by their names" [ "$(sql "SELECT group_concat(x, ', ')
	FROM (SELECT area_kind || ' ' || area_code || ' ' || status AS x
	FROM v_observation WHERE source = 'sampo' ORDER BY 1)")" = \
	"kunta 398 value, maa 358 suppressed" ]

# A wrong cell of the table.
cp few/pxweb.csv kept
{
	cat kept
	row avain.M411 avain/uusin/142h.px M411 '' count
} >few/pxweb.csv
says "an indicator stands once" 2 \
	"tilannekuva: fetch: few/pxweb.csv: row 6, column id: 'avain.M411': an indicator is expected once, this one stands above already" \
	--config few --set "pxweb.url=$url" fetch pxweb
{
	cat kept
	row 'a/b' avain/uusin/142h.px M411 '' count
} >few/pxweb.csv
says "its code can be the name of a file" 2 \
	"tilannekuva: fetch: few/pxweb.csv: row 6, column id: 'a/b': at most 63 of a-z, A-Z, 0-9, '.', '_' and '-' are expected" \
	--config few --set "pxweb.url=$url" fetch pxweb
{
	cat kept
	row plain http://example.org/x.px M411 '' count
} >few/pxweb.csv
says "its address is one that may be asked" 2 \
	"tilannekuva: fetch: few/pxweb.csv: row 6, column url: 'http://example.org/x.px': an address is expected: https, or behind the source's own (setting url)" \
	--config few --set "pxweb.url=$url" fetch pxweb
done_testing
