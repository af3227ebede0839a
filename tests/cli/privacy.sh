# Nothing that is derived or published reveals more than the source's own figures.
# Hidden cells are planted into recorded figures, everything is built of them, and
# tests/support/privacy.py tries to get them back. What was published once and is
# hidden since may make no difference at all: two archives that differ in such
# figures alone give the same store, pages, charts and tables to the byte.
# shellcheck shell=sh
# shellcheck source=tests/cli/lib.inc
. "$SRC/tests/cli/lib.inc"

for v in a b; do
	python3 "$SRC/tests/support/privacy.py" plant "$SRC/etl/snapshot" \
		"$v.in" "$v" || exit 1
done
check "the two differ in what is hidden since" [ "$(cat a.in/[23]*.exchange |
	cksum)" != "$(cat b.in/[23]*.exchange | cksum)" ]
check "and in nothing else" [ "$(cat a.in/[014]*.exchange | cksum)" = \
	"$(cat b.in/[014]*.exchange | cksum)" ]

# world NAME WORD...: the program on var of that world, on one day.
world() {
	_w=$1
	shift
	"$TILANNEKUVA" --config "$SRC/config" --var "$_w/var" --offline \
		--now 2026-03-02T03:00:00Z --set site.counties=09 \
		--set site.pdf=no --set quality.hold=areas "$@" \
		>"$_w/said" 2>"$_w/complained" </dev/null
}
# build NAME: everything that is published, in several nights.
build() {
	mkdir "$1" || return 1
	world "$1" import "$SRC/etl/snapshot/2023-06-01-sotkanet-127.exchange" \
		"$1.in"/[0123]*.exchange && world "$1" load &&
		world "$1" import "$1.in"/4*.exchange && world "$1" load &&
		world "$1" analyse && world "$1" plot && world "$1" brief &&
		world "$1" export csv "$1/csv" &&
		world "$1" export xlsx "$1/xlsx" &&
		world "$1" export json-stat "$1/json" &&
		world "$1" export datasette "$1/datasette" &&
		python3 -m zipfile -e "$1"/xlsx/tilannekuva-fi.xlsx "$1/book" ||
		return 1
	world "$1" diff --figures 2024-06-01 && cp "$1/said" "$1/diff.tsv" || return 1
	world "$1" check
	cp "$1/said" "$1/check.tsv"
	rm "$1/said" "$1/complained"
}
build a &
first=$!
build b
second=$?
wait "$first"
check "both are built" [ "$?$second" = 00 ]
check "with charts and pages" [ "$(find a/var/site -name '*.html' | wc -l) $(
	find a/var/charts -name '*.svg' | wc -l)" != "0 0" ]

# --- hidden since: no difference

# All but the ledger, which knows how many bytes came and how long it took.
for v in a b; do
	sqlite3 -readonly $v/var/tilannekuva.db .dump |
		grep -v "^INSERT INTO run" >$v.dump
	rm $v/csv/v_run.csv $v/csv/datapackage.json
done
check "the same store" cmp a.dump b.dump
check "which is not empty" [ "$(grep -c "INSERT INTO revision" a.dump)" -ge 4 ]
for part in var/site var/charts csv xlsx book json datasette diff.tsv check.tsv; do
	check "the same $part" diff -rq "a/$part" "b/$part"
done
check "it is told that they are hidden" [ "$(VAR=a/var sql "SELECT group_concat(
	DISTINCT kind || ' ' || new_status) FROM v_revision
	WHERE indicator = '228' AND new_status <> 'value'")" = \
	"changed suppressed,vanished missing" ]
check "and nothing of what they were" [ "$(VAR=a/var sql "SELECT count(*)
	FROM v_revision AS r WHERE coalesce(old_value, new_value) IS NOT NULL
	AND NOT EXISTS (SELECT 1 FROM v_observation AS o
	WHERE o.indicator = r.indicator AND o.area_kind = r.area_kind
	AND o.area_code = r.area_code AND o.year = r.year AND o.sex = r.sex
	AND o.value IS NOT NULL)")" -eq 0 ]
check "what was agreed is no way around that" [ "$(VAR=a/var sql "SELECT
	count(*) || ' ' || count(agreed_value) FROM v_agreement
	WHERE indicator = '228' AND agreed_year = 2022 AND area_kind = 'kunta'
	AND area_code IN ('016', '020')")" = "2 0" ]
check "the archive has them still" [ "$(sqlite3 a/var/archive.db "SELECT
	count(*) FROM fetch WHERE topic = 'figures:228' AND verdict = 'new'")" -eq 3 ]

cp -r b again
world again rebuild && world again analyse
check "made anew it is the same" [ "$(VAR=again/var sql "SELECT value
	FROM store_info WHERE key = 'content_id'")" = "$(VAR=b/var sql "SELECT value
	FROM store_info WHERE key = 'content_id'")" ]
# what comes back is shown, but not what it was before
mkdir back
sed 's/^fetched_at .*/fetched_at 2026-02-20T00:00:00Z/' b.in/2*.exchange >back/1.exchange
world again import back/1.exchange && world again load
check "what comes back is shown" [ "$(VAR=again/var sql "SELECT count(*)
	FROM v_observation WHERE indicator = '228' AND value IS NULL")" -eq 0 ]
check "and not what it was before" [ "$(VAR=again/var sql "SELECT count(*)
	FROM v_revision WHERE indicator = '228' AND seen_at < '2026-02-20'
	AND coalesce(old_value, new_value) IS NOT NULL")" -eq 0 ]

# --- never published: not to be had

check "the county's rest is one hidden municipality" [ "$(VAR=a/var sql "SELECT
	count(*) FROM v_position WHERE indicator = '683' AND area_code = '398'
	AND area_kind = 'kunta' AND year = 2023 AND value IS NOT NULL")" -eq 1 ]
check "a sum is found that does not hold" [ "$(VAR=a/var sql "SELECT count(*) > 0
	FROM v_quality WHERE indicator = '683' AND check_name = 'sum'
	AND year = 2015")" -eq 1 ]
python3 "$SRC/tests/support/privacy.py" attack a.in a/var/tilannekuva.db \
	a/var/site a/var/charts a/csv a >found 2>"$err"
check "the attack runs to its end" [ "$?" -eq 0 ]
sed 's/^/# /' found | cut -c 1-300 | head -n 20
check "and gets nothing back" [ ! -s found ]

# --- held back, and obeyed all the same

mkdir held
cp -r a.in/0*.exchange a.in/2*.exchange a.in/held/*.exchange held
run --var held/var --config "$SRC/config" --now 2026-03-02T03:00:00Z import \
	held/*.exchange
run --var held/var --config "$SRC/config" --now 2026-03-02T03:00:00Z load
check "an answer is held back" err_has "held back"
check "but hides what it says is hidden" [ "$(VAR=held/var sql "SELECT
	group_concat(cell, ', ') FROM (SELECT area_code || ' ' || year || ' ' ||
	status AS cell FROM v_observation WHERE indicator = '228'
	AND value IS NULL ORDER BY 1)")" = "016 2022 suppressed, 020 2022 suppressed" ]
check "and changes nothing else" [ "$(VAR=held/var sql "SELECT count(*)
	FROM v_revision WHERE new_status <> 'suppressed'")" -eq 0 ]

done_testing
