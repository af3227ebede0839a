# shellcheck shell=sh
# `stat shrink`, `stat inequality`, `stat quantile`. With ORACLES=DIR (a folder
# of expected figures of other programs, smallarea/, inequality/ and basic/) the
# whole files are compared as well.
# shellcheck source=tests/cli/lib.inc
. "$SRC/tests/cli/lib.inc"

CONFIG=$SRC/config

# Our figures to twelve digits: those by hand are in decimals.
cat >round.awk <<'EOF'
{
	for (i = 1; i <= NF; i++)
		if ($i ~ /^-?[0-9][0-9.]*$/)
			$i = sprintf("%.12g", $i)
	print
}
EOF
# rounded_is FILE NAME
rounded_is() {
	awk -F, -v OFS=, -f round.awk "$out" >rounded
	cmp -s rounded "$1"
	result "$2" $?
}

# --- shrink -----------------------------------------------------------------

# By hand, a: m = 60/400, s2 = 0.01, A = s2 - m/200 = 0.00925, of which
# A/(A + m/200) = 0.925 is left of either difference.
cat >in <<'EOF'
set_id,area_id,events,population
a,x,10,200
b,x,0,10
a,y,50,200
b,y,,10
a,z,7,0
b,z,0,90
EOF
cat >want <<'EOF'
set_id,area_id,raw,shrunken
a,x,0.05,0.0575
b,x,0,0
a,y,0.25,0.2425
b,y,,
a,z,,
b,z,0,0
EOF
feed in stat shrink
check 'shrink: exit status' test "$status" -eq 0
rounded_is want 'shrink: figures'
check 'shrink: silent' err_empty
printf 'set_id,area_id,events,population\na,x,1,2\na,y,-1,2\n' >in
refuses 'shrink: fewer than no events' \
	"row 3, column events: '-1': a number of 0 or more, or nothing" shrink
printf 'set_id,area_id,events,population\na,x,1,2\nb,x,1,2\na,x,1,2\n' >in
refuses 'shrink: an area twice' \
	"row 4, column area_id: 'x': row 2 has this area too" shrink

# --- inequality ---------------------------------------------------------------

# By hand: the Gini of 1 and 3 is 2/(4 * 2), their Theil (ln 0.5 + 3 ln 1.5)/4.
cat >in <<'EOF'
set_id,value,population
a,1,10
b,1,
a,3,10
a,9,
b,3,
a,,50
c,-2,1
c,2,1
d,5,0
EOF
cat >want <<'EOF'
set_id,mean,sd,gini,theil,p10,p90
a,2,1,0.25,0.130812035941,1.2,2.8
b,2,1,0.25,0.130812035941,1.2,2.8
c,0,2,,,-1.6,1.6
d,,,,,,
EOF
feed in stat inequality
rounded_is want 'inequality: figures'
check 'inequality: silent' err_empty

# --- quantile -----------------------------------------------------------------

printf 'set_id,value\na,3\na,1\nb,7\na,\na,2\nc,\n' >in
cat >want <<'EOF'
set_id,q0,q10,q25,q50,q75,q90,q100
a,1,1.2,1.5,2,2.5,2.8,3
b,7,7,7,7,7,7,7
c,,,,,,,
EOF
feed in stat quantile
rounded_is want 'quantile: figures'

# --- the same figures as other programs ---------------------------------------

cat >compare.awk <<'EOF'
function size(v) { return v < 0 ? -v : v }
FNR == 1 { file++; for (i = 1; i <= NF; i++) at[file, $i] = i; next }
function their(name) { return $(at[2, name]) }
function our(key, name) { return ours[key, at[1, name]] }
# Counts a difference of ours and theirs beyond a billionth.
function differ(key, name, want) {
	got = our(key, name)
	if (want == "")
		return
	seen++
	gap = size(got - want)
	if (got == "" || gap > 1e-9 * size(want)) {
		printf "# %s %s: %s, expected %s\n", key, name, got, want
		bad++
	}
	if (want != 0 && gap / size(want) > most)
		most = gap / size(want)
}
END {
	printf "# %d figures compared, largest difference %g\n", seen, most
	exit bad > 0 || seen == 0
}
EOF

# compare NAME PROGRAM EXPECTED: awk reads our output and then their file.
compare() {
	awk -F, -f compare.awk -f "$2" "$out" "$3" >differences
	result "$1" $?
	head -n 20 differences
}

cat >shrink.awk <<'EOF'
file == 1 { for (i = 1; i <= NF; i++) ours[$1 " " $2, i] = $i; next }
{
	differ($1 " " $2, "raw", their("raw"))
	differ($1 " " $2, "shrunken", their("marshall_eb"))
}
EOF
cat >inequality.awk <<'EOF'
file == 1 { for (i = 1; i <= NF; i++) ours[$1, i] = $i; next }
{
	differ($1, "mean", their("wmean"))
	differ($1, "sd", their("wsd"))
	differ($1, "gini", their("IC2_wgini"))
	differ($1, "theil", their("IC2_wtheil"))
	differ($1, "p10", their("p10"))
	differ($1, "p90", their("p90"))
}
EOF
# The same without populations.
cat >plain.awk <<'EOF'
file == 1 { for (i = 1; i <= NF; i++) ours[$1, i] = $i; next }
{
	differ($1, "gini", their("gini"))
	differ($1, "theil", their("theil_T"))
	cv = our($1, "sd") / our($1, "mean")
	seen++
	if (size(cv - their("ineq_cv")) > 1e-9 * cv) {
		printf "# %s cv: %s\n", $1, cv
		bad++
	}
}
EOF
cat >quantile.awk <<'EOF'
file == 1 { for (i = 1; i <= NF; i++) ours[$1, i] = $i; next }
(1, "q" 100 * $2) in at { differ($1, "q" 100 * $2, their("type7")) }
EOF

if [ -n "${ORACLES:-}" ]; then
	sed '1s/,area,/,area_id,/;1s/,pop$/,population/' \
		"$ORACLES/smallarea/eb_rates_input.csv" >in
	feed in stat shrink
	compare 'oracles: empirical Bayes' shrink.awk \
		"$ORACLES/smallarea/eb_rates_expected.csv"
	sed '1s/,pop$/,population/' \
		"$ORACLES/inequality/inequality_input.csv" >in
	feed in stat inequality
	compare 'oracles: inequality' inequality.awk \
		"$ORACLES/inequality/inequality_expected.csv"
	sed '2,$s/,[^,]*$/,/' in >plain
	feed plain stat inequality
	compare 'oracles: inequality of equals' plain.awk \
		"$ORACLES/inequality/inequality_expected.csv"
	feed "$ORACLES/basic/ranks.csv" stat quantile
	compare 'oracles: quantiles' quantile.awk \
		"$ORACLES/basic/quantiles.csv"
else
	result 'oracles # SKIP ORACLES=DIR is not set' 0
fi

done_testing
