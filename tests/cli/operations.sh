# Looked after by nobody: journal, ledger, status, metrics, alarm, cron/run.sh,
# what is kept and for how long, the lock of a run that was killed.
# shellcheck shell=sh
# shellcheck source=tests/cli/lib.inc
. "$SRC/tests/cli/lib.inc"

trap stop_all EXIT
offer() { # offer FAULTS: a server in the place of the last one
	stop_all
	serve sotkanet "$SRC/tests/support/sotkanet.py" "$SRC/etl/snapshot" \
		--only 228,683 --faults "$1"
}
# One small county, so that few charts are drawn.
at() { # at TIME WORD...
	_now=$1
	shift
	run --config "$SRC/config" --set "sotkanet.url=$url" \
		--set site.counties=18 --set http.attempts=1 --now "$_now" "$@"
}
ledger() { sqlite3 "${VAR:-var}/archive.db" "$1"; }
# shellcheck disable=SC2317 # called through check
quiet() { [ "$status" -eq 0 ] && out_empty && err_empty; }

# --- an incomplete night needs nobody, the next one mends it

offer html
at 2026-03-01T03:00:00Z run
check "one refused answer: incomplete" [ "$status" -eq 1 ]
at 2026-03-01T09:00:00Z status
check "status exits 1" [ "$status" -eq 1 ]
check "it names what is refused, since when and why" out_has \
	"sotkanet figures:228 since 2026-03-01: not JSON: line 1 column 1:"
check "no night is complete yet" out_has "complete night   none yet"
at 2026-03-01T09:00:00Z status --alarm
check "nobody is called" quiet
at 2026-03-02T03:00:00Z run
check "the next night is complete" [ "$status" -eq 0 ]
at 2026-03-02T09:00:00Z status
check "status exits 0" [ "$status" -eq 0 ]
check "it says when" out_has "complete night   2026-03-02 03:00, 6 hours ago"
check "nothing is refused any more" [ "$(grep -c 'refused or' "$out")" -eq 0 ]
check "what is held" out_has "sotkanet            2      "
check "what is followed and not offered" out_has \
	"sotkanet, not offered by the source: 190 indicators: 4, 5, 7, 74"
check "nothing on standard error" err_empty
check "in 80 columns" [ "$(LC_ALL=C.UTF-8 awk 'length($0) > 80' "$out" |
	wc -l)" -eq 0 ]

# --- the ledger

check "the archive has each stage of each night" [ "$(ledger "SELECT count(*),
	count(changed), sum(seconds > 0) FROM run_stage")" = "10|10|10" ]
check "v_run says what the first night did" [ "$(sql "SELECT state, outcome,
	requests, changed > 1000, seconds >= fetch_seconds + load_seconds
	+ analyse_seconds + plot_seconds + brief_seconds - 1e-9,
	plot_seconds > 0 FROM v_run WHERE run = 1")" = \
	"incomplete|incomplete|6|1|1|1" ]

# --- the journal

cat >journal.py <<'END'
import json, sys
lines = [json.loads(s) for s in open(sys.argv[1], encoding="utf-8")]
assert all(list(l)[:3] == ["time", "level", "event"] for l in lines)
assert all(l["time"].startswith(sys.argv[2]) for l in lines)
assert lines[0]["event"] == "begin" and lines[0]["command"] == "run"
assert lines[-1]["event"] == "end" and lines[-1]["status"] == int(sys.argv[3])
assert [l["stage"] for l in lines if l["event"] == "stage"] == \
    ["fetch", "load", "analyse", "plot", "brief"]
said = [l["text"] for l in lines if l["event"] == "message"]
assert any(s.startswith("fetch: ") for s in said)
print(sum(l["level"] == "error" for l in lines))
END
check "each line of the journal is JSON, in order; errors are in it" \
	[ "$(python3 journal.py var/log/2026-03-01.jsonl 2026-03-01T 1)" = 1 ]
check "a day has a journal of its own" \
	[ "$(python3 journal.py var/log/2026-03-02.jsonl 2026-03-02T 0)" = 0 ]
