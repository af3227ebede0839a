# No text from outside reaches a shell, gnuplot, SQL or a page other than as text:
# a server's texts and people's tables are attacks (tests/support/attacks.py), the
# whole way to pages, charts and exports is gone, and each door is looked at by its
# name. HOSTILE=all: so that each text stands in each place once, and the PDFs.
# shellcheck shell=sh
# shellcheck source=tests/cli/lib.inc
. "$SRC/tests/cli/lib.inc"

trap stop_all EXIT
turns=0
if [ "${HOSTILE:-}" = all ]; then
	turns="0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25"
	PDF=auto
fi
doors() { python3 "$SRC/tests/support/doors.py" "$@" >"$err" 2>&1; }
door() { # door NAME DOOR PATH...
	_door=$1
	shift
	doors "$@"
	result "$_door" $?
}
go() {
	run --config conf --set "sotkanet.url=$url/text/rest/1.1" \
		--set "pxweb.url=$url/text/px/fi" --set "kela.url=$url/text/kela" \
		--set http.attempts=1 --set site.counties=09 --set site.langs=fi \
		--set plot.langs=fi --set plot.kinds=rank,spine,clock,rug \
		--now 2026-03-02T03:00:00Z "$@"
	cat "$out" "$err" >>"$PWD/said"
}
look() { # look NAME STATUS WORD...: as `exits`
	_look=$1
	_want=$2
	shift 2
	go "$@"
	[ "$status" -eq "$_want" ]
	result "$_look" $?
}

for turn in $turns; do
	rm -rf conf var said exported
	serve hostile "$SRC/tests/support/hostile.py" --dir "$SRC/etl/snapshot" \
		--turn "$turn" --log asked
	python3 "$SRC/tests/support/hostile_tables.py" "$SRC/config" conf "$turn"
	{
		head -n 1 conf/pxweb.csv
		echo "px.M411,X/t.px,M411,,Otsikko,count,neutral,own reading,vaesto,1,,register"
	} >px.csv
	mv px.csv conf/pxweb.csv
	{
		echo "id,url,title,class,polarity,polarity_source,theme,span,felt_or_register"
		echo "saajat,\"dump?fields=kunta_nro,etuus,vuosi,lkm&filters=%7B%7D\",Otsikko,count,neutral,own reading,vaesto,1,register"
	} >conf/kela.csv
	go -v fetch sotkanet local pxweb kela
	check "turn $turn: every answer is taken" [ "$status" -eq 0 ]
	go -v load
	tables=$(sql "SELECT count(*) FROM sqlite_schema")
	figures=$(sql "SELECT count(*) > 1000 FROM v_observation")
	check "of each source" [ "$(sql "SELECT group_concat(source, ' ') FROM
		(SELECT DISTINCT source FROM v_observation ORDER BY 1)")" \
		= "kela local pxweb sotkanet" ]
	look "analysed" 0 analyse
	look "drawn" 0 plot
	go plot --area 398 --indicator 228 --kind trend --format png --out t.png
	go plot --area 398 --indicator 228 --kind trend --format pdf --out t.pdf
	go plot --area 398 --indicator 228 --kind trend --out t.svg
	go brief
	# texts that nobody has may fill a printed sheet: that is said, sheet by sheet
	check "shown" [ "$status" -eq 0 -o "$(grep -cv 'is too long by' "$err")" -eq 0 ]
	look "read back, every text is what it was" 0 brief --check
	stop hostile

	# the terminal
	for words in indicators areas sources status check "status --alarm" \
		"negotiation list" "negotiation show PH-2025" "negotiation check" \
		clock "diff 2026-03-01"; do
		# shellcheck disable=SC2086
		go $words
	done
	go sql "SELECT * FROM v_indicator"
	go sql "SELECT char(27) || '[2J' || char(155) || char(8238) || 'KANARIA'"
	door "the terminal: no control reaches it" clean said
	check "the terminal: the attacks did" [ "$(grep -c KANARIA said)" -gt 20 ]

	door "shell: nothing ran there" names .
	check "shell: no file of the attacks' is there" \
		[ -z "$(find . /tmp -maxdepth 2 -name '*KANARIA*' 2>/dev/null)" ]
	check "gnuplot: no command of theirs ran" \
		[ -z "$(find . -name '*KANARIA*')" ]
	check "gnuplot: pictures whole" [ -s t.png -a -s t.pdf ]
	door "charts: XML of ours alone, the texts in it" svg var/charts var/site t.svg
	check "SQL: every table is there" \
		[ "$(sql "SELECT count(*) FROM sqlite_schema")" -ge "$tables" ]
	check "SQL: and whole" [ "$(sql "PRAGMA integrity_check")" = ok ]
	check "SQL: every figure is there" [ "$figures" -eq 1 ]
	door "pages: no tag, attribute, script or address of theirs; a policy each" \
		html var/site
	door "the search: one statement" script var/site
	door "the feed" atom var/site
	door "style and script: nothing from elsewhere" css var/site
	go clock --ics cal.ics
	door "the calendar" ics var/site cal.ics
	check "the calendar: the attacks reached it" grep -q KANARIA cal.ics
	door "the site's tables: no formula" csv var/site
	door "charts' tables: no formula" csv var/charts
	go export csv exported
	door "export csv: no formula" csv exported
	go sql --format csv "SELECT * FROM v_indicator"
	cp "$out" sql.csv
	door "sql --format csv: no formula" csv sql.csv
	door "the log: a line of JSON each" journal var/log
	go status --metrics
	cp "$out" metrics
	door "metrics: lines of ours alone" metrics metrics
	door "names of files" names var exported
	[ "$PDF" = no ] || door "PDF: nothing in it runs" pdf var/site
	check "addresses: as we write them" [ "$(grep -cv \
		'^[A-Z]* /text/[a-zX0-9/.]*[]a-zA-Z0-9_,=&?%[]* HTTP/1\.1$' asked)" -eq 0 ]
