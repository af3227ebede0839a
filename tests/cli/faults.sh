# A bad night: what the server may do is retried or refused with the reason, one
# indicator's failure touches no other, and the next night is complete.
# shellcheck shell=sh
# shellcheck source=tests/cli/lib.inc
. "$SRC/tests/cli/lib.inc"

trap stop_all EXIT
why() { sqlite3 var/archive.db "SELECT coalesce(reason, 'none') FROM fetch
	WHERE topic = 'figures:$1' ORDER BY id DESC LIMIT 1"; }
fetch() {
	run --config "$SRC/config" --set "sotkanet.url=$url" \
		--set http.attempts=4 --now "$1" fetch
}

# In the order of config/indicators.csv, as they are asked for.
serve sotkanet "$SRC/tests/support/sotkanet.py" "$SRC/etl/snapshot" \
	--only 127,178,228,683,1077,1078,1244,1872 \
	--faults 503,cut,drop,ok,html,empty,garbage,404
fetch 2026-03-01T03:00:00Z
check "the night is incomplete" [ "$status" -eq 1 ]
check "503, a cut body and a dropped connection are asked for again" \
	[ "$(why 127)" = none ]
check "a web page is refused as no JSON" [ "$(why 178)" = \
	"not JSON: line 1 column 1: '[' or '{' expected near '<'" ]
check "an empty body is refused" [ "$(why 228)" = "an empty body" ]
why 683 | grep -q "^not JSON"
result "garbage is refused" $?
check "404 is refused at once" [ "$(why 1077)" = "status 404" ]
check "the others are there" \
	[ "$(why 1078)$(why 1244)$(why 1872)" = nonenonenone ]
check "each is reported in a line" [ "$(grep -c '^tilannekuva: sotkanet figures' \
	"$err")" -eq 4 ]
check "the ledger says so" [ "$(sqlite3 var/archive.db "SELECT outcome || ' '
	|| refused FROM run_end")" = "incomplete 4" ]
check "refused bodies are kept" [ "$(sqlite3 var/archive.db "SELECT count(*)
	FROM fetch WHERE verdict = 'refused' AND body IS NOT NULL")" -eq 3 ]
run -v --config "$SRC/config" --set "sotkanet.url=$url" \
	--now 2026-03-02T03:00:00Z fetch
check "the next night is complete" [ "$status" -eq 0 ]
check "with -v it tells each request" [ "$(grep -c "^$url.*: status 200" \
	"$err")" -eq 14 ]
check "and asks only for what was missing" [ "$(sqlite3 var/archive.db "SELECT
	count(*) FROM fetch WHERE run = 2 AND source = 'sotkanet'
	AND topic LIKE 'figures:%'")" -eq 4 ]
done_testing
