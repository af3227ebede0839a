# `plot`: all charts of a small county, and single ones of any series.
# shellcheck shell=sh
# shellcheck source=tests/cli/lib.inc
. "$SRC/tests/cli/lib.inc"

at() { run -v --config "$SRC/config" --set site.counties=18 \
	--now 2026-03-02T03:00:00Z "$@"; }


exits 'there is no store yet' 1 plot
check 'it is named' err_has 'plot: var/tilannekuva.db'

at import "$SRC"/etl/snapshot/2026-03-01-sotkanet-areas.exchange \
	"$SRC"/etl/snapshot/2025-10-01-sotkanet-228.exchange \
	"$SRC"/etl/snapshot/2025-10-01-sotkanet-683.exchange
at load
at analyse

# --- all of them

wanted=$(sql "SELECT count(*) FROM (SELECT DISTINCT indicator, area
	FROM observation WHERE sex = 0 AND area IN
	(SELECT a.id FROM area_member AS m JOIN area AS a ON a.id = m.area
	 JOIN area AS h ON h.id = m.parent WHERE a.kind = 'kunta'
	 AND h.kind = 'hyvinvointialue' AND h.code = '18'))")
at plot
all=$(sql 'SELECT count(*) FROM v_chart')
check 'all are drawn' grep -qx "plot: $all charts, $all of them drawn" "$err"
check 'there are some' [ "$wanted" -gt 5 ]
check 'every series has its chart' \
	[ "$(find var/charts -name 'trend-*-fi.*' | wc -l)" -eq $((4 * wanted)) ]
check 'each as SVG, PNG, PDF and CSV' \
	[ "$(find var/charts -name '*-*.*' | wc -l)" -eq $((4 * all)) ]
check 'in each of three languages' [ "$(for l in sv en "fi"; do
	find var/charts -name "*-$l.svg" | wc -l; done | sort -u)" -eq $((all / 3)) ]
check 'every municipality has its spine, every county its maps' [ "$(sql \
	"SELECT count(*) FROM v_chart WHERE kind = 'spine'
	   AND indicator IS NULL AND area_kind = 'kunta' AND lang = 'sv'
	 UNION ALL SELECT count(*) FROM v_chart WHERE kind = 'map'
	   AND area_code = '18' AND lang = 'en'" | tr '\n' ' ')" = '8 2 ' ]
check 'the table knows them' [ "$(sql "SELECT count(*) FROM v_chart
	WHERE kind = 'trend' AND lang = 'fi' AND length(alt) > 40")" -eq \
	"$wanted" ]
check 'the manifest lists them' \
	[ "$(wc -l <var/charts/MANIFEST)" -eq "$all" ]
check 'nothing else is left' \
	[ "$(find var/charts* -type f | wc -l)" -eq $((4 * all + 2)) ]

find var/charts -type f -exec sha256sum {} + | sort >before
sleep 1
touch mark
at plot
check 'the second time nothing is drawn' \
	grep -qx "plot: $all charts, 0 of them drawn" "$err"
check 'no file is touched' \
	[ -z "$(find var/charts -type f -newer mark)" ]
rm -r var/charts
at plot
find var/charts -type f -exec sha256sum {} + | sort >after
check 'drawn anew they are the same bytes' cmp -s before after

# --- one of them

at plot --area 398 --indicator 228 --out lahti.svg
check 'a municipality that is not shown' [ "$status" -eq 0 ]
check 'no words about it' err_empty
check 'in Finnish' grep -q '<svg role="img" lang="fi"' lahti.svg
check 'its texts are text' \
	grep -q '<text>Lasten pienituloisuusaste</text>' lahti.svg
at plot --area kunta:398 --indicator sotkanet:228 --lang sv --out lahti.svg
check 'in Swedish' grep -q '<title>.*, Lahtis</title>' lahti.svg
at plot --area 398 --indicator 683 --lang en --format svg
check 'to standard output, in English' out_has '<text>Whole country'
at plot --area hyvinvointialue:07 --indicator 683 --out county.csv
check 'a county' [ "$(sed -n 2p county.csv | cut -d, -f1-3)" = \
	'area,2005,hyvinvointialue' ]
at plot --area maa:358 --indicator 683 --out country.csv
check 'the country is not compared with itself' \
	[ "$(tail -n +2 country.csv | cut -d, -f1 | sort -u | tr '\n' ' ')" = \
	'area ' ]
