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

cat >shrink.awk <<'EOF'
BEGIN { by = 2 }
{
	differ(key() " raw", our("raw"), their("raw"), 1e-9, 0)
	differ(key(), our("shrunken"), their("marshall_eb"), 1e-9, 0)
}
EOF
cat >inequality.awk <<'EOF'
{
	differ($1 " mean", our("mean"), their("wmean"), 1e-9, 0)
	differ($1 " sd", our("sd"), their("wsd"), 1e-9, 0)
	differ($1 " gini", our("gini"), their("IC2_wgini"), 1e-9, 0)
	differ($1 " theil", our("theil"), their("IC2_wtheil"), 1e-9, 0)
	differ($1 " p10", our("p10"), their("p10"), 1e-9, 0)
	differ($1 " p90", our("p90"), their("p90"), 1e-9, 0)
}
EOF
# The same without populations.
cat >plain.awk <<'EOF'
{
	differ($1 " gini", our("gini"), their("gini"), 1e-9, 0)
	differ($1 " theil", our("theil"), their("theil_T"), 1e-9, 0)
	differ($1 " cv", our("sd") / our("mean"), their("ineq_cv"), 1e-9, 0)
}
EOF
cat >quantile.awk <<'EOF'
{
	name = "q" 100 * $2
	if ((1, name) in at)
		differ($1 " " name, our(name), their("type7"), 1e-9, 0)
}
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
