# shellcheck shell=sh
# `stat`: methods on plain CSV from standard input. With ORACLES=DIR (a folder
# of expected figures of other programs, trend/ and multiple_testing/) the whole
# files are compared as well.
. "$SRC/tests/cli/lib.inc"

CONFIG=$SRC/config

# --- which methods ----------------------------------------------------------

exits 'a method is wanted' 2 --config "$CONFIG" stat
check 'and they are listed' err_has \
	'out: series_id, n, s, var_s, tau_b, z, p_exact, slope'
exits 'an unknown method' 2 --config "$CONFIG" stat trends
check 'is named' err_has "unknown method 'trends'"
check 'and the others are listed' err_has 'in: set_id, p'
check 'nothing goes to standard output' out_empty
exits 'one method at a time' 2 --config "$CONFIG" stat trend fdr
exits 'no options' 2 --config "$CONFIG" stat trend --fast

# --- trend ------------------------------------------------------------------

cat >in <<'EOF'
series_id,year,value
late,2003,4
early,2001,1
late,2001,1
late,2002,2
early,2002,
late,2004,3
late,2005,5
EOF
cat >want <<'EOF'
series_id,n,s,var_s,tau_b,z,p_exact,slope,intercept,low95,high95,r1,f,p_adj
late,5,8,16.666666666666668,0.8,1.7146428199482247,0.08333333333333333,1,-2000,,,-0.5,1,0.08641073297370003
early,1,,,,,,,,,,,,
EOF
feed in stat trend
check 'trend: exit status' test "$status" -eq 0
check 'trend: figures' out_is want
check 'trend: silent' err_empty

printf 'value;year;series_id\r\n3;2003;a\r\n1;2001;a\r\n2;2002;a\r\n' >in
feed in stat trend
check 'trend: as a spreadsheet saves it' out_has \
	'a,3,3,3.6666666666666665,1,'

printf 'series_id,year,value\n' >in
feed in stat trend
check 'trend: no rows, no rows' test "$(wc -l <"$out")" -eq 1

printf 'series_id,year,value\na,2001,1\na,2002,"1,5"\n' >in
refuses 'trend: a wrong value' \
	"row 3, column value: '1,5': a number such as 12.5, or nothing" trend
printf 'series_id,year,value\na,20x1,1\n' >in
refuses 'trend: a wrong year' \
	"row 2, column year: '20x1': a year such as 2014" trend
printf 'series_id,year,value\na,2001,1\nb,2001,1\na,2001,\na,2001,2\n' >in
refuses 'trend: a year twice' \
	"row 5, column year: '2001': row 2 has this year too" trend
printf 'series_id,year\na,2001\n' >in
feed in stat trend
check 'trend: a missing column' test "$status" -eq 2
check 'is named' err_has value

# --- fdr --------------------------------------------------------------------

cat >in <<'EOF'
set_id,p
a,0.01
b,0.5
a,
a,0.02
EOF
cat >want <<'EOF'
set_id,p,bh,by
a,0.01,0.02,0.03
b,0.5,0.5,0.5
a,,,
a,0.02,0.02,0.03
EOF
feed in stat fdr
check 'fdr: figures' out_is want
printf 'set_id,p\na,0.1\na,1.1\n' >in
refuses 'fdr: a wrong p' \
	"row 3, column p: '1.1': a number from 0 to 1, or nothing" fdr

# --- the same figures as other programs --------------------------------------

cat >mk.awk <<'EOF'
{
	differ($1 " n", our("n"), their("n"), 0, 0)
	differ($1 " s", our("s"), their("S"), 0, 0)
	differ($1 " var_s", our("var_s"), their("varS"), 1e-9, 0)
	differ($1 " tau_b", our("tau_b"), their("tau_b"), 1e-9, 0)
	differ($1 " z", our("z"), their("z_continuity"), 1e-9, 0)
	differ($1 " z", our("z"), their("z_trend_R"), 1e-9, 0)
	# p_normal is of another test, spearman_rho another measure
	if (our("n") >= 3)
		differ($1 " tau_a", 2 * our("s") / (our("n") * (our("n") - 1)),
		       their("tau_a"), 1e-9, 0)
	differ($1 " p", our("p_exact"), their("p_exact_R_no_ties"), 0, 1e-12)
	differ($1 " p", our("p_exact"), their("p_exact_clinfun"), 0, 1e-12)
	differ($1 " p", our("p_exact"), their("p_exact_scipy_no_ties"), 0,
	       1e-12)
}
EOF

