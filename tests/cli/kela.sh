# Kela's open data over HTTP, from a table of addresses: asked where it is turned
# on, on condition, kept apart by what each address chose. With RECORDINGS=DIR the
# recorded tables too, cut as the store would for such an address; without it
# that is skipped, and said.
# shellcheck shell=sh
# shellcheck source=tests/cli/lib.inc
. "$SRC/tests/cli/lib.inc"

mkdir few store
trap stop_all EXIT
(cd store && exec timeout 300 python3 -u -m http.server --bind 127.0.0.1 0) \
	>line 2>asked &
echo $! >store.pid
i=0
while [ ! -s line ] && [ $i -lt 100 ]; do
	sleep 0.1
	i=$((i + 1))
done
url=$(sed 's/.*(\(.*\)\/).*/\1/' line)

head -n 1 "$SRC/config/indicators.csv" >few/indicators.csv
: >few/tilannekuva.conf
head='id,url,title,class,polarity,polarity_source,theme,span,felt_or_register'
row() { # row ID FIELDS
	echo "$1,\"dump?fields=$2&filters=%7B%7D\",Otsikko,count,neutral,own reading,vaesto,1,register"
}
{
	echo "$head"
	row saajat 'kunta_nro,vuosi,saaja_lkm'
} >few/kela.csv
night() {
	run --config few --set "kela.url=$url" --now "2026-03-$1T03:00:00Z" \
		fetch kela
}
load() { run --config few --set "kela.url=$url" load; }

run import "$SRC"/etl/snapshot/*-areas.exchange
says "as shipped, it is not asked" 2 \
	"tilannekuva: fetch: setting kela.url is empty: Kelan avoin data is not asked" \
	--config few fetch kela
printf 'kunta_nro,vuosi,saaja_lkm\n398,2019,12\n398,2020,NA\n199,2020,7\n000,2020,"1200,5"\n' \
	>store/dump
night 01
check "a night goes well" [ "$status" -eq 0 ]
check "the address goes out as the table has it" \
	grep -qF 'GET /dump?fields=kunta_nro,vuosi,saaja_lkm&filters=%7B%7D ' asked
load
figures() {
	sql "SELECT group_concat(x, ', ') FROM (SELECT area_kind || ' ' ||
		area_code || ' ' || year || ' ' || status || ' ' ||
		ifnull(value, '-') AS x FROM v_observation
		WHERE source = 'kela' AND indicator = '$1' ORDER BY 1)"
}
check "its figures are there, those of no municipality are none" \
	[ "$(figures saajat)" = \
	"kunta 398 2019 value 12.0, kunta 398 2020 missing -, maa 358 2020 value 1200.5" ]
check "and that is no gap" [ "$(sql "SELECT count(*) FROM v_gap
	WHERE source = 'kela'")" -eq 0 ]
check "with the terms of its producer" [ "$(sql "SELECT organisation, licence
	FROM v_indicator WHERE source = 'kela'")" = "Kela|CC BY 4.0" ]
night 02
check "what did not change is not sent again" [ "$(tail -n 1 asked |
	grep -c ' 304 ')" -eq 1 ]
printf 'kunta_nro,vuosi,etuus,saaja_lkm\n398,2019,a,12\n398,2019,b,5\n' >store/dump
night 03
check "an address that chooses too little is refused" err_has \
	"kela figures:saajat: dimension.etuus: 2 values where an indicator has one"
check "and the night is incomplete" [ "$status" -eq 1 ]
load
check "what is held stays" [ "$(sql "SELECT count(*) FROM v_observation
	WHERE source = 'kela'")" -eq 3 ]

if [ -z "${RECORDINGS:-}" ]; then
	result "recordings # SKIP RECORDINGS is not set" 0
	done_testing
fi
# cut_rows FILE AREA YEAR VALUE COLUMN CELL COLUMN CELL: columns by number.
cut_rows() {
	awk -F ';' -v OFS=';' -v a="$2" -v y="$3" -v v="$4" -v c="$5" -v x="$6" \
		-v d="$7" -v z="$8" 'NR == 1 || ($c == x && $d == z) {
			print $a, $y, $v }' "$RECORDINGS/kela/$1" >cut.csv
}
cut_rows etuudet-ja-saajat-veteli-2007_2015.csv 2 3 5 6 vuosi 9 Opintotuki
exits "the student aid of Veteli" 0 import --source kela \
	--url 'dump#indicator=opintotuki' cut.csv
cut_rows yleinen-asumistuki-veteli-2007_2019.csv 3 14 13 10 vuosi 12 Yhteensä
exits "its housing allowance" 0 import --source kela \
	--url 'dump#indicator=asumistuki' cut.csv
load
check "twelve years and seven, and their sums" [ "$(sql "SELECT
	indicator, count(value), printf('%.2f', sum(value)) FROM v_observation
	WHERE area_code = '924' GROUP BY 1" | paste -s -d ' ')" = \
	"asumistuki|12|2493.16 opintotuki|7|20887.19" ]
done_testing
