# `publish` against a real PostgreSQL: the tables are the views, only what changed is
# copied, who reads sees one whole picture, and what cannot be is said in one line.
# KILLS: how many publications are killed; SEED: repeats their instants.
# shellcheck shell=sh
# shellcheck source=tests/cli/lib.inc
. "$SRC/tests/cli/lib.inc"
# shellcheck source=tests/postgres/server.inc
. "$SRC/tests/postgres/server.inc"

if ! server_can; then
	echo "ok 1 - publish # SKIP no PostgreSQL server here"
	echo "1..1"
	exit 0
fi
trap 'stop_all; server_remove' EXIT
trap 'exit 130' INT TERM
server_make
server_start
check "a server" [ $? -eq 0 ]
url=postgresql://admin:$SECRET@127.0.0.1:$PGPORT/postgres

cp -r "$SRC/config" config
x() {
	run --config config --now 2026-03-02T03:00:00Z --offline "$@"
}
# p WORD...: publishes var/, or $VAR.
p() {
	run -v --var "${VAR:-var}" --config config --now 2026-03-02T03:00:00Z \
		publish "$@"
}
# same [FOLDER [SCHEMA]]: the tables are the views.
# shellcheck disable=SC2317 # check calls it
same() {
	PGPASSWORD=$SECRET python3 "$SRC/tests/support/same_tables.py" \
		"${1:-var}/tilannekuva.db" "${2:-tilannekuva}" \
		psql -U admin >told 2>&1 && return
	sed 's/^/# /' told
	return 1
}
# What a copy holds, in one row: of one statement, so of one moment.
PICTURE="SELECT (SELECT value FROM tilannekuva.meta WHERE key = 'content_id')
 || ' ' || (SELECT count(*) || ':' || sum(round(value * 1000)::bigint) || ':'
  || sum(year) FROM tilannekuva.v_observation)
 || ' ' || (SELECT count(*) || ':' || sum(n) FROM tilannekuva.v_trend)
 || ' ' || (SELECT count(*) FROM tilannekuva.v_gap)"

# --- the shipped figures, of the municipalities of three counties ---------------------

mkdir shipped
awk -v to=shipped 'FNR == 1 { close(out); out = FILENAME; sub(/.*\//, to "/", out) }
	/hyvinvointialue:(08|09|16)( |$)/ { split($0, f, "\t"); ours[f[2]] = 1 }
	$1 == "kunta" && !($2 in ours) || $1 == "seutukunta" && NF > 4 && FILENAME !~ /areas/ {
		next }
	{ print >out }' "$SRC"/etl/snapshot/*areas*.exchange \
	"$SRC"/etl/snapshot/*-sotkanet-[0-9]*.exchange
snapshot=$PWD/shipped
p "$url"
check "there is no store yet" [ "$status" -eq 1 ]
x import "$snapshot"/*.exchange
x load
x analyse
p "$url"
check "published" [ "$status" -eq 0 ]
tables=$(sed -n 's/.*publish: \([0-9]*\) tables, .*/\1/p' "$err")
check "all tables were made" err_has "publish: $tables tables, $tables of them made"
check "each is what its view is, cell by cell" same
admin 'TABLE tilannekuva.meta' >meta
pq=$SRC/examples/powerbi-odbc.pq
check "there is what Power BI asks for" grep -qF '" v_", " tilannekuva.v_"' "$pq"
question=$(python3 "$SRC/tests/support/powerbi.py" question "$pq")
sums="count(*), sum(year), sum(CAST(round(10 * value) AS bigint))"
check "and gets here what SQLite gives" [ "$(admin "SELECT $sums FROM ($(echo \
	"$question" | sed 's/ v_/ tilannekuva.v_/g')) AS q")" = \
	"$(sql "SELECT $sums FROM ($question) AS q")" ]
check "with the content id" grep -qxF "content_id|$(sql "SELECT value FROM store_info
	WHERE key = 'content_id'")" meta
check "and the day of the data" grep -qxF 'data_date|2026-03-01' meta
check "and the licences" [ "$(admin "SELECT licence FROM tilannekuva.meta_source
	WHERE organisation LIKE '%(THL)'")" = "CC BY 4.0" ]
