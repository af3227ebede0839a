# shellcheck shell=sh
# `stat interval`, `stat recent` and `stat funnel`. With ORACLES=DIR (a folder of
# expected figures of other programs: intervals/, comparison/, trend/) the whole
# files are compared as well.
. "$SRC/tests/cli/lib.inc"

CONFIG=$SRC/config

# --- interval ---------------------------------------------------------------

cat >in <<'EOF'
case_id,kind,x,n,level
share,proportion,0,10,0.95
same,proportion,0,10,95
count,count,3,,99.8
rate,count,3,100,0.998
many,count,100,,0.95
odd,proportion,11,10,95
none,count,,,95
empty,count,3,0,95
EOF
cat >want <<'EOF'
case_id,low,high,method
share,0,0.277532799862889,Wilson
same,0,0.277532799862889,Wilson
count,0.190533377568403,13.0622407791881,Exact
rate,0.00190533377568403,0.130622407791881,Exact
many,81.3621054905279,121.627937579207,Byars
odd,,,
none,,,
empty,,,
EOF
feed in stat interval
check 'interval: exit status' test "$status" -eq 0
check 'interval: silent' err_empty
# the last digits are the mathematics library's
awk -F, 'NR == FNR { want[FNR] = $0; next }
	{ split(want[FNR], w, ","); bad += $1 != w[1] || $4 != w[4]
	for (i = 2; FNR > 1 && i < 4; i++) { d = $i - w[i]; if (d < 0) d = -d
		bad += ($i == "") != (w[i] == "") || d > 1e-12 * (1 + w[i]) } }
	END { exit bad > 0 || FNR != 9 }' want "$out"
result 'interval: figures' $?
printf 'case_id,kind,x,n,level\na,proportion,1,2,1\n' >in
refuses 'interval: a level that could be both' \
	'row 2, column level: a level such as 0.95 or 95 is expected' interval
printf 'case_id,kind,x,n,level\na,proportion,1,2,\n' >in
refuses 'interval: no level' \
	'row 2, column level: a level such as 0.95 or 95 is expected' interval
printf 'case_id,kind,x,n,level\na,share,1,2,95\n' >in
refuses 'interval: another kind' \
	"row 2, column kind: 'share': proportion or count" interval
printf 'case_id,kind,x,n,level\na,count,-1,2,95\n' >in
refuses 'interval: a negative count' \
	"row 2, column x: '-1': cases, or nothing" interval

# --- recent -----------------------------------------------------------------

cat >in <<'EOF'
case_id,year,value,lo95,up95
up,2005,5,4.608,5.392
up,2001,1,0.608,1.392
up,2002,2,1.608,2.392
short,2001,2,1,3
up,2004,4,3.608,4.392
up,2003,3,2.608,3.392
up,1990,9,8,10
up,2006,,,
bare,2001,1,0,2
bare,2002,1,0,2
bare,2003,1,0,2
bare,2004,1,0,2
bare,2005,1,,
EOF
feed in stat recent
cat >want <<'EOF'
case_id,slope,chi2,same_sign,marker
up,1,250,1,increasing
short,,,,cannot_be_calculated
bare,,,,cannot_be_calculated
EOF
# slope 1, se of each 0.2: chi2 = 10 / 0.04; p has many digits
awk -F, -v OFS=, 'NR > 1 && $2 != "" { $2 = sprintf("%.9g", $2)
	$3 = sprintf("%.9g", $3) } { print $1, $2, $3, $5, $6 }' "$out" >got
check 'recent: exit status' test "$status" -eq 0
check 'recent: figures' cmp -s want got
printf 'case_id,year,value,lo95,up95\na,2001,1,0,2\na,2001,1,0,2\n' >in
refuses 'recent: a year twice' \
	"row 3, column year: '2001': row 2 has this year too" recent

# --- funnel -----------------------------------------------------------------

cat >in <<'EOF'
set_id,area_id,numerator,denominator,kind
s,a,20,100,proportion
s,b,40,100,proportion
s,c,,100,proportion
s,d,5,0,proportion
EOF
feed in stat funnel
check 'funnel: exit status' test "$status" -eq 0
check 'funnel: as many rows' test "$(wc -l <"$out")" -eq 5
# pooled 0.3, +-1.96 sqrt(0.3 * 0.7 / 100)
awk -F, '$2 == "a" { ok = $4 > 0.21018 && $4 < 0.21019 && $5 > 0.38981 &&
	$5 < 0.38982 && $8 == "" && $9 == "" }
	$2 == "c" { c = $3 == "" && $4 != "" }
	$2 == "d" { d = $3 == "" && $4 == "" } END { exit !(ok && c && d) }' "$out"
result 'funnel: figures' $?
cat >in <<'EOF'
set_id,area_id,numerator,denominator,kind
s,a,1,2,rate
s,b,1,2,ratio
EOF
refuses 'funnel: two kinds in a set' \
	'row 3, column kind: row 2 of this set is of another kind' funnel