at 2026-03-02T10:00:00Z load
check "what went well is not said" quiet
at 2026-03-02T10:00:00Z -v load
check "but with -v" err_has "load: 0 answers, 0 figures changed"
mkdir blocked
: >blocked/log
at 2026-03-02T10:00:00Z --var blocked load
check "a journal that cannot be written stops nothing" [ "$status" -eq 0 ]
check "it is one warning" [ "$(cat "$err")" = \
	"tilannekuva: warning: no journal: blocked/log: File exists" ]

# --- metrics

parser=
for p in python3 /usr/bin/python3; do
	$p -c 'import prometheus_client.openmetrics.parser' 2>/dev/null &&
		parser=$p && break
done
cat >metrics.py <<'END'
import sys
from prometheus_client.openmetrics.parser import text_string_to_metric_families
text = open(sys.argv[1], encoding="utf-8").read()
for f in text_string_to_metric_families(text):
    assert f.documentation and f.name.startswith("tilannekuva_"), f
    for s in f.samples:
        key = ",".join(s.labels[k] for k in sorted(s.labels))
        print(f"{s.name}|{key}|{s.value:.15g}")
END
cp -r var odd
unsum odd/archive.db
sqlite3 odd/archive.db "INSERT INTO fetch SELECT NULL, run, source, topic, scope,
	request, basis, '2026-03-03T03:00:00Z', 500, NULL, NULL, NULL, 'refused',
	'say \"ä\" \\ or' || char(10) || 'not' FROM fetch
	WHERE topic = 'figures:683' LIMIT 1;
	INSERT INTO fetch SELECT NULL, run, source, 'meta:999999', '', request,
	NULL, fetched_at, 404, NULL, NULL, NULL, 'refused', 'status 404'
	FROM fetch WHERE topic = 'list' LIMIT 1"
at 2026-03-03T04:00:00Z --var odd status
check "what is neither followed nor held is no loss" \
	out_has "refused or not answered: 1"
at 2026-03-02T03:01:40Z status --metrics
check "metrics exit 0" [ "$status" -eq 0 ]
cp "$out" metrics
at 2026-03-03T04:00:00Z --var odd status --metrics
cp "$out" odd.metrics
if [ -n "$parser" ]; then
	$parser metrics.py metrics >m
	result "a real parser reads them" $?
	for line in "build_info|0.1.0|1" "archive_readable||1" \
		"store_readable||1" "last_run_success||1" \
		"last_complete_run_timestamp_seconds||1772420400" \
		"last_run_outcome|ok|1" "last_run_outcome|failed|0" \
		"last_run_answers|new|1" "last_run_answers|refused|0" \
		"indicators|sotkanet|2" "refused_topics|sotkanet|0" \
		"newest_answer_age_seconds|sotkanet|100" \
		"oldest_answer_age_seconds|sotkanet|100" \
		"missing_indicators|not offered by the source,sotkanet|190"; do
		check "metric $line" grep -qxF "tilannekuva_$line" m
	done
	check "figures are those of the store" grep -qxF \
		"tilannekuva_figures|sotkanet|$(sql "SELECT sum(figures)
			FROM indicator AS i JOIN source AS s ON s.id = i.source
			WHERE s.name = 'sotkanet'")" m
	check "each stage has its time" [ "$(grep -c \
		'^tilannekuva_last_run_duration_seconds|.*|0*[.1-9]' m)" -eq 5 ]
	check "a label may hold anything" [ "$($parser metrics.py odd.metrics |
		sed -n '/^tilannekuva_refused_since/,/|/p' |
		head -n 2 | tr '\n' '~')" = 'tilannekuva_refused_since_timestamp_seconds|say "ä" \ or~not,sotkanet,figures:683|1772506800~' ]
else
	cases=$((cases + 1))
	echo "ok $cases - metrics # SKIP python3-prometheus-client is not there"
fi
says "one thing at a time" 2 \
	"tilannekuva: status: --metrics and --alarm do not go together" \
	status --metrics --alarm

at 2026-03-03T05:00:00Z --var odd fetch
check "fetch by itself is in the ledger" [ "$(VAR=odd ledger "SELECT stage FROM run_stage
	WHERE run = 3")" = fetch ]

# --- two at once, and one that is killed

offer 503,503,503,503
"$TILANNEKUVA" --config "$SRC/config" --set "sotkanet.url=$url" \
	--set site.counties=18 --set site.pdf=no --var killed --now 2026-03-03T03:00:00Z run \
	>/dev/null 2>&1 &
