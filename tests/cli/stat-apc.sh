# `stat apc`: annual percent change. With ORACLES=DIR (trend/) R's figures of
# whole files are compared as well.
# shellcheck shell=sh
# shellcheck source=tests/cli/lib.inc
. "$SRC/tests/cli/lib.inc"

# 10 % more a year, without chance; counts; no events; too few points
cat >in <<'EOF'
series_id,year,kind,x,n
tenth,2003,value,121,
tenth,2001,value,100,
tenth,2002,value,110,
counts,1,rate,994,40299
counts,2,rate,1023,41527
counts,3,rate,1199,42811
counts,4,rate,1247,44128
counts,5,rate,1384,45447
none,2001,rate,0,10
none,2002,rate,0,10
none,2003,rate,0,10
short,2001,rate,3,10
short,2002,rate,,10
EOF
feed in stat apc
check 'exit status' [ "$status" -eq 0 ]
check 'silent' err_empty
check 'the columns' [ "$(head -n 1 "$out")" = \
	'series_id,points,model,apc,low95,high95,dispersion,p' ]
awk -F, '$1 == "tenth" && $2 == 3 && $3 == "loglinear" &&
	$4 > 9.999999 && $4 < 10.000001 { ok++ }
	$1 == "none" && $3 == "" && $4 == "" { ok++ }
	$1 == "short" && $2 == 1 && $3 == "" && $4 == "" { ok++ }
	$1 == "counts" && $3 == "quasipoisson" && $5 < $4 && $4 < $6 { ok++ }
	END { exit ok != 4 }' "$out"
result 'figures, or none' $?

printf 'series_id,year,kind,x,n\na,1,rate,1,2\na,1,rate,1,2\n' >in
refuses 'a year twice' "row 3, column year: '1': row 2 has this year too" apc
printf 'series_id,year,kind,x,n\na,1,rate,1,2\na,2,value,1,2\n' >in
refuses 'two kinds in a series' \
	"row 3, column kind: 'value': row 2 of the series has 'rate'" apc
printf 'series_id,year,kind,x,n\na,1,odds,1,2\n' >in
feed in stat apc
check 'another kind' err_has "column kind: 'odds'"

if [ -z "${ORACLES:-}" ]; then
	result 'whole files # SKIP ORACLES is not set' 0
	done_testing
fi
trend=$ORACLES/trend
awk -F, 'NR == 1 { print "series_id,year,kind,x,n"; next }
	{ print $1 "," $2 ",rate," $3 "," $4 }' \
	"$trend/count_trend_series.csv" >in
feed in stat apc
# R's last digits hang on where its iteration stops
awk -F, 'NR == FNR { if (FNR > 1) { apc[$1] = $13; p[$1] = $12
		phi[$1] = $10; n++ } next }
	FNR > 1 { d = $4 - apc[$1]; if (d < 0) d = -d; a = apc[$1]
	bad += d > 1e-8 * (a < 0 ? 1 - a : 1 + a)
	d = $7 - phi[$1]; bad += d > 1e-5 || d < -1e-5
	d = $8 - p[$1]; if (phi[$1] >= 1) bad += d > 1e-5 || d < -1e-5; m++ }
	END { exit bad > 0 || m != n || n < 10 }' \
	"$trend/count_trend_expected.csv" "$out"
result 'counts as R has them' $?
awk -F, 'NR == FNR { if (FNR > 1) want[$1] = 1; next }
	FNR == 1 { print "series_id,year,kind,x,n"; next }
	$1 in want { print $1 "," $2 ",value," $3 "," }' \
	"$trend/loglinear_apc.csv" "$trend/series.csv" >in
feed in stat apc
awk -F, 'NR == FNR { if (FNR > 1) { a[$1] = $3; l[$1] = $4; h[$1] = $5; n++ }
		next }
	function far(x, y, d) { d = x - y; if (d < 0) d = -d
		return d > 1e-8 * (y < 0 ? 1 - y : 1 + y) }
	FNR > 1 { bad += far($4, a[$1]) + far($5, l[$1]) + far($6, h[$1]); m++ }
	END { exit bad > 0 || m != n || n < 60 }' \
	"$trend/loglinear_apc.csv" "$out"
result 'lines of logarithms as R has them' $?

done_testing
