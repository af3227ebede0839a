# Recorded tables of Kela, Statistics Finland and THL as tables of one's own,
# with RECORDINGS=DIR; without it this is skipped, and said. The largest proof of
# the mergers: the population of 2000-2015 in the division of its time, added
# up, against Sotkanet's indicator 127 of 2023.
# shellcheck shell=sh
# shellcheck source=tests/cli/lib.inc
. "$SRC/tests/cli/lib.inc"

if [ -z "${RECORDINGS:-}" ]; then
	result "recordings # SKIP RECORDINGS is not set" 0
	done_testing
fi
mkdir tables

# take FILE NAME: the recording as a table; the mapping's own lines from stdin.
take() {
	cp "$RECORDINGS/$1" "tables/$2.csv"
	{
		printf '[table]\nproducer = testi\nlicence = CC BY 4.0\n'
		cat
	} >"tables/$2.ini"
}
# of CODE COLUMN CLASS: what stands in [indicator CODE].
of() {
	printf '[indicator %s]\nvalue = %s\nclass = %s\n' "$1" "$2" "$3"
	printf 'title_fi = %s\nunit = x\ndecimals = 1\n' "$1"
}

{
	printf 'area = municipality_code\nyear = division_year\n'
	printf 'add_to_year = -1\ndivision = then\n'
	of vaesto population count
} | take municipalities/population_by_division_2000_2016.csv vaesto
{
	printf 'delimiter = semicolon\nencoding = latin-1\nheader = no\n'
	printf 'area = #1\narea_by = name\narea_kind = kunta seutukunta\n'
	printf 'area.KOKO MAA = maa:358\narea.*maakunta = none\n'
	printf 'area.Ahvenanmaa = none\nfixed_year = 2021\n'
	of asukkaat '#3' count
} | take statfin-pxweb/csv-kuntien_avainluvut-2021-latin1.csv avainluvut
{
	printf 'encoding = latin-1\narea = Area\narea_by = name\n'
	printf 'area_kind = kunta seutukunta maakunta\nfixed_year = 2017\n'
	of taajama Prop.Urban.Areas proportion
} | take statfin-pxweb/kuntien_avainluvut-named-columns.csv nimetty
{
	printf 'delimiter = semicolon\narea = kuntanumero\nyear = vuosi\n'
	printf 'only.aikajakso = vuosi\ncell.NA = missing\n'
	of opintotuki euroa_per_saaja money
	printf 'only.etuus = Opintotuki\nnumerator = saajat\n'
} | take kela/etuudet-ja-saajat-veteli-2007_2015.csv etuudet
{
	printf 'delimiter = semicolon\narea = kunta\narea_by = name\n'
	printf 'year = vuosi\nonly.aikajakso = vuosi\ncell.NA = missing\n'
	of asumistuki asumistuki_keskim_euroa_kk money
	printf 'only.ruokakuntatyyppi = Yhteensä\n'
} | take kela/yleinen-asumistuki-veteli-2007_2019.csv asumistuki
{
	printf 'delimiter = semicolon\narea = kunta\narea_by = name\n'
	printf 'year = vuosi\ncell.NA = missing\n'
	of asumistuki-kk asumistuki_keskim_euroa_kk money
	printf 'only.ruokakuntatyyppi = Yhteensä\n'
} | take kela/yleinen-asumistuki-veteli-2007_2019.csv kuukaudet
{
	printf 'area = alue\narea_by = name\nyear = vuosi\n'
	printf 'area_kind = hyvinvointialue maa\n'
	of tarve kokonaistarvekerroin index
} | take thl-need/need-coefficients-2018_2023.csv tarve

replay=$RECORDINGS/sotkanet-replay
run import --source sotkanet --url regions --fetched-at 2026-03-01 \
	"$replay/regions-2026-reconstructed.json"
years=$(seq 2000 2022 | sed 's/^/\&years=/' | tr -d '\n')
exits "indicator 127 as it was in 2023" 0 import --source sotkanet \
	--fetched-at 2023-06-01 --url "csv?indicator=127$years&genders=total" \
	"$replay/vintage-2023/csv-127-total.csv"
run --config "$SRC/config" --set local.dir=tables --offline \
	--now 2026-03-02T03:00:00Z fetch local
check "months mixed with years are refused, with both lines" err_has \
	"local: kuukaudet.csv: lines"
check "the others are taken" [ "$(grep -c 'local: ' "$err")" -eq 1 ]
exits "they load" 0 --config "$SRC/config" --set local.dir=tables load

# figures INDICATOR: rows, of which numbers, areas.
figures() {
	sql "SELECT count(*), sum(status = 'value'), count(DISTINCT area_kind ||
		area_code) FROM v_observation WHERE source = 'local'
		AND indicator = '$1'"
}
check "key figures without a header: 309 municipalities, 69 sub-regions, the country" \
	[ "$(figures asukkaat)" = "379|379|379" ]
check "key figures by name, 316 rows" [ "$(figures taajama)" = "316|316|316" ]
check "Kela's student aid of one municipality" \
	[ "$(figures opintotuki)" = "7|7|1" ]
check "Kela's housing allowance, the years among the months" \
	[ "$(figures asumistuki)" = "12|12|1" ]
check "THL's coefficients by name" [ "$(figures tarve)" = "138|138|23" ]
check "the population of 462 municipalities that were and are" \
	[ "$(figures vaesto)" = "6636|6622|462" ]

# Both in today's division: Pertunmaa, of 2025, is added up on the right.
sql "CREATE TEMP TABLE b AS SELECT coalesce(m.today_code, o.area_code) AS code,
	o.year, sum(o.value) AS value FROM v_observation AS o LEFT JOIN v_merger
	AS m ON m.old_code = o.area_code AND m.kind IN ('merged', 'new_code')
	WHERE o.source = 'sotkanet' AND o.indicator = '127'
	AND o.area_kind = 'kunta' AND o.year BETWEEN 2000 AND 2015 GROUP BY 1, 2;
	SELECT count(*), sum(a.value = b.value),
	sum(a.status = 'not_applicable'), sum(a.status IS NULL) FROM b
	LEFT JOIN v_observation AS a ON a.source = 'local'
	AND a.indicator = 'vaesto' AND a.area_kind = 'kunta'
	AND a.area_code = b.code AND a.year = b.year" >sums
check "308 municipalities, 16 years: 4 817 of 4 928 sums are the very figure, 12 are refused as split" \
	[ "$(cat sums)" = "4928|4817|12|0" ]
check "those refused are Jämsä and Orivesi before Längelmäki was parted" \
	[ "$(sql "SELECT group_concat(DISTINCT area_fi), min(year), max(year)
	FROM v_observation WHERE indicator = 'vaesto'
	AND status = 'not_applicable'")" = "Jämsä,Orivesi|1999|2005" ]
done_testing
