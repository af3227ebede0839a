# Eight readers of the store while it is refreshed, in one transaction and made
# anew: no error, and each query sees one whole picture. REFRESHES: how many for each
# crew of readers.
# shellcheck shell=sh
# shellcheck source=tests/cli/lib.inc
. "$SRC/tests/cli/lib.inc"

snapshot=$SRC/etl/snapshot
store=var/tilannekuva.db
refreshes=${REFRESHES:-4}
day=0

night() { # night WORD...: no charts, no pages but the front page, no gate
	run -v --config "$SRC/config" --set site.counties= --set quality.hold= \
		--now 2026-03-01T03:00:00Z "$@"
	[ "$status" -eq 0 ] || echo "$*: $(tail -n 1 "$err")" >>failures
}
# revise N: an answer of day N that revises some figures of one indicator.
revise() {
	when=$(date -u -d "2025-11-01 +$1 days" +%Y-%m-%dT%H:%M:%SZ)
	awk -v when="$when" -v n="$1" '
		/^fetched_at / { $2 = when }
		body && NR % 5 == n % 5 && $5 != "." { $5 = n ".5" }
		/^$/ { body = 1 }
		{ print }' "$snapshot/2025-10-01-sotkanet-5812.exchange" >revised
	night import revised
}
known() { # the picture that stands, as readers.py words it
	sqlite3 -readonly -cmd ".timeout 10000" $store "$(python3 - <<-'PY'
		import os, re
		path = os.environ["SRC"] + "/tests/support/readers.py"
		print(re.search('PICTURE = """(.*?)"""', open(path).read(), re.S)[1])
	PY
	)" >>published
}

# refresh: one night, and now and then a past day before it.
refresh() {
	day=$((day + 1))
	revise $day
	case $((day % 4)) in
	0) night rebuild ;;
	*) night --offline run ;;
	esac
	if err_has "made anew"; then
		anew=$((anew + 1))
	else
		inside=$((inside + 1))
	fi
	known
	[ $((day % 4)) -eq 2 ] || return
	night rebuild --as-of 2025-10-20
	known
}
# watched CREW: so many refreshes, watched by this crew.
watched() {
	rm -f stop
	python3 "$SRC/tests/support/readers.py" --crew "$1" $store stop \
		--seconds $((60 + 5 * refreshes)) >"seen-$1" 2>readers.err &
	readers=$!
	sleep 0.5
	i=0
	while [ $i -lt "$refreshes" ]; do
		refresh
		i=$((i + 1))
	done
	sleep 0.5
	touch stop
	wait $readers
	result "$1 readers: no error, and no picture is a mixture" $?
	sed 's/^/# /' readers.err
	check "$1 readers saw the refreshes" \
		[ "$(grep -c . "seen-$1")" -gt $((refreshes / 2)) ]
}
trap 'touch stop; wait' EXIT

: >failures
anew=0
inside=0
night import "$snapshot"/*-sotkanet-areas.exchange
for id in 683 751 760 1078 3517 3856 3858 3859 3862 3864 4684 5432 5812; do
	night import "$snapshot"/*-sotkanet-$id.exchange
done
night --offline run
known
watched mixed
watched read-only
check "every refresh goes well" [ ! -s failures ]
check "some are one transaction, some made anew: $inside and $anew" \
	[ "$inside" -gt 0 -a "$anew" -gt 0 ]
sort -u published >known
sort -u seen-* | comm -13 known - >strange
check "every picture seen was published" [ ! -s strange ]
check "the store is sound" \
	[ "$(sqlite3 -readonly $store 'PRAGMA integrity_check')" = ok ]
night --offline run
check "nothing is left in its WAL" [ ! -s $store-wal ]
done_testing