check "columns are told of" [ "$(admin "SELECT
	col_description('tilannekuva.v_trend'::regclass, attnum) FROM pg_attribute
	WHERE attrelid = 'tilannekuva.v_trend'::regclass AND attname = 's'")" = \
	"Mann-Kendall S" ]
check "nothing is left of how it was made" [ "$(admin "SELECT count(*) FROM
	pg_namespace WHERE nspname LIKE '%staging%'")" = 0 ]

# rows TABLE [WHERE]: which rows these are, by the transaction that wrote them.
rows() {
	admin "SELECT count(*), sum(xmin::text::bigint), sum(('x' || md5(ctid::text))
		::bit(32)::int::bigint) FROM tilannekuva.$1 ${2:+WHERE $2}"
}
rows v_observation >before
p "$url"
check "the same again: nothing is copied" err_has "0 changed, 0 rows copied"
rows v_observation >after
check "nor touched" cmp -s before after

# --- who may read ------------------------------------------------------------------

admin "CREATE ROLE anna LOGIN PASSWORD '$SECRET' IN ROLE tilannekuva_reader;
	CREATE ROLE beda LOGIN PASSWORD '$SECRET'"
check "a reader reads" [ "$(as anna 'SELECT count(*) > 0 FROM
	tilannekuva.v_observation')" = t ]
check "all of it" [ "$(admin "SELECT count(*) FROM pg_class WHERE relkind = 'r'
	AND relnamespace = 'tilannekuva'::regnamespace
	AND NOT has_table_privilege('anna', oid, 'SELECT')")" = 0 ]
for s in "INSERT INTO tilannekuva.meta VALUES ('a', 'b')" \
	"UPDATE tilannekuva.v_observation SET value = 0" \
	"DELETE FROM tilannekuva.v_run" "TRUNCATE tilannekuva.v_area" \
	"DROP TABLE tilannekuva.v_area" "CREATE TABLE tilannekuva.mine (a int)" \
	"CREATE INDEX ON tilannekuva.v_run (run)"; do
	as anna "$s" >.told 2>&1
	check "and may not: $s" [ $? -ne 0 ]
done
as beda 'SELECT * FROM tilannekuva.v_area' >.told 2>&1
check "another one may not read" [ $? -ne 0 ]

# --- a picture of few indicators, and one with another figure ---------------------------

sed -e 's/^fetched_at .*/fetched_at 2026-03-01T12:00:00Z/' \
	-e 's/^kunta 005 total 2019 24.5$/kunta 005 total 2019 24.6/' \
	"$snapshot/2026-03-01-sotkanet-3126.exchange" >one.exchange
for v in one two; do
	y() {
		run --var $v --config config --now 2026-03-02T03:00:00Z --offline "$@"
	}
	y import "$snapshot"/*areas*.exchange \
		"$snapshot"/*-sotkanet-127.exchange \
		"$snapshot"/*-sotkanet-3126.exchange \
		"$snapshot"/*-sotkanet-180.exchange
	[ $v = one ] || y import one.exchange
	y load
	y analyse
	check "picture $v" [ "$status" -eq 0 ]
done
VAR=one p "$url"
check "indicators that are no longer there go" [ "$status" -eq 0 ]
check "with their rows" same one
admin "$PICTURE" >one.picture
rows v_observation "indicator <> '3126'" >before
rows v_observation "indicator = '3126'" >before.of
VAR=two p "$url"
check "another figure is published" [ "$(admin "SELECT value FROM
	tilannekuva.v_observation WHERE indicator = '3126' AND area_kind = 'kunta'
	AND area_code = '005' AND year = 2019")" = 24.6 ]
rows v_observation "indicator <> '3126'" >after
rows v_observation "indicator = '3126'" >after.of
check "other indicators' rows are not touched" cmp -s before after
check "its own are as many" [ "$(cut -d'|' -f1 before.of)" = \
	"$(cut -d'|' -f1 after.of)" ]
check "and all new" [ "$(admin "SELECT count(DISTINCT xmin::text) || ' ' ||
	(min(xmin::text::bigint) > (SELECT max(xmin::text::bigint)
	FROM tilannekuva.v_observation WHERE indicator <> '3126'))
	FROM tilannekuva.v_observation WHERE indicator = '3126'")" = "1 true" ]
check "no table was made anew" err_has ", 0 of them made"
check "cell by cell the same again" same two
admin "$PICTURE" >two.picture
check "two pictures" [ "$(cat one.picture two.picture | sort -u | wc -l)" = 2 ]

# --- texts that mean something elsewhere -----------------------------------------------

cp -R one hostile
unsum hostile/tilannekuva.db
sqlite3 hostile/tilannekuva.db "UPDATE indicator SET title_fi =
	'''\"\\ \\N \\. ' || char(9) || '\\t' || char(10) || char(13) || ' €😀 {a,b} \$1 %s'
	WHERE id = (SELECT min(id) FROM indicator);
	UPDATE indicator SET title_sv = '\\N', title_en = '' WHERE id = (SELECT
	min(id) FROM indicator);
	UPDATE indicator SET code = 'a\"b\\c''d,{}' WHERE id = (SELECT max(id)
	FROM indicator);
	UPDATE area SET name_fi = '\\N' WHERE code = '005';
	UPDATE area SET name_sv = '' WHERE code = '005';
	UPDATE observation SET value = 0.1 + 0.2 WHERE year = 2019;
	UPDATE observation SET value = 5e-324 WHERE year = 2018;
	UPDATE observation SET value = 1.7976931348623157e308 WHERE year = 2017;
	UPDATE observation SET numerator = -0.0 WHERE year = 2016;
	UPDATE indicator SET digest = 'x'"
VAR=hostile p "$url"
check "hostile texts are published" [ "$status" -eq 0 ]
check "and are texts" same hostile
VAR=hostile p "$url"
check "once" err_has "0 changed, 0 rows copied"
unsum hostile/tilannekuva.db
sqlite3 hostile/tilannekuva.db "UPDATE run SET message = CAST(x'61ff62' AS TEXT)"
VAR=hostile p "$url"
check "bytes that are no text" [ "$status" -eq 1 ]
check "are told of" err_has 'v_run: 127.0.0.1:'
check "in one line" [ "$(wc -l <"$err")" -eq 1 ]
VAR=two p "$url"
check "back again" [ "$(admin "$PICTURE")" = "$(cat two.picture)" ]

# --- readers meanwhile -------------------------------------------------------------

# Each until the file `stop` is there: what it sees goes into NAME.seen, what
# the server objects to into NAME.err.
cat >single.sql <<END
$PICTURE;
END
cat >prepared.sql <<END
PREPARE look AS $PICTURE;
$(for i in 1 2 3 4 5 6 7 8 9 10; do echo 'EXECUTE look;'; done)
END
cat >long.sql <<END
BEGIN ISOLATION LEVEL REPEATABLE READ;
$PICTURE;
SELECT pg_sleep(0.3) \\g /dev/null
$PICTURE;
SELECT pg_sleep(0.2) \\g /dev/null
$PICTURE;
COMMIT;
END
cat >joined.sql <<END
SELECT count(*) FROM tilannekuva.v_observation AS o
 LEFT JOIN tilannekuva.v_indicator AS i USING (source, indicator)
 LEFT JOIN tilannekuva.v_area AS a ON a.kind = o.area_kind AND a.code = o.area_code
 WHERE i.indicator IS NULL OR a.code IS NULL OR i.title_fi <> o.title_fi;
END
read_on() {
	while [ ! -e stop ]; do
		sleep "$2"
		PGPASSWORD=$SECRET timeout 60 psql -qAtX -v ON_ERROR_STOP=1 -U anna \
			-f "$1.sql" >>"$1.seen" 2>>"$1.err" || echo "exit $?" >>"$1.err"
	done
}
# alternate NAME TIMES [ANEW]: publishes both pictures in turn, with ANEW as another
# program would, in which one table has another column.
alternate() {
	rm -f stop ./*.seen ./*.err
	for r in single prepared long joined; do
		[ $r = prepared ] && pause=0 || pause=0.1
		read_on $r "$pause" &
		echo $! >$r.reader
	done
	_bad=0
	for _i in $(seq "$2"); do
		for v in one two; do
			[ -z "${3:-}" ] || admin "UPDATE tilannekuva.published_table
				SET shape = 'another' WHERE name = 'v_gap'"
			VAR=$v p "$url"
			[ "$status" -eq 0 ] || _bad=1
			[ -z "${3:-}" ] || err_has "$tables of them made" || _bad=1
		done
	done
	touch stop
	for r in single prepared long joined; do
		wait "$(cat $r.reader)"
	done
	check "$1: all were published" [ $_bad -eq 0 ]
	check "$1: readers were told of no error" [ -z "$(cat ./*.err)" ]
	sed 's/^/# /' ./*.err | head -n 5
	# prepared: EXECUTE waits for the tables after it took its view of the world
	cat prepared.seen long.seen >>single.seen
	check "$1: they saw the one or the other" [ "$(sort -u single.seen |
		comm -23 - both | wc -l)" = 0 ]
	check "$1: and both" [ "$(sort -u single.seen | wc -l)" = 2 ]
	check "$1: tables fit each other" [ "$(sort -u joined.seen)" = 0 ]
	check "$1: a long look is of one picture from its first moment to its last" \
		[ "$(awk 'NR % 3 != 1 && $0 != first { n++ }
			NR % 3 == 1 { first = $0 } END { print n + 0 }' long.seen)" = 0 ]
	echo "# $1: $(wc -l <single.seen) $(wc -l <prepared.seen)" \
		"$(wc -l <long.seen) $(wc -l <joined.seen) looks"
}
sort one.picture two.picture >both
alternate "rows replaced" 3
alternate "tables exchanged" 3 anew
check "the copy is whole" same two
check "and still readable" [ "$(as anna 'SELECT count(*) > 0 FROM
	tilannekuva.v_trend')" = t ]

# Somebody who reads for long holds an exchange up, and nothing else.
as anna 'BEGIN; SELECT count(*) FROM tilannekuva.v_area; SELECT pg_sleep(4);
	COMMIT' >.told 2>&1 &
reader=$!
sleep 1
VAR=one p "$url"
check "rows are replaced while somebody reads" [ "$status" -eq 0 ]
admin "UPDATE tilannekuva.published_table SET shape = 'another' WHERE name = 'meta'"
VAR=two p "$url"
check "tables are exchanged once he is done" [ "$status" -eq 0 ]
wait $reader
check "who noticed nothing" [ $? -eq 0 ]

# What another program has published is exchanged, whatever of it this one does not
# know goes, and what somebody else keeps there stays.
admin "CREATE TABLE tilannekuva.mine AS SELECT 1 AS a;
	CREATE TABLE tilannekuva.v_past AS SELECT 1 AS a;
	INSERT INTO tilannekuva.published_table VALUES ('v_past', 'a', 'b')"
VAR=two p "$url"
check "a table of an earlier program" err_has "$tables of them made"
check "goes" [ -z "$(admin "SELECT to_regclass('tilannekuva.v_past')")" ]
check "and is forgotten" [ "$(admin "SELECT count(*) FROM
	tilannekuva.published_table WHERE name = 'v_past'")" = 0 ]
check "somebody's own stays" [ "$(admin "SELECT a FROM tilannekuva.mine")" = 1 ]
admin 'DROP TABLE tilannekuva.mine'
check "all is as it was" same two
VAR=two p "$url"
check "and the next has nothing to do" err_has "0 changed, 0 rows copied"

# --- killed ---------------------------------------------------------------------------

kills=${KILLS:-5}
SEED=${SEED:-$(date +%s)}
echo "# SEED=$SEED"
whole=0
for i in $(seq "$kills"); do
	[ $((i % 2)) = 0 ] && v=one || v=two
	admin "$PICTURE" >was
	[ $((i % 3)) != 0 ] || admin "UPDATE tilannekuva.published_table
		SET shape = 'another'"
	"$TILANNEKUVA" --var "$v" --config config publish "$url" >.told 2>&1 &
	pid=$!
	ms=$(awk -v s="$SEED" -v i="$i" 'BEGIN { srand(s + i)
		print 0.02 + rand() * 1.5 }')
	sleep "$ms"
	kill -9 $pid 2>/dev/null
	wait $pid 2>/dev/null
	_n=0
	while [ "$(admin "SELECT count(*) FROM pg_stat_activity WHERE
		application_name = 'tilannekuva'")" != 0 ] && [ $_n -lt 100 ]; do
		sleep 0.1
		_n=$((_n + 1))
	done
	admin "$PICTURE" >is
	if cmp -s is was || cmp -s is "$v.picture"; then
		whole=$((whole + 1))
	fi
done
check "killed: the old picture or the new one" [ "$whole" = "$kills" ]
check "and nothing beside it" [ "$(admin "SELECT count(*) FROM pg_namespace
	WHERE nspname LIKE '%staging%'")" = 0 ]
VAR=one p "$url"
check "the next one ends" [ "$status" -eq 0 ]
check "as if nothing had been" same one

# --- what cannot be ---------------------------------------------------------------

# fails NAME TEXT WORD...: exit status 1 and one line with the text, without the
# password.
fails() {
	_name=$1
	_text=$2
	shift 2
	VAR=one p "$@"
	[ "$status" -eq 1 ] && err_has "$_text" && [ "$(wc -l <"$err")" -eq 1 ] &&
		! grep -qF "$SECRET" "$err"
	result "$_name" $?
}
host=127.0.0.1:$PGPORT
fails "no server" "Connection refused" "postgresql://admin:$SECRET@127.0.0.1:1/x"
fails "a wrong password" "password authentication failed for user \"beda\"" \
	"postgresql://beda:not-$SECRET@$host/postgres"
fails "no such database" 'database "none" does not exist' \
	"postgresql://admin:$SECRET@$host/none"
fails "no rights" "permission denied for database postgres" --schema beda \
	"postgresql://beda:$SECRET@$host/postgres"
fails "no rights on what is there" "permission denied for" \
	"postgresql://beda:$SECRET@$host/postgres"
admin 'CREATE SCHEMA foreign_one; CREATE TABLE foreign_one.v_area (kind text)'
fails "a schema that holds something else" \
	"schema 'foreign_one' holds tables that \`publish\` has not made" \
	--schema foreign_one "$url"
check "which stays as it was" [ "$(admin "SELECT count(*) FROM pg_class WHERE
	relnamespace = 'foreign_one'::regnamespace")" = 1 ]
admin "COMMENT ON TABLE tilannekuva.published_table IS 'format 0'"
fails "another version of the tables around" "or another version of it" "$url"
admin "COMMENT ON TABLE tilannekuva.published_table IS
	'What \`tilannekuva publish\` has published, format 1.'"
admin 'CREATE SCHEMA other_staging; CREATE TABLE other_staging.t (a int)'
fails "no empty place for new tables" "schema 'other_staging' is to be empty" \
	--schema other "$url"
admin "BEGIN; SELECT pg_advisory_xact_lock(hashtextextended(
	'tilannekuva publish tilannekuva', 0)); SELECT pg_sleep(3)" >.told 2>&1 &
waits=$!
sleep 1
fails "somebody else publishes there" "somebody is publishing into schema" "$url"
wait $waits
admin 'CREATE VIEW public.mine AS SELECT * FROM tilannekuva.v_area'
VAR=two p "$url"
check "a view of one's own upon them" [ "$status" -eq 0 ]
admin "UPDATE tilannekuva.published_table SET shape = 'x' WHERE name = 'v_area'"
fails "keeps its table from being replaced" "view public.mine depends on table" "$url"
check "and the picture" same two
admin 'DROP VIEW public.mine'
# addresses that cannot be read, with a password in them, say nothing of it
for u in "postgresql://admin:$SECRET@x@$host/postgres" \
	"postgresql://admin:a/$SECRET@$host/postgres" \
	"postgresql://admin:%$SECRET@$host/postgres" \
	"mysql://admin:$SECRET@$host/postgres" "$SECRET"; do
	VAR=one p "$u"
	[ "$status" -eq 2 ] && err_has "the address cannot be read" &&
		! grep -qF "$SECRET" "$err"
	result "an address that cannot be read" $?
done
for s in public pg_x 'a"; DROP SCHEMA tilannekuva; --' '' A \
	information_schema; do
	VAR=one p --schema "$s" "$url"
	check "no schema: '$s'" [ "$status" -eq 2 ]
done
run --var one --config config publish
check "no address" [ "$status" -eq 2 ]
run --var one --config config --offline publish "$url"
check "offline nobody is asked" [ "$status" -eq 2 ]

# --- the ways of libpq to a password, and users with few rights -----------------------

admin "CREATE ROLE carl LOGIN PASSWORD '$SECRET';
	CREATE SCHEMA carl AUTHORIZATION carl;
	CREATE SCHEMA carl_staging AUTHORIZATION carl"
plain=postgresql://carl@$host/postgres
cat >passwords <<END
127.0.0.1:$PGPORT:*:carl:$SECRET
END
chmod 600 passwords
cat >services <<END
[ours]
host=127.0.0.1
port=$PGPORT
dbname=postgres
user=carl
END
fails "without a password" "no password supplied" --schema carl "$plain"
PGPASSFILE=$PWD/passwords
export PGPASSFILE
VAR=one p --schema carl "$plain"
check "by PGPASSFILE" [ "$status" -eq 0 ]
check "who may make no role is told so" err_has "CREATE ROLE carl_reader"
check "two empty schemas are enough" same one carl
check "and stay" [ "$(admin "SELECT count(*) FROM pg_namespace WHERE nspname
	LIKE 'carl%'")" = 2 ]
unset PGPASSFILE
admin 'CREATE ROLE carl_reader'
PGPASSWORD=$SECRET
export PGPASSWORD
VAR=one p --schema carl "$plain"
check "by PGPASSWORD" [ "$status" -eq 0 ]
check "the role is there" [ "$(grep -c 'CREATE ROLE' "$err")" = 0 ]
check "and may read" [ "$(admin "SELECT has_table_privilege('carl_reader',
	'carl.v_trend', 'SELECT')")" = t ]
PGSERVICEFILE=$PWD/services
export PGSERVICEFILE
VAR=one p --schema carl 'postgresql:///?service=ours'
check "by a service" [ "$status" -eq 0 ]
unset PGPASSWORD PGSERVICEFILE
check "no password stands in a journal" [ -z "$(grep -rlF "$SECRET" var one two)" ]

# --- a full disk --------------------------------------------------------------------

server_stop
server_start 4096
check "no file may grow beyond 2 MiB" [ $? -eq 0 ]
VAR=var p --schema tight "$url"
check "a full disk" [ "$status" -eq 1 ]
check "is told of" err_has "could not extend file"
check "in one line" [ "$(wc -l <"$err")" -eq 1 ]
check "and leaves nothing" [ "$(admin "SELECT count(*) FROM pg_namespace WHERE
	nspname LIKE 'tight%'")" = 0 ]
server_stop
server_start
check "what was there is there" same two

# --- the nightly run ------------------------------------------------------------------

serve sotkanet "$SRC/tests/support/sotkanet.py" "$SRC/etl/snapshot" \
	--only 127,3126 --seconds 250
sotkanet=$url
night() {
	run --var night --config config --set http.contact=a@example.org \
		--set "sotkanet.url=$sotkanet" --set sotkanet.pause_ms=0 \
		--set "publish.url=$1" --set publish.schema=night \
		--set site.counties=18 --set plot.kinds=rank \
		--now 2026-03-02T03:00:00Z run
}
# without publishing it may miss what this server does not offer
night ""
usual=$status
night "postgresql://admin:$SECRET@$host/postgres"
check "a night publishes" [ "$status" -eq "$usual" ]
check "but of itself, which has not ended" [ "$(admin "SELECT count(*) FROM
	night.v_run WHERE state = 'not ended'")" = 0 ]
check "the picture of the night" [ "$(admin "SELECT value FROM night.meta WHERE
	key = 'content_id'")" = "$(VAR=night sql "SELECT value FROM store_info
	WHERE key = 'content_id'")" ]
night "postgresql://admin:wrong@$host/postgres"
check "one that cannot publish is incomplete" [ "$status" -eq 1 ]
check "and says why" err_has "publish: connection to server at"
check "in the ledger too" [ "$(VAR=night sql "SELECT outcome || ' ' || (message
	LIKE 'publish: connection%') FROM v_run ORDER BY run DESC LIMIT 1")" = \
	"incomplete 1" ]
check "the rest was done" [ -s night/site/index.html ]

done_testing