victim=$!
i=0
while [ "$(VAR=killed ledger 'SELECT count(*) FROM fetch' 2>/dev/null)" != 3 ] &&
	[ $i -lt 100 ]; do
	sleep 0.1
	i=$((i + 1))
done
says "a second one stays out" 1 \
	"tilannekuva: run: another tilannekuva is at work in killed" \
	--config "$SRC/config" --var killed --now 2026-03-03T03:00:01Z run
at 2026-03-03T03:01:00Z --var killed status
check "status sees that it goes on" out_has "2026-03-03 03:00 run    going on"
at 2026-03-03T03:01:00Z --var killed status --alarm
check "nobody is called" quiet
kill -9 $victim
wait $victim 2>/dev/null
at 2026-03-03T03:02:00Z --var killed status
check "then that it did not end" [ "$status" -eq 1 ]
check "and says so" out_has "2026-03-03 03:00 run    not ended"
at 2026-03-03T03:02:00Z --var killed status --alarm
check "a person is called" [ "$status" -eq 1 ]
check "and hears what and since when" out_has \
	"The last \`run\` of 2026-03-03 03:00 UTC did not end: it was killed"
offer ""
at 2026-03-03T04:00:00Z --var killed run
check "the next one gets the lock and goes well" [ "$status" -eq 0 ]
check "the ledger knows the killed one" [ "$(VAR=killed sql "SELECT state
	FROM v_run ORDER BY run" | tr '\n' ' ')" = "killed ok " ]
at 2026-03-03T04:01:00Z --var killed status
check "so does status" out_has "2026-03-03 03:00 run    killed"
at 2026-03-03T04:01:00Z --var killed status --alarm
check "nobody is called any more" quiet

# --- no room for tilannekuva.db, some for archive.db

(
	trap '' XFSZ
	ulimit -f 600
	"$TILANNEKUVA" --config "$SRC/config" --set "sotkanet.url=$url" \
		--var full --now 2026-03-03T03:00:00Z run >/dev/null 2>full.err
)
check "a night without room fails" grep -q "run: full/tilannekuva.db" full.err
check "the ledger has its message" [ "$(VAR=full ledger "SELECT outcome || ' ' ||
	(message LIKE 'full/tilannekuva.db%') FROM run_end")" = "failed 1" ]
check "and which stage failed" [ "$(VAR=full ledger "SELECT stage FROM run_stage
	WHERE changed IS NULL")" = load ]
at 2026-03-03T09:00:00Z --var full status
check "status tells it without a store" out_has "2026-03-03 03:00 run    failed"
at 2026-03-03T09:00:00Z --var full status --alarm
check "a person is called" [ "$status" -eq 1 ]
check "and hears why" out_has "The last \`run\` of 2026-03-03 03:00 UTC failed:"

# --- a source that stays away

stop_all
at 2026-03-03T03:00:00Z run
check "a night without an answer" [ "$status" -eq 1 ]
at 2026-03-03T03:10:00Z status --alarm
check "one needs nobody" quiet
at 2026-03-05T02:59:00Z status --alarm
check "nor do two" quiet
at 2026-03-05T03:10:00Z status --alarm
check "three days do" [ "$status" -eq 1 ]
check "what and since when" out_has \
	"No night has been complete since 2026-03-02 03:00 UTC, 3 days."
at 2026-03-05T03:10:00Z --set run.patience_days=4 status --alarm
check "who is more patient hears nothing" quiet

# --- a store that is away or damaged

cp -r var hurt
dd if=/dev/urandom of=hurt/archive.db bs=512 count=8 conv=notrunc 2>/dev/null
rm -f hurt/archive.db-wal hurt/archive.db-shm
at 2026-03-03T09:00:00Z --var hurt status
check "without an archive status tells what the store knows" \
	[ "$status" -eq 1 ]
check "the runs" out_has "2026-03-02 03:00 run    ok"
check "the figures" out_has "sotkanet            2      "
check "and what is wrong" out_has "archive          cannot be read"
at 2026-03-03T09:00:00Z --var hurt status --alarm
check "a person is called" [ "$status" -eq 1 ]
check "who needs the backup" out_has "The archive cannot be read: hurt/archive.db"
at 2026-03-03T09:00:00Z --var hurt status --metrics
check "a monitor sees it" grep -qx 'tilannekuva_archive_readable 0' "$out"
at 2026-03-03T09:00:00Z --var hurt run
check "without an archive a night does nothing: exit 2" [ "$status" -eq 2 ]
check "and says why" err_has "tilannekuva: run: hurt/archive.db"
rm -rf hurt
cp -r var hurt
printf 'not a database at all, but long enough to be read as one.' \
	>hurt/tilannekuva.db