at plot --area 398 --indicator 683 --out lahti.png
check 'a PNG' [ "$(head -c 4 lahti.png | tail -c 3)" = PNG ]
at plot --area 398 --indicator 683 --format csv --out lahti.data
check 'a format beside the ending' grep -q '^area,2015,kunta,398,Lahti' \
	lahti.data

at plot --kind rank --area hyvinvointialue:18 --indicator 228 --width 16cm \
	--out rank.png
check 'a PNG for paper' [ "$(head -c 20 rank.png | tail -c 4 |
	od -An -tu1 | tr -s ' ')" = ' 0 0 7 97' ]
at plot --kind map --area hyvinvointialue:18 --indicator 228 --out map.pdf
check 'a PDF' [ "$(head -c 5 map.pdf)" = '%PDF-' ]
check 'its letters come along' [ "$(pdffonts map.pdf | tail -n +3 |
	grep -cv ' yes yes ')" -eq 0 ]
check 'and can be read' eval 'pdftotext map.pdf - | grep -q Pienituloisuus ||
	pdftotext map.pdf - | grep -q pienituloisuus'
at plot --kind spine --area 398 --lang sv --width column --out spine.svg
check 'an SVG for paper' grep -q ' width="8cm"' spine.svg
check 'laid out anew' grep -q ' viewBox="0 0 400 ' spine.svg
at plot --area 398 --indicator 228 --width 9cm --out lahti.pdf
check 'a PDF is as wide as it was asked to be' eval \
	'pdfinfo lahti.pdf | grep -q "^Page size: *25[45]"'
at plot --kind multiples --area hyvinvointialue:18 --indicator 228 \
	--format csv
check 'figures of small panels' out_has 'area,'

at plot --kind rug --area hyvinvointialue:07 --lang sv --out rug.svg
check 'a rug' grep -q '<desc>Lapptäcke: ' rug.svg

# --- what cannot be

exits 'a funnel without denominators' 1 \
	plot --kind funnel --area hyvinvointialue:18 --indicator 228
check 'the reason is said' err_has 'it is not known of how many'
exits 'a clock of a county without negotiations' 1 \
	plot --kind clock --area hyvinvointialue:18
check 'that is said too' err_has 'no negotiation is known'

says 'an area that nobody knows' 2 \
	"tilannekuva: plot: unknown area kunta:999; \`areas\` tells the codes" \
	plot --area 999 --indicator 228
says 'an indicator that nobody knows' 2 \
	"tilannekuva: plot: unknown indicator sotkanet:x; \`indicators\` tells the ids" \
	plot --area 398 --indicator x
says 'an area without a code' 2 \
	"tilannekuva: plot: --area ':': [KIND:]CODE is expected; \`areas\` tells the codes" \
	plot --area : --indicator 228
says 'a kind of chart that there is not' 2 \
	"tilannekuva: plot: unknown kind of chart 'pie': trend, spine, rug, multiples, map, rank, slope, funnel, clock" plot --kind pie
says 'a format that there is not' 2 \
	"tilannekuva: plot: unknown format 'gif': svg, png, pdf or csv" \
	plot --area 398 --indicator 228 --out x.gif
says 'a file without ending' 2 \
	'tilannekuva: plot: --out x: say --format svg, png, pdf or csv' \
	plot --area 398 --indicator 228 --out x
says 'a language that there is not' 2 \
	"tilannekuva: plot: --lang 'de': fi, sv or en is expected" \
	plot --area 398 --indicator 228 --lang de
says 'half a series' 2 \
	'tilannekuva: plot: one chart of kind trend needs --indicator' \
	plot --area 398
says 'a file for all charts' 2 \
	'tilannekuva: plot: --format, --lang, --width and --out need one chart: --kind, --area, --indicator' \
	plot --out x.svg
says 'a width that is none' 2 \
	"tilannekuva: plot: --width '3m': from 4cm to 60cm, column, page or slide" \
	plot --area 398 --indicator 228 --width 3m
says 'an indicator for a kind that has none' 2 \
	'tilannekuva: plot: --indicator: a chart of kind spine has no single one' \
	plot --kind spine --area 398 --indicator 228
exits 'a kind that needs a county' 1 plot --kind rank --area 398 --indicator 228
check 'it says so' err_has 'an area with municipalities is expected'
says 'a word too many' 2 "tilannekuva: plot: unexpected word 'all'" plot all
says 'a device' 2 'tilannekuva: plot: --out /dev/null: not a file' \
	plot --area 398 --indicator 228 --format csv --out /dev/null
exits 'a folder that is not there' 1 \
	plot --area 398 --indicator 228 --out nowhere/x.svg
check 'nothing is left of it' [ ! -e nowhere ]

done_testing
