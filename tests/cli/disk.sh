# A disk that is full, breaks or loses power at any write of a refresh: see
# tests/faults/disk.py. DISK_FULL, DISK_POWER: how often (0 for a full disk: at
# every call); SEED: repeats the places.
# shellcheck shell=sh
# shellcheck source=tests/cli/lib.inc
. "$SRC/tests/cli/lib.inc"

seed=${SEED:-$(date +%s)}
echo "# SEED=$seed"
SERVE_SECONDS=${TEST_SECONDS:-600}
trap stop_all EXIT
for when in first:2014-01-01 later:2024-01-01; do
	serve ${when%:*} "$SRC/tests/support/sotkanet.py" "$SRC/etl/snapshot" \
		--only 127,3126 --until ${when#*:} --seconds "$SERVE_SECONDS"
	[ $when = later:2024-01-01 ] || first=$url
done
later=$url

# shellcheck disable=SC2086 # as make has it: "ccache gcc"
if ! ${CC:-cc} -O1 -Wall -Wextra -Werror -shared -fPIC -o faults.so \
	"$SRC/tests/faults/faults.c" -ldl 2>"$err"; then
	result "tests/faults/faults.c compiles" 1
	done_testing
fi
# the sanitizers want to be the first library
ASAN_OPTIONS=verify_asan_link_order=0:${ASAN_OPTIONS:-}
export ASAN_OPTIONS
# what it prints of one kind goes on counting behind the other
disk() {
	mkdir "$1"
	(cd "$1" && python3 "$SRC/tests/faults/disk.py" "$1" ../faults.so \
		"$first" "$later" "$2" "$seed") >"$1.tap" 2>&1
	grep -v '^1\.\.' "$1.tap" |
		awk -v n="$cases" '/^(not )?ok / { sub(/[0-9]+/, ++n) } { print }'
	grep -q '^1\.\.' "$1.tap" || echo "not ok 0 - $1: it ended early"
	grep -q '^not ok' "$1.tap" && broken=$((broken + 1))
	cases=$((cases + $(grep -c '^\(not \)*ok ' "$1.tap")))
}
disk full "${DISK_FULL:-4}"
disk power "${DISK_POWER:-3}"
done_testing
