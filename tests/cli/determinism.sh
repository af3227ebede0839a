# The same answers and settings give the same picture: content id, tables, CSV
# twins, charts (SVG, PNG, PDF) and pages to the byte, wherever, whenever and by
# whomever they are made: another folder, home, umask, host, clock zone, locale,
# one thread or two, memory that is filled with rubbish. With rows, keys and
# answers in another order the figures are the same, and all that is made of them:
# only the hashes of the bodies, and the content id that holds them, are others.
#
# Short by itself; DETERMINISM=all (make torture) takes the whole snapshot, every
# kind of chart and each variant by itself.
# shellcheck shell=sh
# shellcheck source=tests/cli/lib.inc
. "$SRC/tests/cli/lib.inc"

trap stop_all EXIT
SERVE_SECONDS=${TEST_SECONDS:-600}
top=$PWD
mkdir in
if [ "${DETERMINISM:-}" = all ]; then
	cp "$SRC"/etl/snapshot/*.exchange in
	kinds="trend, spine, rug, multiples, map, rank, slope, funnel, clock"
	langs="fi, sv, en"
else
	for i in 2026-03-01-sotkanet-areas 2023-06-01-sotkanet-127 \
		2013-09-08-sotkanet-127 2025-10-01-sotkanet-683 \
		2013-09-08-sotkanet-3126 2026-03-01-sotkanet-3126; do
		cp "$SRC/etl/snapshot/$i.exchange" in
	done
	kinds="trend, map, clock"
	langs="fi"
fi

# --- locales with a decimal comma and with a dotless i, as far as they can be made

mkdir locales
for l in fi_FI de_DE tr_TR; do
	localedef -i $l -f UTF-8 "locales/$l.UTF-8" 2>/dev/null || rm -rf "locales/$l.UTF-8"
done
LOCPATH=$top/locales
# the C library keeps what it took out of LOCPATH, which looks like a leak
ASAN_OPTIONS=${ASAN_OPTIONS:+$ASAN_OPTIONS:}detect_leaks=0
export LOCPATH ASAN_OPTIONS
comma=$(LC_ALL=fi_FI.UTF-8 /bin/sh -c 'printf %.1f 2' 2>/dev/null)
zone() {
	if [ -e "/usr/share/zoneinfo/$1" ]; then echo "$1"; else echo "$2"; fi
}
east=$(zone Pacific/Kiritimati '<+14>-14')
west=$(zone America/St_Johns '<-0330>3:30<-0230>,M3.2.0,M11.1.0')

# --- making a picture

# make DIR WORD...: everything of in/ (or $files) in DIR/var, with more settings.
make() {
	_d=$1
	shift
	mkdir -p "$_d"
	_t="$TILANNEKUVA --config $SRC/config --var $_d/var --offline
		--now 2026-03-02T03:00:00Z --set site.counties=09 --set site.pdf=no"
	# shellcheck disable=SC2086
	{
		$_t "$@" import ${files:-$top/in/*.exchange} && $_t "$@" load &&
			$_t "$@" analyse &&
			$_t "$@" --set "plot.kinds=$kinds" \
				--set "plot.langs=$langs" plot &&
			$_t "$@" --set "plot.kinds=$kinds" \
				--set "plot.langs=$langs" brief &&
			$_t "$@" export csv "$_d/csv"
	} >"$_d.said" 2>"$_d.complained" </dev/null || return 1
	# the ledger tells seconds
	rm -f "$_d/csv/v_run.csv" "$_d/csv/datapackage.json"
	rm -rf "$_d/var/log"
}
content() {
	sqlite3 -readonly "$1/var/tilannekuva.db" \
		"SELECT value FROM store_info WHERE key = 'content_id'"
}
dump() {
	sqlite3 -readonly "$1/var/tilannekuva.db" .dump | grep -v '^INSERT INTO run'
}
# same NAME DIR: as the first one.
same() {
	check "$1: the same content id" [ "$(content "$2")" = "$id" ]
	dump "$2" >"$2.dump"
	cmp -s first.dump "$2.dump"
	result "$1: the same tables" $?
	for _part in var/charts var/site csv; do
		check "$1: the same $_part" diff -rq "first/$_part" "$2/$_part"
	done
}

make first
check "a picture is made" [ $? -eq 0 ]
id=$(content first)
dump first >first.dump
check "with a content id" [ ${#id} -eq 64 ]
for end in svg png pdf csv; do
	check "with $end" [ "$(find first/var/charts -name "*.$end" | wc -l)" -ge 3 ]
done
check "and pages" [ "$(find first/var/site -name '*.html' | wc -l)" -ge 10 ]

# elsewhere COMMAND...: another folder, home, umask, and host where that can be had.
elsewhere() {
	mkdir -p "$top/far away/ä"
	(
		cd "$top/far away/ä" || exit 1
		umask 077
		HOME=$PWD
		export HOME
		"$@"
	)
}

if [ "${DETERMINISM:-}" = all ]; then
	TZ=$east make east
	same "in Kiritimati" east
	TZ=$west make west
	same "in St. John's" west
	for l in fi_FI de_DE tr_TR; do
		[ -d "locales/$l.UTF-8" ] || continue
		LC_ALL=$l.UTF-8 LANG=$l.UTF-8 make $l
		same "in $l" $l
	done
	make one --set run.threads=1
	same "on one thread" one
	MALLOC_PERTURB_=165 make perturbed
	same "with rubbish in memory" perturbed
	elsewhere make far
	mv "far away/ä/far" far
	same "elsewhere" far
	make again
	same "again" again
else
	TZ=$east LC_ALL=fi_FI.UTF-8 LANG=fi_FI.UTF-8 MALLOC_PERTURB_=165 \
		make east --set run.threads=1 &
	job=$!
	TZ=$west LC_ALL=tr_TR.UTF-8 LANG=tr_TR.UTF-8 elsewhere make west
	mv "far away/ä/west" west
	wait $job
	same "in Kiritimati, with a decimal comma, on one thread" east
	same "in St. John's, in Turkish, elsewhere" west
fi
[ "$comma" = 2,0 ] || echo "# no locale with a decimal comma could be made"

# another name of this machine
if unshare --uts -r true 2>/dev/null; then
	cp -r first/var other
	rm -rf other/charts other/site
	check "on another host" unshare --uts -r sh -c "hostname toinen &&
		'$TILANNEKUVA' --var other --config '$SRC/config' --offline \
		--now 2026-03-02T03:00:00Z --set site.counties=09 \
		--set site.pdf=no rebuild 2>host.err && '$TILANNEKUVA' --var other \
		--config '$SRC/config' --offline --now 2026-03-02T03:00:00Z \
		--set site.counties=09 analyse 2>>host.err"
	mkdir host && mv other host/var
	check "on another host: the same content id" [ "$(content host)" = "$id" ]
fi

# --- the same answers, written another way and in another order

# plain DIR: what is shown of it, without hashes of bodies, content id, addresses.
plain() {
	sqlite3 -readonly "$1/var/tilannekuva.db" "SELECT name FROM sqlite_schema
		WHERE type = 'view' AND substr(name, 1, 2) = 'v_'
		AND name NOT IN ('v_run', 'v_provenance')" | while read -r view; do
		echo "== $view"
		sqlite3 -readonly "$1/var/tilannekuva.db" "SELECT * FROM $view" |
			LC_ALL=C sort
	done
	echo "== provenance"
	sqlite3 -readonly "$1/var/tilannekuva.db" "SELECT source, indicator,
		first_year, last_year, sex, substr(request, instr(request, '/rest/')),
		fetched_at FROM v_provenance ORDER BY 1, 2, 3, 4, 5, 6, 7"
}
# bare DIR: charts and pages, in which hashes are a word.
bare() {
	(
		cd "$1/var" || exit 1
		find charts site -type f ! -name '*.xlsx' | LC_ALL=C sort |
			while read -r f; do
				printf '%s ' "$f"
				case $f in
				*.png | *.pdf) cksum <"$f" ;;
				*) sed -E 's/[0-9a-f]{64}|[0-9a-f]{10,16}/HASH/g
					s|http://127.0.0.1:[0-9]*||g' "$f" | cksum ;;
				esac
			done
	)
}
alike() {
	plain "$2" >"$2.plain"
	plain "$3" >"$3.plain"
	cmp -s "$2.plain" "$3.plain"
	result "$1: the same figures and findings" $?
	diff "$2.plain" "$3.plain" | head -n 6 | cut -c 1-200 | sed 's/^/# /'
	check "$1: which are many" [ "$(wc -l <"$2.plain")" -ge 10000 ]
	bare "$2" >"$2.bare"
	bare "$3" >"$3.bare"
	cmp -s "$2.bare" "$3.bare"
	result "$1: the same charts and pages" $?
	diff "$2.bare" "$3.bare" | head -n 6 | cut -c 1-200 | sed 's/^/# /'
}

python3 "$SRC/tests/support/shuffle.py" 3 mixed in/*.exchange
check "the files are other ones" [ "$(cat mixed/* | cksum)" != "$(cat in/* | cksum)" ]
files=$(find "$top/mixed" -name '*.exchange' | LC_ALL=C sort -r)
make mixed-up
check "shuffled answers in another order are taken in" [ $? -eq 0 ]
check "they are other bytes" [ "$(content mixed-up)" != "$id" ]
alike "shuffled" first mixed-up

# The same over HTTP: rows, keys and blanks of JSON. fetched WORD...: by a server.
fetched() {
	_f=$1
	shift
	serve "$_f" "$SRC/tests/support/sotkanet.py" "$top/in" --seconds 900 "$@"
	mkdir "$_f"
	for _c in fetch load analyse; do
		run --config "$SRC/config" --var "$_f/var" --set "sotkanet.url=$url" \
			--set site.counties=09 --now 2026-03-02T03:00:00Z $_c
	done
	stop "$_f"
}
fetched straight
fetched tangled --shuffle 11
plain straight | sed 's/^[^|]*http:[^|]*//' >straight.plain
plain tangled | sed 's/^[^|]*http:[^|]*//' >tangled.plain
check "figures came by HTTP" [ "$(VAR=straight/var sql "SELECT count(*)
	FROM v_observation")" -ge 8000 ]
check "the bodies differ" [ "$(sqlite3 straight/var/archive.db "SELECT
	group_concat(sha256) FROM body")" != "$(sqlite3 tangled/var/archive.db \
	"SELECT group_concat(sha256) FROM body")" ]
cmp -s straight.plain tangled.plain
result "JSON with rows and keys in another order: the same figures and findings" $?
diff straight.plain tangled.plain | head -n 6 | cut -c 1-200 | sed 's/^/# /'

done_testing