rm -f hurt/tilannekuva.db-wal hurt/tilannekuva.db-shm
at 2026-03-03T09:00:00Z --var hurt status
check "without a store it tells what the archive knows" [ "$status" -eq 1 ]
check "the runs" out_has "2026-03-02 03:00 run    ok"
check "what is not known is no number" out_has "sotkanet            -          -"
at 2026-03-03T09:00:00Z --var hurt status --alarm
check "a person is told of rebuild" out_has "rebuild\` makes it anew"
at 2026-03-03T09:00:00Z --var nowhere status
check "with neither it still answers" [ "$status" -eq 1 -a -s "$out" ]
check "and makes nothing" [ ! -e nowhere ]

# --- cron/run.sh, in cron's bare environment

mkdir -p co/cron
cp "$SRC/cron/run.sh" co/cron
cp -r "$SRC/config" co/config
ln -s "$TILANNEKUVA" co/tilannekuva
job() { # job TIME WORD...
	_now=$1
	shift
	env -i HOME="$HOME" PATH=/usr/bin:/bin sh co/cron/run.sh \
		--set "sotkanet.url=$url" --set site.counties=18 \
		--set http.attempts=1 --now "$_now" "$@" >"$out" 2>"$err"
	status=$?
}
offer ""
job 2026-03-01T03:00:00Z
check "run.sh says nothing of a good night" quiet
check "which was one" [ "$(VAR=co/var ledger "SELECT outcome FROM run_end")" = ok ]
stop_all
job 2026-03-02T03:00:00Z
check "nor of an incomplete one" [ "$status" -eq 1 ]
check "not a word" [ ! -s "$out" -a ! -s "$err" ]
job 2026-03-04T03:00:00Z
check "after three days without a complete one it does" [ "$status" -eq 1 ]
check "the alarm" out_has "No night has been complete since 2026-03-01 03:00"
check "and what the night said" out_has \
	"tilannekuva: sotkanet areas: Failed to connect"
job 2026-03-04T03:00:00Z --set http.attempts=none
check "a wrong setting: everything" [ "$status" -eq 2 ]
check "as it is" [ "$(cat "$out")" = "tilannekuva: http.attempts: 'none': expected a whole number from 1 to 20" ]

# --- what is kept, and for how long

mkdir -p var/export/2025-11-01 var/export/2026-02-26 var/export/2025-11-01-mine
: >var/export/2025-11-01/a
: >var/log/2025-12-01.jsonl
: >var/log/2025-12-01.txt
ln -s "$PWD/metrics" var/log/2025-12-02.jsonl
: >var/log/2025-12-04.jsonl
at 2026-03-04T05:00:00Z export exchange
check "export has a folder of its day" [ "$status" -eq 0 ]
check "with a file an answer" [ "$(find var/export/2026-03-04 -name \
	'*-sotkanet-*.exchange' | wc -l)" -eq 3 ]
at 2026-03-04T05:00:00Z --offline run
check "a run" [ "$status" -eq 0 ]
check "journals of 90 days stay, older ones go" \
	[ "$(cd var/log && echo *)" = "2025-12-01.txt 2025-12-02.jsonl 2025-12-04.jsonl 2026-03-01.jsonl 2026-03-02.jsonl 2026-03-03.jsonl 2026-03-04.jsonl" ]
check "exports of 30 days stay, older ones go" [ "$(cd var/export && echo *)" = \
	"2025-11-01-mine 2026-02-26 2026-03-04" ]
at 2026-03-05T05:00:00Z --set keep.logs_days=1 --set keep.exports_days=1 \
	--offline run
check "as the settings say" [ "$(cd var/log && echo 2026*) $(cd var/export &&
	echo 2026*)" = "2026-03-04.jsonl 2026-03-05.jsonl 2026-03-04" ]
check "the archive never forgets" [ "$(ledger "SELECT min(fetched_at)
	FROM fetch")" = 2026-03-01T03:00:00Z ]
done_testing
