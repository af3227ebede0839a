# shellcheck shell=sh
# `stat trend` and `stat breaks`: methods on yearly series. With ORACLES=DIR (a
# folder of expected figures of other programs, trend/ and breaks/) whole files
# are compared. tests/cli/stat.sh compares trend/mk_expected, sen_expected and
# mk_ties_expected; of the others there
#
# - trend/autocorr_expected: r1 is compared through the same figure about a least
#   squares line; hamed_rao*, yue_wang*, pw, tfpw and bcpw are other adjustments
#   than ours, of which none keeps its promise in series this short;
# - trend/loglinear_apc: ols_* serve as a check of the line; apc and log_* are of
#   a regression that is not offered;
# - trend/count_trend_*: regressions of counts are not offered;
# - trend/published_examples: in tests/unit/test_stats.c, except the two of
#   Kendall (1976) whose x has ties: a year comes once;
# - breaks/changepoint: snht, buishand and supF are not offered, bp_mean_breaks is
#   of up to two steps, bp_lin_BIC1 and bp_lin_1 are of two lines;
# - breaks/joinpoint_grid_lm, breaks/segmented: joined lines are not offered;
# - multiple_testing/fdr_tsbh: another procedure than the two that are offered.
. "$SRC/tests/cli/lib.inc"

CONFIG=$SRC/config

# --- breaks -----------------------------------------------------------------

cat >in <<'EOF'
series_id,year,value
step,2012,7
step,2001,1
step,2002,2
step,2003,1
step,2004,2
step,2005,1
step,2006,2
step,2007,8
step,2008,7
step,2009,8
step,2010,7
step,2011,8
few,2001,1
few,2002,
EOF
feed in stat breaks
check 'breaks: exit status' test "$status" -eq 0
# by hand: means 1.5 and 7.5, twelve residuals of a half; all 36 pairs fall
check 'breaks: a step' [ "$(grep '^step,' "$out" | cut -d, -f1-7)" = \
	'step,12,1,2007,1.5,7.5,3' ]
check 'breaks: Pettitt' [ "$(grep '^step,' "$out" | cut -d, -f11,13)" = \
	'36,2007' ]
check 'breaks: too few points' grep -q '^few,1,0,,,,,,,,,,$' "$out"
printf 'series_id,year,value\na,2001,1\na,2001,2\n' >in
feed in stat breaks
check 'breaks: a year twice' [ "$status" -eq 2 ]
check 'is named' err_has 'row 3, column year'

# --- the same figures as other programs --------------------------------------

# The series once more, by year: year[id, i], value[id, i], points[id].
cat >series.awk <<'EOF'
file == 2 {
	points[$1]++
	year[$1, points[$1]] = $2
	value[$1, points[$1]] = $3
	next
}
EOF

cat series.awk - >breaks.awk <<'EOF'
function at_year(name, position) {
	if (position != "")
		differ($1 " " name, our(name), year[$1, position + 1], 0, 0)
}
{
	differ($1 " n", our("n"), their("n"), 0, 0)
	differ($1 " K", our("pettitt_k"), their("pettitt_U"), 0, 0)
	differ($1 " p", our("pettitt_p"), their("pettitt_p_approx"), 1e-12, 0)
	at_year("pettitt_year", their("pettitt_idx"))
	differ($1 " rss", our("rss"), their("bp_mean_RSS1"), 1e-12, 0)
	differ($1 " none", our("bic_none"), their("bp_mean_BIC0"), 1e-12, 0)
	differ($1 " one", our("bic_one"), their("bp_mean_BIC1"), 1e-12, 0)
	at_year("year", their("bp_mean_1"))
	# they take years near 2000 as they are, which costs them digits
	differ($1 " line", our("bic_line"), their("bp_lin_BIC0"), 1e-7, 0)
}
EOF

# The line by its other side: the standard error of lm's slope.
cat series.awk - >line.awk <<'EOF'
{
	n = points[$1]; mt = stt = 0
	for (i = 1; i <= n; i++)
		mt += year[$1, i] / n
	for (i = 1; i <= n; i++)
		stt += (year[$1, i] - mt) ^ 2
	rss = their("ols_se") ^ 2 * (n - 2) * stt
	if (n >= 6 && rss > 1e-20)
		differ($1 " line", our("bic_line"),
		       3 * log(n) + n * (1 + log(6.283185307179586 * rss / n)),
		       1e-11, 0)
}
EOF