done

# --- headers and addresses that we send ---

serve hostile "$SRC/tests/support/hostile.py" --dir "$SRC/etl/snapshot" --log asked
go --set "http.contact=a@b.fi
X-KANARIA: 1" fetch sotkanet
check "headers: a contact of two lines is refused" [ "$status" -eq 2 ]
for bad in file:///etc/passwd gopher://127.0.0.1/ ftp://127.0.0.1/ \
	http://example.invalid/ "http://a:b@127.0.0.1/" "//127.0.0.1" \
	"http://127.0.0.1.evil.invalid/" "http://0177.0.0.1.x/" "-oProxy" \
	"http://127.0.0.1/ HTTP/1.1"; do
	: >asked
	run --config conf --set "sotkanet.url=$bad" --set http.contact=a@b.fi \
		--set http.attempts=1 --set http.timeout_s=1 fetch sotkanet
	[ "$status" -eq 2 ] && [ ! -s asked ] && [ "$(wc -l <"$err")" -eq 1 ]
	result "address: $bad is not asked" $?
done

# --- paths that climb out ---

for id in ../KANARIA ../../KANARIA /tmp/KANARIA . .. a/../../KANARIA "KANARIA b" \
	'KANARIA\b'; do
	run --config conf negotiation new --from PH-2025 "$id"
	check "a negotiation called $id is not made" [ "$status" -eq 2 ]
	run --config conf brief --freeze 2026-03-01 --negotiation "$id"
	check "nor frozen" [ "$status" -eq 2 ]
done
check "nothing came of it" [ -z "$(find .. /tmp -maxdepth 1 -name '*KANARIA*')" ]

# An answer in exchange form that names its files.
mkdir forged
sed 's,^indicator .*,indicator ../../KANARIA,' \
	"$SRC"/etl/snapshot/*-sotkanet-228.exchange >forged/a.exchange
run --var fvar import forged/a.exchange
check "exchange: an indicator that is a path is refused" err_has "../../KANARIA"
sed 's,^hyvinvointialue	09	,hyvinvointialue	../../KANARIA	,
	s,hyvinvointialue:09,hyvinvointialue:../../KANARIA,' "$SRC"/etl/snapshot/*-areas.exchange >forged/b.exchange
run --var fvar import forged/b.exchange
check "exchange: an area that is a path is refused" err_has \
	"code of an area: '../../KANARIA': expected a word"

# Links that somebody laid where files are made.
mkdir victim out
echo mine >victim/file
ln -s ../victim/file out/v_area.csv.tmp
ln -s ../victim/file out/datapackage.json.tmp
go export csv --view v_area out
check "links: what they lead to is not written over" \
	[ "$(cat victim/file)" = mine -a "$status" -eq 0 ]
check "links: the table is a file of its own" [ ! -L out/v_area.csv ]
done_testing
