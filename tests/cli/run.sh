# The nightly job over real HTTP against a server on loopback that gives the
# shipped figures as Sotkanet would: everything, then a night with nothing new.
# shellcheck shell=sh
# shellcheck source=tests/cli/lib.inc
. "$SRC/tests/cli/lib.inc"

trap stop_all EXIT
serve sotkanet "$SRC/tests/support/sotkanet.py" "$SRC/etl/snapshot" --log asked \
	--only 228,683,127,1077
asks() { grep -c "$1" asked; }

# One small county, so that few charts are drawn.
night() {
	run --config "$SRC/config" --set "sotkanet.url=$url" \
		--set site.counties=18 --now "$1" run
}
tokens() { # figures of the snapshot files named, of areas that are still there
	sed '1,/^$/d' "$@" | awk '{ for (i = 5; i <= NF; i++) n += $i != "." }
		END { print n }'
}

# Answers that the shipped tables of one's own give, beside the server's.
own=$(cat "$SRC"/config/tables/*.ini | grep -c '^\[indicator ')

night 2026-03-01T03:00:00Z
check "the first night goes well" [ "$status" -eq 0 ]
check "it warns of what is not offered" \
	err_has "does not offer 188 of the indicators"
check "it asks for areas and the list once" \
	[ "$(asks 'regions$')" -eq 1 -a "$(asks 'indicators$')" -eq 1 ]
check "it asks for each description once" [ "$(asks 'indicators/')" -eq 4 ]
check "it asks for each indicator's figures once, all years in one request" \
	[ "$(asks 'json?indicator')" -eq 4 ]
check "every figure of 228 is there" [ "$(sql "SELECT count(*) FROM v_observation
	WHERE indicator = '228'")" -eq \
	"$(tokens "$SRC"/etl/snapshot/2025-10-01-sotkanet-228.exchange)" ]
check "every figure of 683 is there" [ "$(sql "SELECT count(*) FROM v_observation
	WHERE indicator = '683'")" -eq \
	"$(tokens "$SRC"/etl/snapshot/2025-10-01-sotkanet-683.exchange)" ]
check "figures know the address they came from" [ "$(sql "SELECT count(*)
	FROM v_provenance WHERE request LIKE '$url/json?indicator=%'")" -eq 4 ]
check "what is not offered is a gap with its reason" [ "$(sql "SELECT count(*)
	FROM v_gap WHERE reason = 'not offered by the source'")" -eq 188 ]
check "the ledger says how it went" [ "$(sql "SELECT outcome || ' ' || requests
	|| ' ' || new || ' ' || refused FROM v_run")" = "ok 10 $((10 + own)) 0" ]
check "the site has a page a municipality and an index" \
	[ "$(find var/site/kunta var/site/index.html -name '*.html' |
		wc -l)" -eq 9 ]

content=$(sql "SELECT value FROM store_info WHERE key = 'content_id'")
: >asked
sleep 1
touch mark
night 2026-03-02T03:00:00Z
check "a night with nothing new goes well" [ "$status" -eq 0 ]
check "it asks for descriptions alone" \
	[ "$(asks 'json')" -eq 0 -a "$(asks 'indicators/')" -eq 4 ]
find var/site var/charts -type f -newer mark ! -name '*.lock' >written
check "it rewrites nothing" [ ! -s written ]
check "the picture has the same name" [ "$content" = \
	"$(sql "SELECT value FROM store_info WHERE key = 'content_id'")" ]
check "the ledger has both nights" [ "$(sql "SELECT count(*), sum(same)
	FROM v_run")" = "2|$((6 + own))" ]

for view in v_area v_indicator v_observation v_latest v_trend v_break v_position \
	v_matrix v_forecast v_forecast_method v_inequality v_peer v_link \
	v_revision v_provenance v_coverage v_gap v_chart v_agreement \
	v_data_need v_foresight; do
	sql "SELECT * FROM $view" | sort
done >incremental
run --config "$SRC/config" --set site.counties=18 --now 2026-03-02T03:00:00Z \
	rebuild
check "rebuild goes well" [ "$status" -eq 0 ]
for view in v_area v_indicator v_observation v_latest v_trend v_break v_position \
	v_matrix v_forecast v_forecast_method v_inequality v_peer v_link \
	v_revision v_provenance v_coverage v_gap v_chart v_agreement \
	v_data_need v_foresight; do
	sql "SELECT * FROM $view" | sort
done >rebuilt
check "rebuild equals what was brought along" cmp incremental rebuilt

check "and has its name" [ "$content" = \
	"$(sql "SELECT value FROM store_info WHERE key = 'content_id'")" ]
run --config "$SRC/config" --set site.counties=18 --now 2040-01-01T03:00:00Z \
	rebuild
check "the same figures seen from 2040 are another picture" [ "$content" != \
	"$(sql "SELECT value FROM store_info WHERE key = 'content_id'")" ]

stop sotkanet
night 2026-03-03T03:00:00Z
check "without an answer the job is incomplete" [ "$status" -eq 1 ]
check "and says so in the ledger" [ "$(sql "SELECT outcome FROM v_run
	ORDER BY run DESC LIMIT 1")" = incomplete ]
run --config "$SRC/config" status
check "and in status" [ "$status" -eq 1 ]
check "which names the run" out_has incomplete
check "what was there stays" [ "$(sql "SELECT count(*) FROM v_observation
	WHERE indicator = '228'")" -gt 8000 ]
done_testing
