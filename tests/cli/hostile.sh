# A server that means harm (tests/support/hostile.py): whatever it sends, and
# however, the night ends in time, within bounds of memory, with a line that says
# what was refused; what was held stays. HOSTILE=all: every attack, in full size.
# shellcheck shell=sh
# shellcheck source=tests/cli/lib.inc
. "$SRC/tests/cli/lib.inc"

trap stop_all EXIT
mkdir few
grep -E '^(source|sotkanet,228),' "$SRC/config/indicators.csv" >few/indicators.csv
: >few/tilannekuva.conf
if [ "${HOSTILE:-}" = all ]; then bomb=2000; else bomb=270; fi
serve hostile "$SRC/tests/support/hostile.py" --dir "$SRC/etl/snapshot" \
	--bomb $bomb --other "http://127.0.0.2:9/" --log asked
root=$url

SECONDS_MAX=60
MEMORY_MAX=700000 # KiB: an answer of 256 MB, as it came and unpacked
# The sanitizers' own memory is not ours.
if grep -q __asan_init "$TILANNEKUVA"; then MEMORY_MAX=4000000; fi

# attack NAME: one night of it. PATIENCE: seconds for a request.
PATIENCE=10
attack() {
	python3 "$SRC/tests/support/measured.py" $SECONDS_MAX took \
		"$TILANNEKUVA" --config few --var "var-$1" \
		--set "sotkanet.url=$root/$1/rest/1.1" --set http.attempts=1 \
		--set "http.timeout_s=$PATIENCE" --set http.budget_s=11 \
		--now 2026-03-01T03:00:00Z fetch sotkanet --indicator 228 \
		>"$out" 2>"$err" </dev/null
	status=$?
	python3 "$SRC/tests/support/doors.py" clean "$out" "$err" >odd ||
		{
		cat odd >>"$err"
		status=99
	}
}
bounded() { [ "$(cut -d' ' -f2 took)" -lt $MEMORY_MAX ]; }
# refused NAME TEXT [REQUESTS]: it ends with a line of that text a request, the
# archive is whole and tells the reason, and no more was kept than may be.
refused() {
	attack "$1"
	[ "$status" -eq 1 ] && bounded && err_has "$2" &&
		[ "$(wc -l <"$err")" -le 4 ] &&
		[ "$(sqlite3 "var-$1/archive.db" "SELECT count(*) > 0 FROM fetch
			WHERE verdict = 'refused'")" -eq 1 ] &&
		[ "$(sqlite3 "var-$1/archive.db" "SELECT count(*) FROM fetch
			WHERE verdict <> 'refused' AND (topic = '${3:-areas}'
			OR reason LIKE '%KANARIA%')")" -eq 0 ] &&
		[ "$(stat -c %s "var-$1/archive.db")" -lt 60000000 ]
	result "$1: $2" $?
	rm -rf "var-$1"
}
more() { [ "${HOSTILE:-}" != all ] || refused "$@"; }

# --- how it answers ---
refused endless-head "the headers are larger than"
refused endless-line "the headers are larger than"
more endless-interim "the headers are larger than"
more endless-trailer "the headers are larger than"
more many-heads "the headers are larger than"
refused gzip-bomb "unpacked gzip: more than 268435456 bytes"
more gzip-nested "not JSON"
PATIENCE=1
refused slow-body "timed out"
more endless "sotkanet areas: "
more endless-chunks "sotkanet areas: "
more slow-head "timed out"
more silent "timed out"
more never-closes "timed out"
PATIENCE=10
more length-small "not JSON"
refused length-large "transfer closed with 97 bytes remaining"
refused length-huge "the answer is larger than 268435456 bytes"
more length-minus "Content-Length"
more length-twice "transfer closed"
more chunk-huge "chunked-encoding"
refused to-file "redirect to another server refused: file:///etc/passwd"
refused to-other "redirect to another server refused: http://127.0.0.2:9/"
refused to-localhost "redirect to another server refused: http://localhost:"
more to-https "redirect to another server refused: https://"
more to-gopher "redirect to another server refused: gopher://"
refused to-user "redirect to another server refused"
refused to-self "more than 5 redirects"
more to-control "status 302 that leads nowhere"
more no-http "HTTP/0.9"
more http09 "HTTP/0.9"
refused status-999 "status 999"
more retry-never "status 503"
refused encoding-other "encoding 'br' was not asked for"
more encoding-not "gzip: incorrect header check"
more fields-long "no regions"

# --- what it says ---
more empty "an empty body"
more html "not JSON"
refused invalid-utf8 "unable to decode byte 0xff"
refused overlong-utf8 "unable to decode byte 0xc0"
more surrogates "unable to decode byte 0xed"
more lone-escape "invalid Unicode"
more utf16 "not JSON"
more bom "not JSON"
refused nul "control character 0x0"
more nul-escape "\\u0000 is not allowed"
refused deep "maximum parsing depth reached"
more deep-objects "maximum parsing depth reached"
refused many-objects "would take more than 512 MB of memory"
more many-lists "would take more than 512 MB of memory"
more many-numbers "would take more than 512 MB of memory"
more many-keys "a JSON array is expected"
more long-text "Expected integer, got string"
more wrong-types "a JSON array is expected"
refused number-1e999 "real number overflow" figures:228
refused number-long "too big integer" figures:228
more number-hex "not JSON" figures:228
refused number-nan "not JSON" figures:228
more number-infinity "not JSON" figures:228
more number-text "value: a number is expected" figures:228
more number-null "value: a number is expected" figures:228
more number-list "value: a number is expected" figures:228
more number-object "value: a number is expected" figures:228
more number-true "value: a number is expected" figures:228
refused number-twice "duplicate object key" figures:228
refused year-9999 "year 9999" figures:228
more year-minus "year -2020" figures:228
more year-huge "too big integer" figures:228
more year-real "Expected integer, got real" figures:228
refused region-huge "region 4294968296" figures:228

attack number-minus-zero
check "minus zero is zero" [ "$status" -eq 0 ]
check "no file of this machine was asked for, no other server, no name" \
	[ "$(cut -d' ' -f2 asked | grep -vc '^/[a-z0-9-]*/rest/1\.1/')" -eq 0 ]

# A title that is a book: refused, in one line, by its description alone.
stop hostile
serve hostile "$SRC/tests/support/hostile.py" --dir "$SRC/etl/snapshot" \
	--long 100000 --log asked
root=$url
attack text
check "a title that is a book is refused" [ "$status" -eq 1 ]
check "in a line that is cut" grep -q 'bytes, at most 2000 are taken$' "$err"
check "no line is longer than a screen or four" \
	[ "$(wc -L <"$err")" -lt 400 ]
check "bounded" bounded

# One that answers well, and then no more: what is held stays, and is told.
stop hostile
serve hostile "$SRC/tests/support/sotkanet.py" "$SRC/etl/snapshot" --only 228
root=$url
run --config few --set "sotkanet.url=$url" --now 2026-03-01T03:00:00Z fetch sotkanet
run --config few load
had=$(sql "SELECT count(*), sum(value) FROM v_observation")
stop hostile
serve hostile "$SRC/tests/support/hostile.py" --dir "$SRC/etl/snapshot"
run --config few --set "sotkanet.url=$url/html/rest/1.1" --set http.attempts=1 \
	--now 2026-03-02T03:00:00Z fetch sotkanet
check "the night after is incomplete" [ "$status" -eq 1 ]
run --config few load
check "what was held stays" [ "$(sql "SELECT count(*), sum(value)
	FROM v_observation")" = "$had" ]
done_testing
