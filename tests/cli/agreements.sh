# What became of what was agreed, on the shipped figures of several years: the
# Gini coefficient (3126) as it was downloaded in 2013 and, revised, in 2025.
# shellcheck shell=sh
# shellcheck source=tests/cli/lib.inc
. "$SRC/tests/cli/lib.inc"

cp -r "$SRC/config" config
t() {
	run --config config --offline "$@"
}
# at DAY: the picture as of that day, on that day.
at() {
	t --now "${1}T03:00:00Z" rebuild --as-of "$1"
	[ "$status" -eq 0 ] && t --now "${1}T03:00:00Z" analyse
}
# agreement MEASURE INDICATOR TOWN: its row in short.
agreement() {
	sql "SELECT agreed_value, agreed_year, coalesce(revised_value, '-'),
		coalesce(current_value, '-'), coalesce(current_year, '-'),
		verdict, note FROM v_agreement WHERE negotiation = 'T-2013'
		AND measure = '$1' AND indicator = '$2' AND area_code = '$3'
		AND area_kind = 'kunta' AND sex = 'total'"
}

t --now 2026-03-02T03:00:00Z import "$SRC"/etl/snapshot/*.exchange
t negotiation new T-2013 --from PH-2025
check "a negotiation of the past is made of another" [ "$status" -eq 0 ]
n=config/negotiations/T-2013
rm $n/items.csv $n/texts.csv $n/resources.csv $n/points.csv $n/feedback.csv \
	$n/rounds.csv
cat >$n/negotiation.csv <<-'END'
	id,status,county,date,title
	T-2013,agreed,17,2013-12-31,Koe
END
cat >$n/priorities.csv <<-'END'
	id,kind,text
	P1,topic,Toimeentulo
	P2,topic,Yhteistyö
	P3,topic,Taustaa
END
cat >$n/links.csv <<-'END'
	priority,indicator,role,strength,why,decided_by
	P1,3126,outcome,direct,koe,koe
	P1,181,outcome,proxy,koe,koe
	P1,284,outcome,direct,koe,koe
	P3,761,context,context,koe,koe
	P3,4298,outcome,weak,koe,koe
END
cat >$n/measures.csv <<-'END'
	id,text,agreed,responsible,effect,lag_years,priorities,indicators,decided_by
	M1,Tuloerot pienenevät,2013-12-31,kunnat,,,P1,,koe
	M2,Yhteistyö,2013-12-31,,,,,,
	M3,Hitaasti,2013-12-31,,"vähenee, tavoite 20,0 vuonna 2027",20,,3126,koe
	M4,Taustaa,2013-12-31,,,,P3,,koe
	M5,Lapset,2013-12-31,,"tavoite 9,0 vuonna 2026",,,228,koe
END
cat >$n/worries.csv <<-'END'
	id,date,area,by,priority,text
	W1,2013-12-31,280,kunta,P1,Tuloerot kasvavat
	W2,2013-12-31,280,kunta,P2,Tietoa ei ole
END
t negotiation check T-2013
check "it is right" [ "$status" -eq 0 ]

# --- over the years --------------------------------------------------------------

at 2014-01-05
check "a picture of 2014" [ "$status" -eq 0 ]
check "in 2014 it is too early" [ "$(agreement M1 3126 280)" = \
	"27.3|2011|27.3|27.3|2011|too_early|" ]
at 2025-12-01
check "three numbers: as agreed, as revised, now" [ "$(agreement M1 3126 280)" = \
	"27.3|2011|27.1|23.2|2023|improved|class_without_interval" ]
check "what was agreed upon is what was known" [ "$(sql "SELECT count(*),
	sum(agreed_value <> revised_value) > 5 FROM v_agreement
	WHERE negotiation = 'T-2013' AND measure = 'M1' AND indicator = '3126'
	AND area_kind = 'kunta'")" = "14|1" ]
check "a measure whose effect takes twenty years" [ "$(agreement M3 3126 280 |
	cut -d'|' -f6)" = too_early ]
check "nothing of 181 since" [ "$(agreement M1 181 280 | cut -d'|' -f5,6)" = \
	"2011|too_early" ]
check "what nobody knew has no figure" [ "$(sql "SELECT DISTINCT verdict, note
	FROM v_agreement WHERE negotiation = 'T-2013' AND indicator = '284'")" = \
	"not_measurable|nothing_known" ]
check "a measure without an indicator" [ "$(sql "SELECT verdict, note
	FROM v_agreement WHERE negotiation = 'T-2013' AND measure = 'M2'")" = \
	"not_measurable|no_indicator" ]
check "what is for background only is not judged" [ "$(sql "SELECT DISTINCT
	verdict FROM v_agreement WHERE negotiation = 'T-2013'
	AND measure = 'M4' AND agreed_value IS NOT NULL")" = value_only ]
at 2026-03-02
check "one figure since is not a change" [ "$(agreement M1 181 280 |
	cut -d'|' -f5-)" = "2019|no_detectable_change|no_numerator; too_few_points" ]
check "nothing is claimed without evidence" [ "$(sql "SELECT count(*)
	FROM v_agreement WHERE verdict IN ('improved', 'worsened', 'risen',
	'fallen') AND (evidence IS NULL OR q IS NULL OR q > 0.05
	OR strength NOT IN ('direct', 'proxy') OR low * high <= 0
	OR change * low <= 0)")" -eq 0 ]
check "and something is" [ "$(sql "SELECT count(*) > 0 FROM v_agreement
	WHERE verdict = 'improved'")" -eq 1 ]

# --- what was agreed upon stays, and equals the picture of that day ---------------

q="SELECT DISTINCT source, indicator, area_kind, area_code, sex, agreed_year,
	agreed_value FROM v_agreement WHERE negotiation = 'T-2013'
	AND agreed_value IS NOT NULL ORDER BY 1, 2, 3, 4, 5"
sql "$q" >now
VAR=day t --var day import "$SRC"/etl/snapshot/*.exchange
t --var day --now 2026-03-02T03:00:00Z rebuild --as-of 2013-12-31
VAR=day sql "WITH newest AS (SELECT o.source, o.indicator, o.area_kind,
	o.area_code, o.sex, max(o.year), o.value FROM v_observation AS o
	WHERE o.value IS NOT NULL GROUP BY 1, 2, 3, 4, 5)
	SELECT * FROM newest WHERE indicator IN ('3126', '181', '761')
	AND area_kind = 'kunta' AND area_code IN (SELECT code FROM v_area
	WHERE kind = 'kunta' AND hva_code = '17') ORDER BY 1, 2, 3, 4, 5" >that_day
check "as the picture rebuilt as of the day has it" cmp now that_day
check "with many figures" [ "$(wc -l <now)" -ge 42 ]

t --now 2026-03-02T03:00:00Z rebuild
t --now 2026-03-02T03:00:00Z analyse
# one more followed indicator, of before the day: its baseline appears
head -n 1 "$SRC/etl/snapshot/2025-10-01-sotkanet-228.exchange" >late.exchange
sed -n '2,$p' "$SRC/etl/snapshot/2025-10-01-sotkanet-228.exchange" |
	sed 's/^fetched_at 2025-10-01/fetched_at 2013-06-01/; s/=228&/=284\&/
		s/^indicator 228/indicator 284/' >>late.exchange
t --now 2026-03-02T03:00:00Z import late.exchange
check "an answer of before the day comes late" [ "$status" -eq 0 ]
t --now 2026-03-02T03:00:00Z load
t --now 2026-03-02T03:00:00Z analyse
sql "SELECT * FROM v_agreement ORDER BY 1, 2, 6, 7, 13, 8, 25" >along
check "it gives a baseline" [ "$(sql "SELECT count(*) > 0 FROM v_agreement
	WHERE indicator = '284' AND agreed_value IS NOT NULL")" -eq 1 ]
t --now 2026-03-02T03:00:00Z rebuild
t --now 2026-03-02T03:00:00Z analyse
sql "SELECT * FROM v_agreement ORDER BY 1, 2, 6, 7, 13, 8, 25" >anew
check "brought along and made anew are the same" cmp along anew

# --- the paper, worries, needs, foresight ----------------------------------------

t --now 2026-03-02T03:00:00Z negotiation show T-2013
tr '\n' ' ' <"$out" | tr -s ' ' >paper
check "the paper has the three numbers" grep -qF \
	"Korsnäs: sovittaessa 27,3 (2011), tarkistettu 27,1, nyt 23,2 (2023): parantunut" \
	paper
check "and counts the municipalities" grep -qF \
	"kunnat: ei havaittavaa muutosta 12, parantunut 1, heikentynyt 1" paper
check "a worry without figures becomes a need" [ "$(sql "SELECT worry, verdict
	FROM v_worry_check WHERE worry = 'W2'"; sql "SELECT need FROM v_data_need
	WHERE kind = 'worry' AND item = 'W2'")" = "W2|no_data
no_data" ]
check "a worry that the figures contradict or not is told" [ "$(sql "SELECT
	verdict IN ('supported', 'not_supported', 'contradicted', 'no_data')
	FROM v_worry_check WHERE worry = 'W1'")" -eq 1 ]
check "needs" [ "$(sql "SELECT kind || ' ' || item || ' ' || need
	FROM v_data_need WHERE negotiation = 'T-2013' AND kind <> 'worry'
	ORDER BY 1")" = "indicator P1 old_figures
measure M2 no_indicator
measure M4 weak_links_only
priority P2 no_indicator
priority P3 weak_links_only" ]
check "a target is read" [ "$(sql "SELECT measure, indicator, target, target_year
	FROM v_target")" = "M3|3126|20.0|2027
M5|228|9.0|2026" ]
check "what it would take" [ "$(sql "SELECT DISTINCT current_value,
	current_year, target, round(needed, 3) FROM v_foresight
	WHERE negotiation = 'T-2013' AND indicator = '3126'
	AND area_code = '280'")" = "23.2|2023|20.0|-0.8" ]

check "beside the forecast, in the target's year alone" [ "$(sql "SELECT
	sum(year = 2026) > 10, sum(within IS NOT NULL AND year <> 2026),
	sum(year = 2026 AND within <> (9 BETWEEN low80 AND high80)),
	count(DISTINCT within), max(abs(needed - (9 - current_value) / 3)) < 1e-9
	FROM v_foresight WHERE negotiation = 'T-2013' AND indicator = '228'")" = \
	"1|0|0|2|1" ]

# --- since the negotiation --------------------------------------------------------

t --now 2026-03-02T03:00:00Z diff --negotiation T-2013
check "since the negotiation" [ "$status" -eq 0 ]
check "by priority, then by measure" [ "$(sed '1d; /\tverdict\t/d' "$out" |
	cut -f1,4 | uniq | tr '\t' ' ' | tr '\n' ,)" = \
	"P1 3126,P1 181,P3 761,M3 3126,M5 228," ]
check "and what was agreed, where it is another" [ "$(grep -c \
	"^M1	verdict	.*	kunta:280	Korsnäs	total	2011-2023		liian aikaista sanoa	parantunut$" \
	"$out")" -eq 1 ]
check "with new years and revisions" [ "$(cut -f1,2,4 "$out" | grep -c \
	"^P1	revised	3126")" -eq 17 ]
t --now 2026-03-02T03:00:00Z diff --negotiation T-2013 2025-12-01
check "from another day on" [ "$(sed '1d; /\tverdict\t/d' "$out" | cut -f4 |
	sort -u | tr '\n' ' ')" = "181 3126 761 " ]
says "no such negotiation" 2 \
	"tilannekuva: diff: --negotiation 'NO': see \`tilannekuva negotiation list\`" \
	--config config diff --negotiation NO
says "two ways to choose" 2 \
	"tilannekuva: diff: --negotiation says which indicators: --indicator cannot stand beside it" \
	--config config diff --negotiation T-2013 --indicator 5

# The answer of 2025 as it would have been in 2018: cut to the years until 2017.
awk '/^request/ { gsub(/&years=(2018|2019|202[0-9])/, "") }
	/^scope/ { sub(/2023/, "2017") }
	/^fetched_at/ { sub(/2025-10-01/, "2018-12-01") }
	/^kunta/ { NF = $4 > 2017 ? 0 : 4 + 2018 - $4 }
	!/^kunta/ || NF > 4' "$SRC/etl/snapshot/2025-10-01-sotkanet-3126.exchange" |
	awk 'NF || NR < 20' >2018-12-01-sotkanet-3126.exchange
t --now 2026-03-02T03:00:00Z import 2018-12-01-sotkanet-3126.exchange
check "the cut answer is taken in" [ "$status" -eq 0 ]
for day in 2014-01-05 2018-12-31 2026-03-02; do
	at $day
	agreement M1 3126 280
done >course
cat >want <<-'END'
	27.3|2011|27.3|27.3|2011|too_early|
	27.3|2011|27.1|25.8|2017|no_detectable_change|class_without_interval
	27.3|2011|27.1|23.2|2023|improved|class_without_interval
END
check "too early, no detectable change, improved" cmp want course
done_testing
