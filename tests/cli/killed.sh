# Killed at a random instant, a run or a rebuild leaves one whole picture, or none
# where there was none; nothing that the archive had is lost; and the next run
# ends as if nothing had been. The instants are spread over the stages, however
# short one is. KILLS: how many; SEED: repeats their instants; SMALL: two
# indicators and one kind of chart, some seconds each; REPLAY: a server of recorded
# answers instead of the shipped ones.
# shellcheck shell=sh
# shellcheck source=tests/cli/lib.inc
. "$SRC/tests/cli/lib.inc"

kills=${KILLS:-6}
seed=${SEED:-$(date +%s)}
echo "# SEED=$seed"
# as long as the script may take
SERVE_SECONDS=${TEST_SECONDS:-600}
trap stop_all EXIT

# The figures of 2013, and a later answer for one of the indicators.
if [ -n "${REPLAY:-}" ]; then
	serve first "$REPLAY" --vintage vintage-2013
	first=$url
	serve later "$REPLAY" --vintage vintage-2023 --vintage vintage-2013
else
	only=127,751,760,3126,3128,3129,3856,3858,3859,3860,3862,3864
	[ -z "${SMALL:-}" ] || only=127,3126
	for when in first:2014-01-01 later:2024-01-01; do
		serve ${when%:*} "$SRC/tests/support/sotkanet.py" \
			"$SRC/etl/snapshot" --only $only \
			--until ${when#*:} --seconds "$SERVE_SECONDS"
		[ $when = later:2024-01-01 ] || first=$url
	done
fi
later=$url

# job VAR KIND: in the place of a shell that was forked for it, so that to kill
# that is to kill the program. The picture of a rebuild is that of another year.
job() {
	case $2 in
	cold) set -- "$1" "$first" 2026 run ;;
	later) set -- "$1" "$later" 2026 run ;;
	rebuild) set -- "$1" "$later" 2040 rebuild ;;
	esac
	# shellcheck disable=SC2086
	exec "$TILANNEKUVA" --var "$1" --config "$SRC/config" \
		${SMALL:+--set plot.kinds=rank --set site.langs=fi} \
		--set "sotkanet.url=$2" --set site.counties=18 --set site.pdf=no \
		--now "$3-03-01T03:00:00Z" "$4" >"$1.out" 2>&1
}
content() {
	VAR=$1 sql "SELECT value FROM store_info WHERE key = 'content_id'"
}
site() {
	(cd "$1/site" && find . -type f -exec sha256sum {} + | sort)
}
fetched() {
	sqlite3 -readonly "$1/archive.db" "SELECT id, topic, scope, request,
		fetched_at, status, body, verdict FROM fetch" 2>/dev/null
}
picture() {
	for v in v_area v_indicator v_observation v_latest v_trend v_break v_forecast \
		v_forecast_method v_revision v_provenance v_coverage v_gap \
		v_agreement v_chart; do
		VAR=$1 sql "SELECT * FROM $v" | sort
	done
	content "$1"
	sqlite3 "$1/archive.db" "SELECT DISTINCT topic, body FROM fetch
		WHERE verdict = 'new' ORDER BY 1, 2"
	site "$1"
	# nothing is left lying about
	find "$1" -maxdepth 1 ! -name '*.db-*' | sed "s,^$1,var," | sort
}
ms() { date +%s%3N; }

# The undisturbed runs, and how long each takes.
for kind in cold later rebuild; do
	case $kind in
	later) cp -R cold later ;;
	rebuild) cp -R later rebuild ;;
	esac
	start=$(ms)
	(job $kind $kind)
	check "undisturbed: $kind" [ $? -eq 0 ]
	echo $(($(ms) - start)) >$kind.ms
	[ $kind = rebuild ] || sqlite3 -readonly $kind/archive.db "SELECT stage,
		cast(1000 * (sum(seconds) OVER (ORDER BY rowid) - seconds) AS INT),
		cast(1000 * seconds AS INT) FROM run_stage
		WHERE run = (SELECT max(id) FROM run)" | tr '|' ' ' >$kind.stages
	picture $kind >$kind.picture
	content $kind >$kind.content
	site $kind >$kind.site
