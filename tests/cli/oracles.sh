# Every file of expected figures of other programs is held by a test, or it is
# said why not: tests/oracles.tsv. With ORACLES=DIR its files are gone through.
# shellcheck shell=sh
# shellcheck source=tests/cli/lib.inc
. "$SRC/tests/cli/lib.inc"

grep -v '^#' "$SRC/tests/oracles.tsv" >rows
check 'each row has a file, a test and what it holds' \
	[ "$(awk -F'\t' 'NF != 3 || $1 == "" || $3 == ""' rows | wc -l)" -eq 0 ]
cut -f2 rows | sort -u | grep -vx -- - | while read -r t; do
	[ -f "$SRC/$t" ] || echo "$t"
done >gone
check 'each test is there' [ ! -s gone ]
if [ -z "${ORACLES:-}" ]; then
	result 'files # SKIP ORACLES is not set' 0
	done_testing
fi
# what belongs to later versions of the methods stands apart
(cd "$ORACLES" && find . -type f ! -path './later/*' ! -name README.md) |
	sed 's,^\./,,' | sort >there
cut -f1 rows | sort >told
check 'each file has a row, each row a file' cmp there told
diff there told | sed 's/^/# /'

done_testing