# --- the store ----------------------------------------------------------------

# Diabetes medicines (683) is the one indicator of the shipped figures that has
# its numerators, counties and country. 14861 of 12.1 % are 122818; Wilson.
set -- --config "$CONFIG" --offline --now 2026-03-02T03:00:00Z
for f in "$SRC"/etl/snapshot/*.exchange; do
	run "$@" import "$f"
done
run "$@" load
run "$@" analyse
check 'store: exit status' test "$status" -eq 0
of683="FROM v_position WHERE indicator = '683' AND sex = 'total'"
check 'store: a county' [ "$(sql "SELECT year, value, round(low, 2),
	round(high, 2), benchmark, level_class, slight, denominator_from, rank,
	ranked $of683 AND area_kind = 'hyvinvointialue' AND area_code = '09'")" = \
	'2023|12.1|11.92|12.28|11.8|much_higher|1|own|14|23' ]
check 'store: a large town against the rest of its county' [ "$(sql "SELECT
	value, numerator, round(county_benchmark, 1), county_class $of683
	AND area_kind = 'kunta' AND area_code = '398'")" = \
	'11.5|7788.0|12.8|much_lower' ]
check 'store: what is placed has no judgement' [ "$(sql "SELECT count(*)
	FROM v_position WHERE low IS NULL AND standing IS NOT NULL")" = 0 ]
check 'store: no level without a reason' [ "$(sql "SELECT count(*)
	FROM v_position WHERE (level_class = 'not_compared') <>
	(reason IS NOT NULL)")" = 0 ]
check 'store: limits hold the value' [ "$(sql "SELECT count(*) FROM v_position
	WHERE NOT low998 <= low OR NOT low <= value OR NOT value <= high
	OR NOT high <= high998")" = 0 ]
check 'store: each is a gap' [ "$(sql "SELECT count(*) FROM v_gap
	WHERE stage = 'level'")" = "$(sql "SELECT count(*) FROM v_position
	WHERE reason IS NOT NULL")" ]

# --- the same figures as other programs --------------------------------------

# cases FILE KIND X N LEVEL: their rows as cases of `stat interval`.
cases() {
	awk -F, -v OFS=, -v kind="$2" -v x="$3" -v n="$4" -v level="$5" '
		NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i
			print "case_id,kind,x,n,level"; next }
		{ print NR, kind, $at[x], (n == "" ? "" : $at[n]), level }' \
		"$1" >in
	feed in stat interval
}

# limits NAME FILE KIND X N LEVEL LOW HIGH: those columns of theirs are ours.
limits() {
	cases "$2" "$3" "$4" "$5" "$6"
	cat >limits.awk <<EOF
BEGIN { by = 0 }
{
	differ("row " FNR " low", our("low"), their("$7"), 1e-9, 1e-15)
	differ("row " FNR " high", our("high"), their("$8"), 1e-9, 0)
}
EOF
	compare "$1" limits.awk "$2"
}

# scaled NAME FILE LOW HIGH: the same where they give rates and proportions of
# 100 or 100 000, of the last cases.
scaled() {
	cat >scaled.awk <<EOF
BEGIN { by = 0 }
{
	m = has("multiplier") ? their("multiplier") : 100000
	if (has("statistic") && their("statistic") == "percentage")
		m = 100
	low = our("low") == "" ? "" : sprintf("%.17g", our("low") * m)
	high = our("high") == "" ? "" : sprintf("%.17g", our("high") * m)
	differ("row " FNR " low", low, their("$3"), 1e-9, 1e-15)
	differ("row " FNR " high", high, their("$4"), 1e-9, 0)
	if (their("$3") != "")
		same("row " FNR " method", our("method"), their("method"))
}
EOF
	compare "$1" scaled.awk "$2"
}

cat >recent.awk <<'EOF'
BEGIN { by = 0 }
{
	same("row " FNR, our("case_id"), their("case_id"))
	differ($1 " slope", our("slope"), their("slope"), 1e-9, 0)
	differ($1 " chi2", our("chi2"), their("chi2"), 1e-9, 0)
	differ($1 " p", our("p"), their("p"), 1e-9, 0)
	same($1 " sign", our("same_sign"), their("all_same_sign"))
	same($1 " marker", our("marker"), their("marker"))
}
EOF

# The peer leaves adjusted limits of ratios on the square root's scale, where
# they may lie below 0, and its z are 1.959964 and 3.090232. Without
# adjustment ours are its Poisson limits; of proportions ours are Wilson's
# inverted, which it does not have.
cat >funnel.awk <<'EOF'
BEGIN { by = 0 }
function root(v) { return v == "" ? "" : sprintf("%.17g", sqrt(v)) }
function above0(v) { return v < 0 ? 0 : v }
{
	differ($3 " z", our("z"), their("Uzscore"), 0, 1e-9)
	if (kind == "proportion")
		next
	if (our("tau2") > 0) {
		differ($3, root(our("low95")), above0(their("OD95LCL")), 0, 1e-8)
		differ($3, root(our("high95")), their("OD95UCL"), 0, 1e-8)
		differ($3, root(our("low998")), above0(their("OD99LCL")), 0, 3e-7)
		differ($3, root(our("high998")), their("OD99UCL"), 0, 3e-7)
	} else {
		differ($3, our("low95"), their("LCL95"), 1e-9, 0)
		differ($3, our("high95"), their("UCL95"), 1e-9, 0)
		differ($3, our("low998"), their("LCL99"), 1e-9, 0)
		differ($3, our("high998"), their("UCL99"), 1e-9, 0)
	}
}
EOF
cat >spread.awk <<'EOF'
BEGIN { by = 0 }
{
	differ($1 " phi", our("phi"), their("phi"), 1e-9, 0)
	differ($1 " tau2", our("tau2"), their("tau2"), 1e-9, 0)
}
EOF

# funnel METHOD KIND
funnel() {
	awk -F, -v m="$1" 'NR == 1 || $2 == m' \
		"$ORACLES/comparison/funnel_overdispersion_expected.csv" \
		>theirs.csv
	awk -F, -v OFS=, -v kind="$2" '
		NR == 1 { print "set_id,area_id,numerator,denominator,kind"; next }
		{ print $1, $3, $4, $5, kind }' theirs.csv >in
	feed in stat funnel
	{
		echo "BEGIN { kind = \"$2\" }"
		cat funnel.awk
	} >kind.awk
	compare "oracles: funnel, $1 as $2" kind.awk theirs.csv
	awk -F, 'NR == 1 || !seen[$1]++' "$out" >first
	mv first "$out"
	awk -F, -v m="$1" 'NR == 1 || $2 == m' \
		"$ORACLES/comparison/funnel_overdispersion_params.csv" >theirs.csv
	compare "oracles: overdispersion, $1 as $2" spread.awk theirs.csv
}

if [ -n "${ORACLES:-}" ]; then
	i=$ORACLES/intervals
	limits 'oracles: Wilson 95 %' "$i/ci_proportion.csv" proportion x n 95 \
		phe_wilson_lo95 phe_wilson_up95
	limits 'oracles: Wilson 99.8 %' "$i/ci_proportion.csv" proportion x n 99.8 \
		phe_wilson_lo998 phe_wilson_up998
	limits 'oracles: Wilson of R' "$i/ci_proportion.csv" proportion x n 0.95 \
		proptest_lo95 proptest_up95
	awk -F, 'NR == 1 || $1 < 10' "$i/ci_count.csv" >few.csv
	awk -F, 'NR == 1 || $1 >= 10' "$i/ci_count.csv" >many.csv
	limits 'oracles: few cases, 95 %' few.csv count count '' 95 \
		poisson_exact_lo95 poisson_exact_up95
	limits 'oracles: few cases, 99.8 %' few.csv count count '' 99.8 \
		poisson_exact_lo998 poisson_exact_up998
	limits 'oracles: many cases, 95 %' many.csv count count '' 95 \
		phe_byar_lo95 phe_byar_up95
	limits 'oracles: many cases, 99.8 %' many.csv count count '' 99.8 \
		phe_byar_lo998 phe_byar_up998
	for f in proportion rate; do
		kind=$([ $f = rate ] && echo count || echo proportion)
		for l in 95 99.8; do
			s=$([ $l = 95 ] && echo 95_0 || echo 99_8)
			# quoted cells hold commas, and are not compared
			sed 's/"[^"]*"/-/g' "$i/phe_$f.csv" >theirs.csv
			cases theirs.csv "$kind" num den $l
			scaled "oracles: PHE's $f, $l %" theirs.csv \
				"lower${s}cl" "upper${s}cl"
			sed 's/"[^"]*"/-/g' "$i/phe_testdata_$f.csv" >theirs.csv
			cases theirs.csv "$kind" Numerator Denominator $l
			scaled "oracles: PHE's tests of $f, $l %" theirs.csv \
				"lower${s}cl" "upper${s}cl"
		done
		cases "$i/phe_testdata_${f}_grouped.csv" "$kind" Numerator \
			Denominator 95
		scaled "oracles: PHE's tests of $f, grouped" \
			"$i/phe_testdata_${f}_grouped.csv" lowercl uppercl
	done
	feed "$ORACLES/trend/recent_trend_input.csv" stat recent
	compare 'oracles: recent trends' recent.awk \
		"$ORACLES/trend/recent_trend_expected.csv"
	funnel CQC ratio
	# their expected events are those of the pooled rate
	funnel CQC rate
	funnel PR proportion
else
	result 'oracles # SKIP ORACLES=DIR is not set' 0
fi

done_testing
