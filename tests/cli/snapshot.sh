# The shipped snapshot: enough of it, every region an area, sums that hold.
# shellcheck shell=sh
# shellcheck source=tests/cli/lib.inc
. "$SRC/tests/cli/lib.inc"

run -v import "$SRC"/etl/snapshot/*.exchange
check "every file is taken in" [ "$status" -eq 0 ]
check "none is refused" err_has "61 files, 61 new, 0 same, 0 refused"
run --config "$SRC/config" load
check "it loads" [ "$status" -eq 0 ]
check "at least 275 000 figures" [ "$(sql "SELECT count(*) FROM v_observation
	WHERE status = 'value'")" -ge 275000 ]
check "of at least 50 indicators" [ "$(sql "SELECT count(DISTINCT indicator)
	FROM v_observation")" -ge 50 ]
check "every figure's region is an area" [ "$(sql "SELECT count(*)
	FROM v_observation WHERE area_kind = 'unknown' OR area_fi = ''")" -eq 0 ]
check "the two counties have 10 and 23 municipalities" [ "$(sql "SELECT hva_code,
	count(*) FROM v_area WHERE kind = 'kunta' AND hva_code IN ('08', '09')
	GROUP BY 1" | tr '\n' ' ')" = "08|23 09|10 " ]
# Diabetes medication, indicator 683: the municipalities' persons add up to their
# county's in every year and both counties.
check "683: municipalities sum to their county, 18 of 18" [ "$(sql "
	WITH m AS (SELECT a.hva_code AS hva, o.year, sum(o.numerator) AS persons
	    FROM v_observation AS o JOIN v_area AS a ON a.kind = o.area_kind
	      AND a.code = o.area_code
	    WHERE o.indicator = '683' AND o.area_kind = 'kunta'
	      AND o.year BETWEEN 2015 AND 2023 AND a.hva_code IN ('08', '09')
	    GROUP BY 1, 2)
	SELECT count(*), sum(m.persons = c.numerator) FROM m
	JOIN v_observation AS c ON c.indicator = '683' AND c.year = m.year
	  AND c.area_kind = 'hyvinvointialue' AND c.area_code = m.hva")" = "18|18" ]
check "its figures know their download" [ "$(sql "SELECT group_concat(d, ' ')
	FROM (SELECT DISTINCT substr(fetched_at, 1, 10) AS d FROM v_provenance
	  ORDER BY 1)")" = "2013-09-08 2023-06-01 2025-10-01 2026-03-01" ]
check "every producer has terms" [ "$(sql "SELECT count(*) FROM v_indicator
	WHERE licence = ''")" -eq 0 ]

check "titles are there in three languages" [ "$(sql "SELECT count(*)
	FROM v_indicator WHERE first_year IS NOT NULL
	AND '' IN (title_fi, title_sv, title_en)")" -eq 0 ]
# As of the end of 2013 only that download was known.
run --config "$SRC/config" rebuild --as-of 2013-12-31
check "as of a past day it holds that day's figures" [ "$(sql "SELECT count(*),
	max(year) FROM v_observation")" = "218703|2012" ]
run --config "$SRC/config" load
check "and a load comes back to today" [ "$(sql "SELECT max(year)
	FROM v_observation")" -eq 2024 ]

# --- a funnel over it

run --config "$SRC/config" --now 2026-03-02T03:00:00Z analyse
check "it is analysed" [ "$status" -eq 0 ]
run --config "$SRC/config" plot --kind funnel --area hyvinvointialue:09 --indicator 683 --format csv
check 'a funnel: the county among the others' [ "$(grep -c '^area,' "$out") $(
	grep -c '^other,' "$out")" = '10 23' ]
check 'with limits and their target' [ "$(grep -c '^limit,' "$out") $(
	grep -c '^target,' "$out")" = '40 1' ]
check 'which are those that positions are judged by' [ "$(sql "SELECT
	sum(p.value > max(a.high998, b.high998) + 0.05 AND p.unusual <> 'high'
	  OR p.value < min(a.low998, b.low998) - 0.05 AND p.unusual <> 'low'
	  OR p.value BETWEEN max(a.low998, b.low998) + 0.05
	    AND min(a.high998, b.high998) - 0.05 AND p.unusual <> 'usual')
	  || ' ' || (count(*) > 100)
	FROM position AS p
	JOIN funnel_limit AS a ON a.indicator = p.indicator AND a.sex = p.sex
	  AND a.year = p.year AND a.denominator = (SELECT max(denominator)
	    FROM funnel_limit WHERE indicator = p.indicator AND sex = p.sex
	    AND year = p.year AND denominator <= p.denominator)
	JOIN funnel_limit AS b ON b.indicator = p.indicator AND b.sex = p.sex
	  AND b.year = p.year AND b.denominator = (SELECT min(denominator)
	    FROM funnel_limit WHERE indicator = p.indicator AND sex = p.sex
	    AND year = p.year AND denominator >= p.denominator)
	WHERE p.unusual IS NOT NULL")" = '0 1' ]

done_testing