# r1 and f of METHODS once more; the same r1 about a least squares line is R's.
cat series.awk - >persistence.awk <<'EOF'
function r1_about(id, n, b,    i, m, near, square) {
	m = near = square = 0
	for (i = 1; i <= n; i++)
		m += (value[id, i] - b * (year[id, i] - 2000)) / n
	for (i = 1; i <= n; i++) {
		e[i] = value[id, i] - b * (year[id, i] - 2000) - m
		square += e[i] ^ 2
		if (i > 1)
			near += e[i] * e[i - 1]
	}
	return square > 1e-18 ? near / square : ""
}
function least_squares(id, n,    i, mt, mx, stt, stx) {
	mt = mx = stt = stx = 0
	for (i = 1; i <= n; i++) {
		mt += year[id, i] / n
		mx += value[id, i] / n
	}
	for (i = 1; i <= n; i++) {
		stt += (year[id, i] - mt) ^ 2
		stx += (year[id, i] - mt) * (value[id, i] - mx)
	}
	return stx / stt
}
function factor(n, r1,    rho, i, j, sum) {
	rho = (n * r1 + 2) / (n - 4)
	rho = rho < 0 ? 0 : rho > 0.95 ? 0.95 : rho
	sum = 0
	for (i = 1; i <= n; i++)
		for (j = 1; j <= n; j++)
			sum += i == j ? 1 : rho ^ size(i - j)
	return sum / n
}
{
	n = points[$1]
	differ($1 " r1 (lm)", r1_about($1, n, least_squares($1, n)),
	       their("acf1_ols_resid"), 1e-7, 0)
	if (our("slope") == "" || our("r1") == "")
		next
	differ($1 " r1", our("r1"), r1_about($1, n, our("slope")), 1e-8, 1e-10)
	differ($1 " f", our("f"), n < 7 ? 1 : factor(n, our("r1")), 1e-9, 0)
}
EOF

# A series of n points whose Mann-Kendall S is that of the row: the numbers
# from 1 to n with so many inversions. Both files have n and S first.
cat >arrange.awk <<'EOF'
FNR > 1 {
	n = $1
	inversions = (n * (n - 1) / 2 - $2) / 2
	for (i = 1; i <= n; i++)
		left[i] = i
	for (i = 1; i <= n; i++) {
		step = inversions < n - i ? inversions : n - i
		inversions -= step
		print $1 ":" $2 "," i "," left[step + 1]
		for (j = step + 1; j <= n - i; j++)
			left[j] = left[j + 1]
	}
}
EOF

cat >null.awk <<'EOF'
{
	id = $1 ":" $2
	p = ours[id, column(1, "p_exact")]
	differ(id " s", ours[id, column(1, "s")], $2, 0, 0)
	if ($2 == 0)
		differ(id " p", p, 1, 0, 0)
	else if (printed)
		# to the digits of the book; one entry is cut, not rounded
		differ(id " p", p / 2, $3, 0,
		       ($3 == "0.00019" ? 2 : 1.00001) / \
		       2 * 10 ^ -(length($3) - 2))
	else
		differ(id " p", p / 2, $3, 0, 1e-12)
}
EOF

if [ -n "${ORACLES:-}" ]; then
	series=$ORACLES/trend/series.csv
	{ head -n 1 "$series"; sed 1d "$series" |
		LC_ALL=C sort -t, -k1,1 -k2,2n; } >sorted.csv
	feed "$series" stat breaks
	compare 'oracles: breaks' breaks.awk sorted.csv \
		"$ORACLES/breaks/changepoint.csv"
	compare 'oracles: the straight line' line.awk sorted.csv \
		"$ORACLES/trend/loglinear_apc.csv"
	feed "$series" stat trend
	compare 'oracles: persistence' persistence.awk sorted.csv \
		"$ORACLES/trend/autocorr_expected.csv"
	for f in mk_exact_null gilbert1987_tableA18; do
		{ echo series_id,year,value; awk -F, -f arrange.awk \
			"$ORACLES/trend/$f.csv"; } >arranged.csv
		feed arranged.csv stat trend
		case $f in
		gilbert*) { echo 'BEGIN { printed = 1 }'; cat null.awk; } ;;
		*) cat null.awk ;;
		esac >these.awk
		compare "oracles: $f" these.awk "$ORACLES/trend/$f.csv"
	done
	# Unified Guidance, Example 17-6: the tenths of a year stand for years
	awk -F, 'NR == 1 { print "series_id,year,value" }
		NR > 1 { printf "epa,%.0f,%s\n", 10 * $1, $2 }' \
		"$ORACLES/trend/epa2009_ex17_6_sulfate.csv" >epa.csv
	feed epa.csv stat trend
	cat >epa.awk <<'EOF'
	{
		$1 = "epa"
		differ("n", our("n"), 23, 0, 0)
		# their tau leaves the ties out of account
		differ("tau", our("s") / 253, 0.7667984, 0, 5e-8)
		differ("z", our("z"), 5.107322, 0, 5e-7)
		differ("slope", 10 * our("slope"), 26.6666667, 0, 5e-8)
		differ("intercept", our("intercept"), -1909.3333333, 0, 5e-8)
		# theirs 20.0 and 35.71182: ours is never narrower
		if (10 * our("low95") > 20.000001 ||
		    10 * our("high95") < 35.71181)
			bad++
		nextfile
	}
EOF
	compare 'oracles: Unified Guidance 17-6' epa.awk epa.csv
else
	result 'oracles # SKIP ORACLES=DIR is not set' 0
fi

done_testing