cat >sen.awk <<'EOF'
# Never narrower than theirs; where they disagree, the wider counts.
function wider(low, high) {
	if (low == "")
		return
	if (our("low95") > low + 1e-9 * size(low) ||
	    our("high95") < high - 1e-9 * size(high)) {
		printf "# %s: %s-%s narrower than %s-%s\n", $1,
			our("low95"), our("high95"), low, high
		bad++
	}
}
{
	differ($1 " slope", our("slope"), their("slope"), 1e-9, 1e-14)
	differ($1 " slope", our("slope"), their("slope_EnvStats"), 1e-9, 1e-14)
	differ($1 " slope", our("slope"), their("slope_mblm"), 1e-9, 1e-14)
	differ($1 " slope", our("slope"), their("slope_rkt"), 1e-9, 1e-11)
	# *_scipy and *_trend_R round the ranks of the limits where ours lie
	# between two slopes, *90* are other limits, siegel_slope another slope
	differ($1 " intercept", our("intercept"),
	       their("intercept_conover_EnvStats"), 1e-9, 0)
	if (our("low95") == "")
		next
	glo = their("lo95_gilbert"); gup = their("up95_gilbert")
	elo = their("lo95_hw_exact"); eup = their("up95_hw_exact")
	wider(glo, gup)
	wider(elo, eup)
	if (our("f") != 1 || glo == "" || elo == "")
		next
	differ($1 " low", our("low95"), glo < elo ? glo : elo, 1e-9, 1e-12)
	differ($1 " high", our("high95"), gup > eup ? gup : eup, 1e-9, 1e-12)
}
EOF

cat >ties.awk <<'EOF'
{
	differ($1 " s", our("s"), their("S"), 0, 0)
	differ($1 " var_s", our("var_s"), their("varS"), 1e-9, 0)
	differ($1 " p", our("p_exact"), their("p_exact_clinfun"), 0, 1e-12)
	differ($1 " p", our("p_exact"), their("p_exact_wilcox"), 0, 1e-12)
}
EOF

# Rows come back in the order in which they were given.
cat >fdr.awk <<'EOF'
BEGIN { by = 0 }
{
	same("row " FNR " set", our("set_id"), their("set_id"))
	same("row " FNR " none", our("bh") == "", their("p") == "")
	differ("row " FNR " p", our("p"), their("p"), 0, 0)
	differ("row " FNR " bh", our("bh"), their("BH"), 1e-9, 0)
	differ("row " FNR " by", our("by"), their("BY"), 1e-9, 0)
}
EOF

if [ -n "${ORACLES:-}" ]; then
	feed "$ORACLES/trend/series.csv" stat trend
	compare 'oracles: Mann-Kendall' mk.awk "$ORACLES/trend/mk_expected.csv"
	compare 'oracles: Theil-Sen' sen.awk "$ORACLES/trend/sen_expected.csv"
	sed '1s/case_id,i/series_id,year/' "$ORACLES/trend/mk_ties_input.csv" \
		>ties.csv
	feed ties.csv stat trend
	compare 'oracles: ties' ties.awk "$ORACLES/trend/mk_ties_expected.csv"
	feed "$ORACLES/multiple_testing/fdr.csv" stat fdr
	compare 'oracles: false discovery' fdr.awk \
		"$ORACLES/multiple_testing/fdr.csv"
else
	result 'oracles # SKIP ORACLES=DIR is not set' 0
fi

done_testing
