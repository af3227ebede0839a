# All 21 wellbeing services counties from one archive, in one run: each its own
# pages, each municipality of the area list in one of them; a county of which there
# are no figures says so. COUNTIES=all: of all the shipped figures, in three languages.
# shellcheck shell=sh
# shellcheck source=tests/cli/lib.inc
. "$SRC/tests/cli/lib.inc"

# Kainuu's municipalities without figures, Lapland's with those of inhabitants alone.
mkdir shipped
awk 'FNR == 1 { close(out); out = FILENAME; sub(/.*\//, "shipped/", out) }
	/hyvinvointialue:20( |$)/ { split($0, f, "\t"); none[f[2]] = 1 }
	/hyvinvointialue:21( |$)/ { split($0, f, "\t"); few[f[2]] = 1 }
	FILENAME !~ /areas/ && $1 == "kunta" &&
		($2 in none || FILENAME !~ /-127\./ && $2 in few) { next }
	{ print >out }' "$SRC"/etl/snapshot/*areas*.exchange \
	"$SRC"/etl/snapshot/*-sotkanet-[0-9]*.exchange
counties=01,02,03,04,05,06,07,08,09,10,11,12,13,14,15,16,17,18,19,20,21
if [ "${COUNTIES:-}" = all ]; then
	langs=fi,sv,en
	kinds=spine,rug,map,rank,clock
	set -- shipped/*
else
	langs='fi'
	kinds=rank,map
	set -- shipped/*areas* shipped/*-127.* shipped/*-3126.* shipped/*-683.*
fi
x() {
	run -v --config "$SRC/config" --now 2026-03-02T03:00:00Z --offline \
		--set site.counties="${of:-$counties}" --set plot.kinds=$kinds \
		--set plot.langs=$langs --set site.langs=$langs "$@"
}
x import "$@"
check "taken in" [ "$status" -eq 0 ]
x run
check "one run for 21 counties" [ "$status" -eq 0 ]
x brief --check
check "every number on every page is the store's" [ "$status" -eq 0 ]

# --- who belongs where ----------------------------------------------------------------

sql "SELECT hva_code || ' ' || code FROM v_area WHERE kind = 'kunta'
	AND valid_to IS NULL ORDER BY 1" >today
check "308 municipalities today, each in one area" [ "$(cut -d' ' -f2 today |
	sort -u | wc -l) $(wc -l <today)" = "308 308" ]
# The area list's kind hyvinvointialue has two more: the city of Helsinki and Åland.
grep -v '^9' today >ours
check "291 in 21 counties, Helsinki's own, Åland's 16" [ "$(cut -d' ' -f1 today |
	sort | uniq -c | awk '$2 < 90 { n += $1; k++ } $2 == 90 { h = $1 }
		$2 == 91 { a = $1 } END { print n, k, h, a }')" = "291 21 1 16" ]
awk -F'"' '/<section id="hva-/ { split($2, h, "-"); k = h[2] }
	/<th scope="row"><a href="kunta\// { split($0, p, /kunta\/|\.html/)
		print k, p[2] }' var/site/index.html | sort >listed
check "the front page lists each under its county, and no other" cmp -s ours listed
cut -d' ' -f2 ours | sort >codes
# made PATTERN: which codes stand where ':' does in the names of the site's files.
made() {
	for _file in var/site/"${1%%:*}"[0-9]*"${1##*:}"; do
		_file=${_file#var/site/"${1%%:*}"}
		echo "${_file%"${1##*:}"}"
	done | sort
}
for page in kunta/:.html katsaus/kunta-:.html luvut/kunta-:.csv raportti/:.html; do
	made "$page" >there
	check "each has its $page" cmp -s codes there
done
echo "$counties" | tr ',' '\n' >wanted
for page in katsaus/hva-:.html vuosikello/:.html; do
	made "$page" >there
	check "each county has its $page" cmp -s wanted there
done
check "and its name on it" [ "$(grep -l "<h1>.* hyvinvointialue</h1>" \
	var/site/katsaus/hva-*.html | wc -l)" = 21 ]

# --- what the pages promise -------------------------------------------------------------

check "links, pictures and sections are there" python3 \
	"$SRC/tests/support/links.py" var/site
check "the front page offers all counties to choose from" [ "$(sed -n \
	'/<details class="counties" open>/,/<\/details>/p' var/site/index.html |
	grep -c 'href="#hva-')" = 21 ]
check "an indicator's page too, closed" [ "$(sed -n \
	'/<details class="counties">/,/<\/details>/p' \
	var/site/mittari/sotkanet-127.html | grep -c 'href="#hva-')" = 21 ]
grep '^20 ' ours | while read -r _ code; do
	grep -q 'Tästä kunnasta ei ole lukuja' "var/site/kunta/$code.html" &&
		grep -q 'Yhtäkään mittaria ei voitu arvioida' \
			"var/site/katsaus/kunta-$code.html" &&
		! grep -q '<img' "var/site/kunta/$code.html" &&
		echo "$code"
done >told
check "without figures: each page says so and shows no picture" \
	[ "$(wc -l <told)" = 8 ]
check "the county too" grep -q 'Kunnista ei ole vertailukelpoisia tuoreita lukuja' \
	var/site/katsaus/hva-20.html
check "whose own figure has its source" grep -q \
	'class="sources">.*Kansaneläkelaitos (Kela) (CC BY 4.0)' \
	var/site/katsaus/hva-20.html
check "with figures of one kind: they are shown" [ "$(grep '^21 ' ours | cut -d' ' -f2 |
	while read -r code; do
		grep -l 'id="m-sotkanet-127"' "var/site/kunta/$code.html"
	done | wc -l)" = 21 ]

# --- what is no county ------------------------------------------------------------------

for of in 90:Helsinki 91:Åland; do
	name=${of#*:}
	of=09,${of%:*}
	x load
	check "$name" [ "$status" -eq 2 ]
	check "is told apart" err_has "'${of#09,}': $name is not a wellbeing services county"
done
check "and what stood stands" [ "$(sql 'SELECT count(*) FROM shown_county')" = 21 ]

done_testing
