# Stores that are not what they should be: a folder, another program's database,
# no database, one from the future, a log whose database is gone, one that may not
# be read or written. Each is said in one line that names it, and nothing is done.
# shellcheck shell=sh
# shellcheck source=tests/cli/lib.inc
# shellcheck disable=SC2317 # called by name
. "$SRC/tests/cli/lib.inc"

NOW=2026-03-02T03:00:00Z
# where another user may read it, too
cp -R "$SRC/config" conf
chmod -R a+rX conf
t() {
	run --var v --config conf --set site.counties=18 \
		--set plot.kinds=rank --set site.langs=fi --now $NOW --offline "$@"
}
fresh() {
	chmod -R u+rwX v 2>/dev/null
	rm -rf v
	cp -R var v
	rm -f v/*-wal v/*-shm
}
# one NAME FILE WORD...: fails in one line that names the file
one() {
	_what=$1
	_file=$2
	shift 2
	t "$@"
	{ [ "$status" -eq 1 ] || [ "$status" -eq 2 ]; } &&
		[ "$(grep -vc ': warning: ' "$err")" -eq 1 ] && err_has "$_file"
	result "$_what: $*: a line that names it" $?
}
# of NAME FILE COMMAND...: what it is made by, tried by all who read it
each() {
	_name=$1
	_store=$2
	shift 2
	fresh
	"$@"
	_before=$(cksum "v/$_store" 2>/dev/null)
	case $_store in
	archive.db)
		for c in run load rebuild "archive verify" \
			"archive backup v/copy"; do
			# shellcheck disable=SC2086
			one "$_name" "v/$_store" $c
		done
		;;
	*)
		for c in "sql SELECT(1)" brief plot "export csv v/out"; do
			# shellcheck disable=SC2086
			one "$_name" "v/$_store" $c
		done
		;;
	esac
	t status
	check "$_name: status tells of it" [ "$status" -eq 1 ]
	check "$_name: and names it" out_has "v/$_store"
	[ "$_store" = tilannekuva.db ] || check "$_name: it is left as it was" \
		[ "$_before" = "$(cksum "v/$_store" 2>/dev/null)" ]
	[ -e v/copy ]
	check "$_name: no copy is made of it" [ $? -ne 0 ]
}

mkdir var
cp -R var v
t import "$SRC"/etl/snapshot/*-areas.exchange \
	"$SRC"/etl/snapshot/*-sotkanet-3126.exchange
t run
check "a store" [ "$status" -eq 0 ]
rm -rf var
cp -R v var

folder() { rm -f "v/$1" && mkdir "v/$1"; }
foreign() { rm -f "v/$1" && sqlite3 "v/$1" "CREATE TABLE theirs (a);
	INSERT INTO theirs VALUES (1); PRAGMA user_version = 0;"; }
text() { seq 1000 >"v/$1"; }
future() { sqlite3 "v/$1" 'PRAGMA user_version = 99' >/dev/null; }
for db in archive.db tilannekuva.db; do
	each "$db is a folder" $db folder $db
	each "$db is another program's" $db foreign $db
	each "$db is a text" $db text $db
done
each "archive.db is from the future" archive.db future archive.db

# The picture is made again where the archive is well.
for how in foreign text; do
	fresh
	$how tilannekuva.db
	t run
	check "tilannekuva.db, $how: the next night makes it anew" [ "$status" -eq 0 ]
	t sql "SELECT count(*) > 1000 FROM v_observation"
	check "tilannekuva.db, $how: whole" grep -qx 1 "$out"
done

# A log whose database was removed by hand is nobody's.
fresh
sqlite3 -cmd '.dbconfig no_ckpt_on_close on' v/tilannekuva.db \
	'CREATE TABLE odd (a)' >/dev/null
check "a log alone" [ -s v/tilannekuva.db-wal ]
rm v/tilannekuva.db
t run
check "a log alone: the next night goes well" [ "$status" -eq 0 ]
check "a log alone: nothing of it is in the picture" \
	[ "$(VAR=v sql "SELECT count(*) FROM sqlite_schema WHERE name = 'odd'")" = 0 ]

# Somebody who may not: root may everything, so another user tries.
nobody() {
	_p=$TILANNEKUVA
	printf '#!/bin/sh\nexec setpriv --reuid=65534 --regid=65534 --clear-groups "%s" "$@"\n' \
		"$_p" >as
	chmod 755 as
	TILANNEKUVA=$PWD/as
}
chmod a+rx . .. 2>/dev/null
nobody
# or may, but is told of counters (`make coverage`) in folders that are not theirs
if ! "$TILANNEKUVA" help >/dev/null 2>said || [ -s said ]; then
	result "stores that may not be read # SKIP no other user can be tried" 0
	done_testing
fi
fresh
chmod -R a+rX v
chmod 000 v/tilannekuva.db
one "unreadable" v/tilannekuva.db sql "SELECT 1"
fresh
chmod -R a+rX v
chmod 000 v/archive.db
one "unreadable" v/archive.db archive verify
fresh
chmod -R a+rX v
for c in run load analyse plot brief; do
	one "read-only" v $c
done
# as the last one who wrote left it, with its log
rm -rf v
cp -R var v
chmod -R a+rX v
t sql "SELECT count(*) > 1000 FROM v_observation"
check "read-only: it is read" [ "$status" -eq 0 ]
t archive verify
check "read-only: and verified" [ "$status" -eq 0 ]
done_testing
