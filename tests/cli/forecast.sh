# shellcheck shell=sh
# `stat forecast`. With ORACLES=DIR (a folder of expected figures of other
# programs, forecast/) the M3 competition is forecast as well.
. "$SRC/tests/cli/lib.inc"

CONFIG=$SRC/config

# rows N, methods WORD...: of the last output, without its header.
# shellcheck disable=SC2317 # both are called by check
rows() { [ "$(($(wc -l <"$out") - 1))" -eq "$1" ]; }
# shellcheck disable=SC2317
methods() { [ "$(sed 1d "$out" | cut -d, -f4 | sort -u | tr '\n' ' ')" = "$1 " ]; }

# A constant and a short series, a rise in any order, a gap that is too long.
cat >in <<'EOF'
series_id,year,value
flat,2001,7.3
rise,2006,6
flat,2002,7.3
flat,2003,7.3
short,2001,1
short,2002,2
flat,2004,7.3
flat,2005,7.3
flat,2006,7.3
rise,2001,1
rise,2002,2
rise,2003,3
rise,2004,4
rise,2005,5
far,2001,5
far,2002,5
far,2003,5
far,2004,5
far,2005,5
far,2011,10
far,2012,
EOF
cat >want <<'EOF'
series_id,year,value,method
flat,2007,7.3,mean3
flat,2008,7.3,mean3
short,,,too_few_points
far,2012,10.25,mean2
far,2013,10.5,mean2
EOF
feed in stat forecast
check 'exit status' test "$status" -eq 0
check 'silent' err_empty
check 'two years of six points' rows 7
# SES keeps a little below 6, drift goes on to 7, Theta lies between
awk -F, '$1 == "rise" { n++; ok += $3 > last && $3 < 8; last = $3 }
	END { exit !(n == 2 && ok == 2) }' "$out"
result 'a rise goes on' $?
sed -i '/^rise/d' "$out"
check 'figures, in the order of the input' out_is want

feed in stat forecast --horizon 6
check 'another horizon' rows 19
feed in stat forecast --horizon 0
check 'no horizon' test "$status" -eq 2
check 'is said' err_has "--horizon '0': years from 1 to 30 are expected"

awk 'BEGIN { print "series_id,year,value"
	for (i = 0; i < 12; i++) print "a," 2001 + i "," (i * 7) % 5
	for (i = 0; i < 11; i++) print "b," 2001 + i "," (i * 7) % 5
	for (i = 0; i < 15; i++) print "c," 2001 + i "," (i * 7) % 5 }' >in
feed in stat forecast
check 'the rule: four, three and five years' rows 12
check 'the rule: twelve points' out_has 'a,2016'
sed -n '/^b,/p' "$out" >b
check 'the rule: eleven points' \
	test "$(cut -d, -f4 b | sort | uniq -c | tr -s ' ')" = ' 3 mean3'
{ echo series_id,year,value; sed 1d in | sort -r; } >shuffled
cp "$out" before
feed shuffled stat forecast
sort before >want
sort "$out" >got
check 'the order of rows does not matter' cmp -s want got

# --- the M3 competition -------------------------------------------------------

# What each series' forecasts are worth, on average: sMAPE and MASE over six
# years; exit status 0 if they are at most LIMIT_S and LIMIT_M.
cat >worth.py <<'EOF'
import csv, sys
series, forecasts, last, smape, mase = sys.argv[1:]
known, came, got = {}, {}, {}
for r in csv.DictReader(open(series)):
    to = known if r["part"] == "train" else came
    to.setdefault(r["series_id"], []).append(float(r["value"]))
for r in csv.DictReader(open(forecasts)):
    got.setdefault(r["series_id"], []).append(float(r["value"]))
s = m = 0
for name, x in known.items():
    x = x[-int(last):]
    scale = sum(abs(b - a) for a, b in zip(x, x[1:])) / (len(x) - 1)
    assert len(got[name]) == len(came[name]) == 6
    for f, y in zip(got[name], came[name]):
        s += 200 * abs(y - f) / (abs(y) + abs(f)) / 6 / len(known)
        m += abs(y - f) / scale / 6 / len(known)
print("# %d series: sMAPE %.4f, MASE %.4f" % (len(known), s, m))
sys.exit(len(known) != 645 or s > float(smape) or m > float(mase))
EOF

# known N: the last N known values of each series, the header first.
known() {
	awk -F, -v keep="$1" '$3 != "train" { next }
		{ n[$1]++; row[$1, n[$1]] = $1 "," $4 "," $5 }
		n[$1] == 1 { names[++series] = $1 }
		END { print "series_id,year,value"
			for (i = 1; i <= series; i++) {
				id = names[i]
				for (k = 1; k <= n[id]; k++)
					if (k > n[id] - keep) print row[id, k] } }' \
		"$ORACLES/forecast/m3_yearly.csv"
}

# worth NAME LAST SMAPE MASE
worth() {
	known "$2" >m3.csv
	feed m3.csv stat forecast --horizon 6
	python3 worth.py "$ORACLES/forecast/m3_yearly.csv" "$out" "$2" "$3" "$4"
	result "$1" $?
}

if [ -n "${ORACLES:-}" ]; then
	worth 'oracles: M3, all that is known' 1000 16.4 2.70
	check 'by the median of four' methods median4
	worth 'oracles: M3, the last ten values' 10 17.42 2.47
	check 'by the mean of three' methods mean3
else
	result 'oracles # SKIP ORACLES=DIR is not set' 0
fi

done_testing
