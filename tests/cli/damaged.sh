# Bits that the disk lost, in every kind of page of either database: what is read
# is what was written or an error in one line; the picture is made anew from the
# archive; the archive itself says so, and the picture stays. FLIPS: how many in
# each; SEED: repeats their places.
# shellcheck shell=sh
# shellcheck source=tests/cli/lib.inc
. "$SRC/tests/cli/lib.inc"

flips=${FLIPS:-4}
seed=${SEED:-$(date +%s)}
echo "# SEED=$seed"
NOW=2026-03-02T03:00:00Z
t() {
	_var=$1
	shift
	run --var "$_var" --config "$SRC/config" --set site.counties=18 \
		--set plot.kinds=rank --set site.langs=fi --now $NOW --offline "$@"
}
# bytes FILE
bytes() { wc -c <"$1"; }
# flip FILE BYTE BIT: and its log is gone, as after the last one who wrote
flip() {
	python3 -c 'import sys
f = open(sys.argv[1], "r+b"); at = int(sys.argv[2]); f.seek(at)
b = f.read(1)[0] ^ 1 << int(sys.argv[3]); f.seek(at); f.write(bytes([b]))' "$@"
}
# place N FILE: the Nth random byte and bit of it; each eighth in its first page's
# header
place() {
	awk -v seed="$seed" -v n="$1" -v size="$(bytes "$2")" 'BEGIN {
		srand(seed + 7919 * n); rand()
		print int(rand() * (n % 8 ? size : 110)), int(rand() * 8) }'
}
one_line() { [ "$(wc -l <"$err")" -eq 1 ]; }
# begins FILE: what was printed is its beginning
begins() { head -c "$(bytes "$out")" "$1" | cmp -s - "$out"; }
all='SELECT (SELECT group_concat(x) FROM (SELECT value || area_code || year ||
	status AS x FROM v_observation)), (SELECT group_concat(x) FROM (SELECT
	area_code || s || verdict AS x FROM v_trend))'
picture() {
	for v in v_area v_indicator v_observation v_trend v_gap v_revision v_chart; do
		VAR=$1 sql "SELECT * FROM $v" | sort
	done
	VAR=$1 sql "SELECT value FROM store_info WHERE key = 'content_id'"
	(cd "$1/site" && find . -type f -exec sha256sum {} + | sort)
}

t var import "$SRC"/etl/snapshot/*-areas.exchange \
	"$SRC"/etl/snapshot/*-sotkanet-3126.exchange
t var run
check "a store" [ "$status" -eq 0 ]
t var run
t var sql "$all"
cp "$out" all
picture var >want
check "both have a sum on each page" [ "$(for f in var/*.db; do
	od -An -tu1 -j20 -N1 "$f"; done | tr -d ' \n')" = 88 ]
check "other programs find nothing amiss" [ "$(for f in var/*.db; do
	sqlite3 -readonly "$f" 'PRAGMA integrity_check'; done)" = "ok
ok" ]

n=0
while [ $n -lt "$flips" ]; do
	n=$((n + 1))
	rm -rf v
	cp -R var v
	# shellcheck disable=SC2046
	set -- $(place $n v/tilannekuva.db)
	flip v/tilannekuva.db "$1" "$2"
	name="tilannekuva.db, byte $1, bit $2"
	t v sql "$all"
	{ [ "$status" -eq 0 ] && cmp -s all "$out"; } ||
		{ [ "$status" -eq 1 ] && one_line && begins all &&
			err_has "tilannekuva.db" && err_has rebuild; }
	result "$name: read as it was, or not at all" $?
	t v run
	check "$name: the next night goes well" [ "$status" -eq 0 ]
	picture v >got
	check "$name: and has the same picture" cmp -s want got
done

while [ $n -lt $((2 * flips)) ]; do
	n=$((n + 1))
	rm -rf v
	cp -R var v
	# shellcheck disable=SC2046
	set -- $(place $n v/archive.db)
	flip v/archive.db "$1" "$2"
	name="archive.db, byte $1, bit $2"
	t v archive verify
	verified=$status
	check "$name: verified with a word or well" [ "$status" -le 1 ]
	t v rebuild
	[ "$status" -eq 0 ] ||
		{ [ "$status" -eq 1 ] && one_line && out_empty &&
			err_has archive.db; }
	result "$name: the rebuild says so or goes well" $?
	[ "$status" -eq 0 ] || [ "$verified" -eq 1 ]
	result "$name: what hinders it is found by verify" $?
	picture v >got
	check "$name: the picture is the same" cmp -s want got
done

# A night on a damaged archive leaves the pages that are there.
rm -rf v
cp -R var v
pages=$(($(bytes v/archive.db) / 4096))
while [ $pages -gt 1 ]; do
	pages=$((pages - 1))
	flip v/archive.db $((4096 * pages + 2000)) 3
done
t v run
check "an archive that is damaged all over: the night fails" [ "$status" -ge 1 ]
check "in a line" one_line
check "that names it" err_has v/archive.db
picture v >got
check "and yesterday's picture stays" cmp -s want got
done_testing
