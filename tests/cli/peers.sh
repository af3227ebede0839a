# shellcheck shell=sh
# `stat peers` and `stat correlation`. With ORACLES=DIR (a folder of expected
# figures of other programs, peers/ and correlation/) the whole files are
# compared as well. Not compared: peers/peers_gower (another distance; what the
# two share is in the unit test), and the clusters (Ward, PAM), which are not
# made. And the peers and links of the shipped figures.
. "$SRC/tests/cli/lib.inc"

CONFIG=$SRC/config

# --- peers ------------------------------------------------------------------

# 9 and 2 are equal; `same` has no spread; a step of 2 in x is 2 sqrt(3 / 11)
cat >in <<'EOF'
set_id,area_id,x,same,y
late,10,4,7,0
early,1,3,7,
late,9,0,7,0
late,2,0,7,0
late,b,2,7,0
early,2,5,7,1
EOF
cat >want <<'EOF'
set_id,area_id,rank,peer_id,distance
late,10,1,b,1.044465935734187
late,10,2,2,2.088931871468374
late,10,3,9,2.088931871468374
late,9,1,2,0
late,9,2,b,1.044465935734187
late,9,3,10,2.088931871468374
late,2,1,9,0
late,2,2,b,1.044465935734187
late,2,3,10,2.088931871468374
late,b,1,2,1.044465935734187
late,b,2,9,1.044465935734187
late,b,3,10,1.044465935734187
early,1,1,2,1.414213562373095
early,2,1,1,1.414213562373095
EOF
feed in stat peers
check 'peers: exit status' test "$status" -eq 0
check 'peers: figures' out_is want
check 'peers: silent' err_empty

printf 'x;area_id;set_id\r\n1;a;s\r\n5;b;s\r\n' >in
feed in stat peers
check 'peers: as a spreadsheet saves it' out_has 's,a,1,b,1.41421356237309'
printf 'set_id,area_id\ns,a\ns,b\n' >in
feed in stat peers
check 'peers: no variables, no peers' test "$(wc -l <"$out")" -eq 1
printf 'set_id,area_id,x\ns,a,1\ns,b,2\nt,a,1\ns,a,3\n' >in
refuses 'peers: an area twice' \
	"row 5, column area_id: 'a': row 2 has this area too" peers
printf 'set_id,area_id,x\ns,a,1\ns,b,"2,5"\n' >in
refuses 'peers: a wrong value' "row 3, column x: '2,5': a number such as 12.5, \
or nothing, is expected" peers
printf 'set_id,area_id,x\ns,,1\n' >in
refuses 'peers: an area without a name' \
	"row 2, column area_id: '': a name for the area" peers

awk 'BEGIN { print "set_id,area_id,x"; for (i = 1; i <= 10001; i++)
	print "s," i ",1" }' >in
refuses 'peers: too many areas' \
	'row 10002, column set_id: more than 10000 areas in a set' peers

# --- correlation ------------------------------------------------------------

cat >in <<'EOF'
set_id,x,y
b,1,1
a,5,
b,2,3
b,3,2
a,1,9
b,,4
b,4,4
EOF
feed in stat correlation
check 'correlation: exit status' test "$status" -eq 0
# rho of 1 2 3 4 and 1 3 2 4: 8 of the 24 arrangements are as far from 0
check 'correlation: figures' out_has \
	',0.8,0.1999999999999999,0.3333333333333333,0.6666666666666666,0.3333333333333333'
check 'correlation: one pair is none' out_has 'a,1,,,,,,,,,'
check 'correlation: silent' err_empty
printf 'set_id,x\na,1\n' >in
feed in stat correlation
check 'correlation: a missing column' test "$status" -eq 2
check 'is named' err_has 'y'

awk 'BEGIN { print "set_id,x,y"; for (i = 1; i <= 20001; i++)
	print "s," i ",1" }' >in
refuses 'correlation: too many pairs' \
	'row 20002, column set_id: more than 20000 pairs in a set' correlation

# --- the same figures as other programs --------------------------------------

cat >knn.awk <<'EOF'
BEGIN { by = 3 }
{
	same(key(), our("peer_id"), their("neighbour"))
	differ(key(), our("distance"), their("distance"), 1e-9, 1e-14)
}
EOF

