# What changed between two days: on a few answers, on the shipped snapshot, and,
# with RECORDINGS=DIR (as in recordings.sh), on two recorded downloads, which a
# server beside the recordings gives again.
# shellcheck shell=sh
# shellcheck source=tests/cli/lib.inc
. "$SRC/tests/cli/lib.inc"

says "without an archive" 1 \
	"tilannekuva: diff: var/archive.db: not there" diff 2025-01-01
check "none is made" [ ! -e var ]
says "without a day" 2 "tilannekuva: diff: one DATE or two are expected" diff
says "a day that is none" 2 \
	"tilannekuva: diff: '1.1.2025': a date such as 2014-01-01 is expected" \
	diff 1.1.2025
says "the newer day first" 2 \
	"tilannekuva: diff: 2025-02-01 is after 2025-01-01: the older day comes first" \
	diff 2025-02-01 2025-01-01
says "a kind that is none" 2 \
	"tilannekuva: diff: --kind 'new': one of these is expected: area_new area_gone area_renamed area_moved offered ended title definition unit producer first_held new_year new_figure returned revised numerator vanished verdict" \
	diff --kind revised,new 2025-01-01
says "a source that is none" 2 \
	"tilannekuva: diff: --indicator 'x:1': no source 'x'" \
	diff --indicator 228,x:1 2025-01-01

head='indicator;region;year;gender;primary value;absolute value'
url='csv?indicator=683&years=2015&years=2016'
printf '%s\r\n683;177;2015;total;9.3;6463\r\n683;9;2015;total;8;\r\n' \
	"$head" >one.csv
printf '%s\r\n683;177;2015;total;9.4;6463\r\n683;177;2016;total;9.5;\r\n' \
	"$head" >two.csv
run import --source sotkanet --url "$url" --fetched-at 2025-01-03 two.csv
run import --source sotkanet --url "$url" --fetched-at 2025-01-02 one.csv
says "before the first answer" 2 \
	"tilannekuva: diff: nothing was known on 2025-01-01: the first answer is of 2025-01-02" \
	diff 2025-01-01
columns='kind\tsource\tindicator\ttitle\tfield\tarea\tarea_fi\tsex\tyears\tfigures\told\tnew\n'
# row KIND AREA NAME SEX YEAR OLD NEW
row() { printf '%s\tsotkanet\t683\t\t\t%s\t%s\t%s\t%s\t1\t%s\t%s\n' "$@"; }
# shellcheck disable=SC2059
{
	printf "$columns"
	row new_year '' '' '' 2016 '' ''
	row revised '' '' '' 2015 '' ''
	row vanished '' '' '' 2015 '' ''
} >want
exits "two days" 0 --now 2025-01-04T00:00:00Z diff 2025-01-02
check "a row a kind and year" out_is want
# shellcheck disable=SC2059
{
	printf "$columns"
	row revised unknown:177 177 total 2015 9.3 9.4
} >want
exits "one kind, each figure" 0 diff --figures --kind revised 2025-01-02 \
	2025-01-03
check "with its area and both values" out_is want
# shellcheck disable=SC2059
printf "$columns" >want
exits "one day" 0 diff 2025-01-02 2025-01-02
check "has no rows" out_is want
exits "other indicators" 0 diff --indicator 1,2 2025-01-02 2025-01-03
check "have no rows" out_is want

# The shipped snapshot: 3126 (Gini) was downloaded in 2013 and in 2025; the order
# in which the answers are taken in does not matter.
counts() { # of the indicator, per kind
	awk -F'\t' -v id="$1" '$3 == id { n[$1] += $10 }
		END { for (k in n) print k, n[k] }' "$out" | sort | tr '\n' ' '
}
gini='new_year 3696 revised 1097 vanished 527 '
run --var s import "$SRC"/etl/snapshot/*.exchange
exits "the snapshot" 0 --var s diff 2013-12-31 2025-12-31
check "what changed in 3126" [ "$(counts 3126)" = "$gini" ]
cp "$out" want
find "$SRC/etl/snapshot" -name '*.exchange' | sort -r >files
# shellcheck disable=SC2046
run --var r import $(cat files)
run --var r diff 2013-12-31 2025-12-31
check "the other way round it is the same" out_is want

if [ -z "${RECORDINGS:-}" ]; then
	result "two recorded downloads # SKIP RECORDINGS is not set" 0
	done_testing
fi
replay=$RECORDINGS/../tools/replay.py
if [ ! -f "$replay" ]; then
	result "two recorded downloads # SKIP $replay is not there" 0
	done_testing
fi
# download DAY VINTAGE...: a night against a server of these recordings.
download() {
	day=$1
	shift
	for v; do
		set -- "$@" --vintage "$v"
		shift
	done
	serve replay "$replay" --data "$RECORDINGS" "$@"
	exits "a download of $day" 0 --var d --now "${day}T03:00:00Z" \
		--set "sotkanet.url=$url" fetch --indicator 3126
	stop replay
}
download 2013-10-01 vintage-2013
download 2025-11-01 vintage-2025 vintage-2013
exits "two recorded downloads" 0 --var d --now 2025-11-01T12:00:00Z \
	diff 2013-10-01
check "what changed in 3126 is the same" [ "$(counts 3126)" = "$gini" ]
check "every figure of 2012 and later is of a new year" [ "$(awk -F'\t' '
	$1 == "new_year" && $3 == 3126 { print $9 }' "$out" | tr '\n' ' ')" = \
	"2012 2013 2014 2015 2016 2017 2018 2019 2020 2021 2022 2023 " ]
check "the list of indicators grew" [ "$(grep -c '^offered' "$out")" -eq 11 ]
done_testing
