# What is asked for, when and why: followed indicators each night, the rest spread
# over days, figures only when the source says that they changed, all of it with
# --all, which goes on where it was stopped.
# shellcheck shell=sh
# shellcheck source=tests/cli/lib.inc
. "$SRC/tests/cli/lib.inc"

offer() { # offer WORD...: a server with these options
	: >asked
	serve offer "$SRC/tests/support/sotkanet.py" "$SRC/etl/snapshot" \
		--log asked "$@"
}
trap stop_all EXIT
asks() { grep -c "$1" asked; }
archive() { sqlite3 -readonly var/archive.db "$1"; }
night() { # night DAY WORD...: fetch on that day of March 2026
	_day=$1
	shift
	: >asked
	run --config few --set "sotkanet.url=$url" \
		--now "2026-03-${_day}T03:00:00Z" fetch "$@"
}
# Two of the indicators that the server offers are followed.
mkdir few
grep -E '^(source|sotkanet,(228|1077)),' "$SRC/config/indicators.csv" \
	>few/indicators.csv
: >few/tilannekuva.conf

offer
night 01 --dry-run
check "before the first night the plan is asked of nobody" \
	[ "$status" -eq 0 -a ! -s asked ]
check "it has a line for each request" [ "$(wc -l <"$out")" -eq 4 ]
check "with its reason" out_has \
	"indicators/228	followed: each night"

night 01
check "the first night goes well" [ "$status" -eq 0 ]
check "figures of what is followed alone" [ "$(asks json)" -eq 2 ]
check "the journal tells each request and why" [ "$(grep -c \
	'"event":"request".*"why":"no figures are held".*"verdict":"new"' \
	var/log/2026-03-01.jsonl)" -eq 2 ]
rest=$(($(sed -n 's/^indicator //p' "$SRC"/etl/snapshot/*.exchange | sort -u |
	wc -l) - 2))
turn=$(((rest + 6) / 7))
check "of the rest a seventh is described" \
	[ "$(asks 'indicators/')" -eq $((turn + 2)) ]
even=0
for day in 02 03 04 05 06 07; do
	night $day
	n=$(asks 'indicators/')
	[ "$status" -eq 0 ] && [ "$n" -le $((turn + 2)) ] && even=$((even + 1))
done
check "so each night of the week" [ $even -eq 6 ]
check "then all of it was described once" [ "$(archive "SELECT count(*) || ' '
	|| count(DISTINCT topic) FROM fetch WHERE topic GLOB 'meta:*'
	AND topic NOT IN ('meta:228', 'meta:1077')")" = "$rest $rest" ]
night 08
check "a week later the first have their turn again" \
	[ "$(asks 'indicators/')" -eq $((turn + 2)) ]
check "nothing was asked for twice for want of change" \
	[ "$(archive "SELECT count(*) FROM fetch WHERE topic GLOB 'figures:*'")" \
	-eq 2 ]
night 09 --dry-run
check "figures that are held are not in the plan" [ "$(grep -c json "$out")" \
	-eq 0 ]
night 09 --indicator 178
check "a named one is asked for with its figures" [ "$(asks 'json?indicator=178&')" -eq 1 ]
run --config few --set "sotkanet.url=$url" --set sotkanet.rest_days=0 \
	--now 2026-03-09T04:00:00Z fetch
check "the rest can be left out" [ "$(tail -n 4 asked | grep -c 'indicators/')" -eq 2 ]
stop offer

offer --updated 2026-03-10
night 10
check "figures of a later date are asked for" [ "$(asks json)" -eq 2 ]
for day in 11 12 13 14 15 16 17; do
	night $day
	cat asked >>week
done
check "what is held is kept up, followed or not" \
	[ "$(grep -c 'json?indicator=178&' week)" -eq 1 ]
check "and nothing else" [ "$(grep -c json week)" -eq 1 ]
stop offer

offer --updated 2026-03-20 --faults 404
night 20
check "figures that could not be had make the night incomplete" \
	[ "$status" -eq 1 ]
night 21 --dry-run
check "and stand in the next night's plan with what changed" out_has \
	"genders=total	updated=2026-03-20, held updated=2026-03-10"
stop offer

# The same words packed otherwise are the same answer.
offer --gzip
rm -rf var
night 01
bodies=$(archive "SELECT count(*) FROM body")
night 02
check "what is packed anew is not kept a second time" \
	[ "$(archive "SELECT count(*) FROM fetch WHERE topic = 'areas'
		AND verdict = 'same'")" -eq 1 ]
check "so a quiet night adds only the rest's turn" \
	[ "$(archive "SELECT count(*) FROM body")" -eq $((bodies + turn)) ]
stop offer

# --all, stopped and taken up again.
offer
rm -rf var
for pause in 0.2 0.3 0.5; do
	"$TILANNEKUVA" --config few --set "sotkanet.url=$url" \
		--now 2026-03-01T03:00:00Z fetch --all >/dev/null 2>&1 &
	victim=$!
	sleep $pause
	kill -9 $victim 2>/dev/null
	wait $victim 2>/dev/null
done
run --config few --set "sotkanet.url=$url" --now 2026-03-01T03:00:00Z \
	fetch --all
check "stopped three times, --all ends well" [ "$status" -eq 0 ]
check "everything that is offered is held" [ "$(archive "SELECT count(DISTINCT
	topic) FROM fetch WHERE topic GLOB 'figures:*'
	AND verdict = 'new'")" -eq $((rest + 2)) ]
# at each stop one may be asked for and two more be read
check "and was asked for once, but for what was under way" \
	[ "$(asks json)" -le $((rest + 2 + 3 * 3)) ]
: >asked
run --config few --set "sotkanet.url=$url" --now 2026-03-02T03:00:00Z \
	fetch --all
check "the next --all asks for what is followed alone" \
	[ "$(asks 'indicators/') $(asks json)" = "2 0" ]
stop offer

# Nobody answers, or nothing that can be used: the source is left in peace.
offer
stop offer
night 05
check "a source that is away is left after three requests" \
	err_has "does not answer: 1 indicators were left"
done_testing