cat >cor.awk <<'EOF'
{
	differ($1 " n", our("n"), their("n"), 0, 0)
	differ($1 " r", our("pearson_r"), their("pearson_r"), 1e-9, 0)
	differ($1 " r p", our("pearson_p"), their("pearson_p"), 1e-9, 0)
	differ($1 " r low", our("pearson_low95"), their("pearson_lo95"), 1e-9, 0)
	differ($1 " r up", our("pearson_high95"), their("pearson_up95"), 1e-9, 0)
	differ($1 " rho", our("spearman_rho"), their("spearman_rho"), 1e-9, 0)
	differ($1 " rho p", our("spearman_p"), their("spearman_p_t"), 1e-9, 0)
	differ($1 " rho exact", our("spearman_p_exact"),
	       their("spearman_p_exact_or_edgeworth"), 0, 1e-12)
	differ($1 " tau", our("kendall_tau_b"), their("kendall_tau_b"), 1e-9, 0)
	differ($1 " tau exact", our("kendall_p_exact"),
	       their("kendall_p_exact"), 0, 1e-12)
}
EOF

if [ -n "${ORACLES:-}" ]; then
	sed 's/^/all,/; 1s/all,area/set_id,area_id/' \
		"$ORACLES/peers/peers_input.csv" >areas.csv
	feed areas.csv stat peers
	sed 's/^/all,/; 1s/all,/set_id,/' "$ORACLES/peers/peers_knn5.csv" \
		>theirs.csv
	compare 'oracles: nearest' knn.awk theirs.csv
	# whatever the order of rows
	{
		sed 1q areas.csv
		sed 1d areas.csv | sort -r
	} >turned.csv
	sort "$out" >straight
	feed turned.csv stat peers
	sort "$out" >turned
	check 'the order of rows changes nothing' cmp -s straight turned
	feed "$ORACLES/correlation/correlation_input.csv" stat correlation
	compare 'oracles: correlation' cor.awk \
		"$ORACLES/correlation/correlation_expected.csv"
else
	result 'oracles # SKIP ORACLES=DIR is not set' 0
fi

# --- the shipped figures ------------------------------------------------------

# t WORD...: the picture of the snapshot, on a day of which it speaks.
t() {
	run --config "$CONFIG" --now 2026-03-02T03:00:00Z --offline "$@"
}
t import "$SRC"/etl/snapshot/*.exchange
t load
t analyse
check 'the snapshot is analysed' test "$status" -eq 0
# asks NAME WANT QUERY: the answer without its header row.
asks() {
	t sql "$3"
	[ "$(sed 1d "$out")" = "$2" ]
	result "$1" $?
}
asks 'every municipality of today has seven peers' '308 2156' \
	"SELECT count(DISTINCT area_code) || ' ' || count(*) FROM v_peer"
asks 'none is its own' 0 \
	"SELECT count(*) FROM v_peer WHERE area_code = peer_code"
asks 'the large towns have large peers' 'Espoo, Tampere, Turku' \
	"SELECT group_concat(peer_fi, ', ') FROM (SELECT peer_fi FROM v_peer
		WHERE area_fi = 'Helsinki' AND rank < 4 ORDER BY rank)"
asks 'and are told to have none close' 'no close peers' \
	"SELECT DISTINCT note FROM v_peer WHERE area_fi = 'Helsinki'"
asks 'a median lies in its range' 0 \
	"SELECT count(*) FROM v_peer_position WHERE median < low
		OR median > high OR (median IS NULL) <> (peers < 3)
		OR (position = 'above') <> (value > high)"
asks 'links keep to their rules' 0 \
	"SELECT count(*) FROM v_link WHERE abs(rho) < 0.3 OR q > 0.01 OR n < 100
		OR rho_first * rho <= 0 OR rho_second * rho <= 0 OR q < p
		OR abs(year_a - year_b) > 5"
asks 'there are some' 1 'SELECT count(*) > 20 FROM v_link'
asks 'unemployment and low incomes' '0.67 0.6' \
	"SELECT round(rho, 2) || ' ' || round(partial, 2) FROM v_link
		WHERE indicator_a = '181' AND indicator_b = '3099'"
asks 'slopes are known of too few' 'trend: fewer than 100 municipalities' \
	"SELECT DISTINCT reason FROM v_gap WHERE stage = 'links'
		AND indicator = '180' AND reason LIKE 'trend%'"

done_testing
