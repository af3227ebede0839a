# shellcheck shell=sh
# Statistical functions in analysts' own queries.
# shellcheck source=tests/cli/lib.inc
. "$SRC/tests/cli/lib.inc"

run import "$SRC/etl/snapshot/2013-09-08-sotkanet-127.exchange"
run --config "$SRC/config" load
check 'a store' [ "$status" -eq 0 ]
run --config "$SRC/config" --now 2013-10-01 analyse
check 'with trends' [ "$status" -eq 0 ]

# gives NAME EXPRESSION ROWS WANT: EXPRESSION over rows a, b. In the query it is
# printed to twelve digits.
gives() {
	run sql "SELECT iif(v IS NULL, 'nothing', printf('%.12g', v)) FROM
		(SELECT $2 AS v FROM (SELECT column1 AS a, column2 AS b
		 FROM (VALUES $3)))"
	[ "$status" -eq 0 ] && [ "$(tail -n 1 "$out")" = "$4" ]
	result "$1" $?
}

# fails NAME MESSAGE QUERY: with no row, and this line on standard error.
fails() {
	run sql "$3"
	[ "$status" -eq 1 ] && [ "$(wc -l <"$out")" -le 1 ] &&
		[ "$(cat "$err")" = \
			"tilannekuva: sql: var/tilannekuva.db: $2" ]
	result "$1" $?
}

# refuses NAME EXPRESSION ROWS MESSAGE
refuses() {
	fails "$1" "$4" "SELECT $2 FROM (SELECT column1 AS a, column2 AS b
		FROM (VALUES $3))"
}

# --- quantiles ----------------------------------------------------------------

gives 'median, odd' 'median(a)' '(3, 0), (1, 0), (2, 0)' 2
gives 'median, even, and a NULL passed over' 'median(a)' \
	'(4, 0), (NULL, 0), (1, 0)' 2.5
gives 'median of nothing' 'median(a)' '(NULL, 0)' nothing
gives 'median of numbers as text' 'median(a)' "('3', 0), ('5', 0)" 4
gives 'percentile, type 7' 'percentile(a, 10)' \
	'(1, 0), (2, 0), (3, 0), (4, 0), (5, 0)' 1.4
gives 'percentile 0' 'percentile(a, 0)' '(7, 0), (2, 0)' 2
gives 'percentile 100' 'percentile(a, 100)' '(7, 0), (2, 0)' 7
refuses 'percentile: another share in another row' 'percentile(a, b)' \
	'(1, 10), (2, 20)' "percentile: '20': the same share in all rows is expected"
refuses 'percentile: not a share' 'percentile(a, 101)' '(1, 0)' \
	"percentile: '101': a number from 0 to 100 is expected"
refuses 'percentile: no share' 'percentile(a, NULL)' '(1, 0)' \
	"percentile: '': a number from 0 to 100 is expected"
refuses 'median: no number' 'median(a)' "(1, 0), ('x', 0)" \
	"median: 'x': a number is expected"
refuses 'median: not finite' 'median(a)' '(1, 0), (9e999, 0)' \
	"median: 'Inf': a number is expected"

# --- spread -------------------------------------------------------------------

# R: sd(c(2, 4, 4, 4, 5, 5, 7, 9)) = 2.138089935299
gives 'stddev' 'stddev(a)' \
	'(2, 0), (4, 0), (4, 0), (4, 0), (5, 0), (5, 0), (7, 0), (9, 0)' \
	2.1380899353
gives 'stddev of one' 'stddev(a)' '(2, 0)' nothing
gives 'weighted mean' 'weighted_mean(a, b)' '(1, 3), (5, 1), (9, NULL)' 2
gives 'weighted mean without weight' 'weighted_mean(a, b)' '(1, 0)' nothing
gives 'weighted sd' 'weighted_sd(a, b)' '(1, 3), (5, 1)' 1.73205080757
gives 'gini' 'gini(a)' '(1, 0), (2, 0), (3, 0), (4, 0), (5, 0)' 0.266666666667
# R: IC2::calcSGini
gives 'gini, weighted' 'gini(a, b)' \
	'(1, 8418), (2, 912), (3, 8728), (4, 2024), (5, 7348)' 0.289687439124
gives 'gini of equals' 'gini(a)' '(2.3, 0), (2.3, 0)' 0
gives 'gini of negative values' 'gini(a)' '(-1, 0), (2, 0)' nothing
refuses 'gini: a negative weight' 'gini(a, b)' '(1, -2)' \
	"gini: '-2': a weight of 0 or more is expected"

# --- trends -------------------------------------------------------------------

series='(2003, 3), (2001, 1), (2005, 5), (2002, 2), (2004, 4)'
gives 'Theil-Sen, in any order' 'theil_sen(a, b)' "$series" 1
gives 'Mann-Kendall S' 'mann_kendall_s(a, b)' "$series" 10
gives 'Mann-Kendall p, exact' 'mann_kendall_p(a, b)' "$series" 0.0166666666667
gives 'with a gap' 'theil_sen(a, b)' \
	'(2001, 1), (2002, NULL), (2003, 5), (2005, 9)' 2
gives 'two points' 'mann_kendall_p(a, b)' '(2001, 1), (2002, 2)' nothing
gives 'constant' 'mann_kendall_p(a, b)' '(1, 5), (2, 5), (3, 5)' 1
refuses 'two values for a year' 'theil_sen(a, b)' \
	'(2001, 1), (2002, 2), (2001, 3), (2004, 0)' \
	"theil_sen: two values for the year 2001: a series is expected, such as one area's and sex's"
refuses 'no year' 'mann_kendall_s(a, b)' '(2001.5, 1)' \
	"mann_kendall_s: '2001.5': a year such as 2014 is expected"
fails 'too many points' 'theil_sen: more than 2000 values in one group' \
	"WITH RECURSIVE c(y) AS (SELECT 1 UNION ALL SELECT y + 1 FROM c
		WHERE y < 2001) SELECT theil_sen(y, y) FROM c"

# --- in a query ---------------------------------------------------------------

run sql "SELECT count(*) > 40 AS many, sum(abs(p - p2) > 1e-12) AS p,
	  sum(abs(slope - b) > 1e-9) AS slope
	FROM (SELECT t.p, t.slope, mann_kendall_p(f.year, f.value) AS p2,
	    theil_sen(f.year, f.value) AS b
	  FROM v_trend AS t JOIN v_observation AS f
	    USING (indicator, area_kind, area_code, sex)
	  WHERE t.p IS NOT NULL AND f.value IS NOT NULL
	    AND f.year BETWEEN t.first_year AND t.last_year
	  GROUP BY t.area_kind, t.area_code, t.sex)"
printf 'many\tp\tslope\n1\t0\t0\n' >want
check 'the same figures as in v_trend' out_is want
fails 'they are no window functions' \
	'SELECT median(year) OVER () FROM v_observation: median() may not be used as a window function' \
	'SELECT median(year) OVER () FROM v_observation'
run sql "SELECT column1 % 2 AS odd, median(column1) AS m
	FROM (VALUES (1), (2), (3), (4)) GROUP BY 1"
printf 'odd\tm\n0\t3.0\n1\t2.0\n' >want
check 'by groups' out_is want

done_testing