done
for kind in cold later; do
	sqlite3 -readonly $kind/archive.db 'SELECT max(id) FROM run' >$kind.runs
done
echo 0 >none.runs
: >none.content
: >none.site
check "each has another picture" [ "$(sort -u ./*.content | grep -c .)" -eq 3 ]

# one_of NAME VAR THING BEFORE AFTER: the site, say, is that of before or after.
one_of() {
	"$3" "$2" >"now.$3" 2>/dev/null
	cmp -s "now.$3" "$4.$3" || cmp -s "now.$3" "$5.$3"
	result "$1: the $3 is the old one or the new one" $?
}
# kill_one KIND BEFORE AFTER NEXT MS: a run of this kind, killed where BEFORE
# stood and AFTER was to come; behind it a run of the kind NEXT.
kill_one() {
	name="$1 killed after $5 ms"
	rm -rf v
	[ "$2" = none ] || cp -R "$2" v
	(job v "$1") &
	victim=$!
	sleep "$(awk -v ms="$5" 'BEGIN { print ms / 1000 }')"
	fetched v >stored
	kill -9 $victim 2>/dev/null
	wait $victim 2>/dev/null
	# how far it had come: what the ledger has of this run
	[ "$1" = rebuild ] || sqlite3 -readonly v/archive.db "SELECT coalesce(
		(SELECT stage FROM run_stage WHERE run = r.id ORDER BY rowid DESC
		LIMIT 1), 'begin') FROM run AS r WHERE id > $(cat "$2.runs")
		ORDER BY id DESC LIMIT 1" >>reached 2>/dev/null
	one_of "$name" v content "$2" "$3"
	one_of "$name" v site "$2" "$3"
	if [ -e v/tilannekuva.db ]; then
		check "$name: the store is sound" \
			[ "$(VAR=v sql "PRAGMA integrity_check")" = ok ]
	fi
	(job v "$4")
	check "$name: the next run goes well" [ $? -eq 0 ]
	picture v >got
	cmp -s "$4.picture" got
	result "$name: and ends the same" $?
	diff "$4.picture" got | head -n 10 | cut -c 1-200 | sed 's/^/# /'
	fetched v | sort >kept
	check "$name: what was stored is there" \
		[ -z "$(sort stored | comm -23 - kept)" ]
	run --var v archive verify
	check "$name: the archive is sound" [ "$status" -eq 0 ]
}
instant() { # instant N KIND: the Nth random instant of such a run
	awk -v seed="$seed" -v n="$1" -v ms="$(cat "$2.ms")" 'BEGIN {
		srand(seed + 7919 * n); rand(); print int(rand() * ms) }'
}
# instant_of N KIND: of a stage of it, each in its turn; the program starts before.
instant_of() {
	awk -v seed="$seed" -v n="$1" '{ from[NR] = $2; took[NR] = $3 }
		END { srand(seed + 7919 * n); rand(); i = int(n / 5) % NR + 1
		print int(10 + from[i] + rand() * took[i]) }' "$2.stages"
}

n=0
: >reached
while [ $n -lt "$kills" ]; do
	n=$((n + 1))
	case $((n % 5)) in
	0) kill_one rebuild later rebuild later "$(instant $n rebuild)" ;;
	1) kill_one later cold later later "$(instant $n later)" ;;
	3) kill_one later cold later later "$(instant_of $n later)" ;;
	*) kill_one cold none cold cold "$(instant_of $n cold)" ;;
	esac
	rm -rf v v.out
done
echo "# the last stage that was done when it was killed:"
sort reached | uniq -c | sed 's/^/# /'
done_testing
