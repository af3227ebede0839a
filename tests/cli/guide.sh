# The help page of the site, done as it says: each command and query on it, in the
# order of the page; each button and heading that it names; the three quarters of
# an hour. What only an administrator can do (apt, systemctl, sudo) is stood in for
# by scripts that look whether what is named is there.
# shellcheck shell=sh disable=SC2016
# shellcheck source=tests/cli/lib.inc
. "$SRC/tests/cli/lib.inc"

# blocks CLASS LANG: what the page shows as such, line by line, as it is typed
blocks() {
	awk -v from="<pre class=\"$1\">" '
		sub(".*" from "<code>", "") { on = 1 }
		on { line = $0; last = sub("</code></pre>.*", "", line); print line }
		last { on = last = 0 }' "$SRC/briefing/help.$2.html" |
		sed -e 's/&lt;/</g' -e 's/&gt;/>/g' -e 's/&amp;/\&/g'
}

for class in sh sql ini; do
	blocks $class "fi" >"$class.fi"
	blocks $class sv >"$class.sv"
	blocks $class en >"$class.en"
	check "there are $class blocks" [ -s "$class.fi" ]
	check "the same in Swedish" cmp -s "$class.fi" "$class.sv"
	check "and in English" cmp -s "$class.fi" "$class.en"
done

# --- what it names, and how long it takes

tr -d '\n' <"$SRC/lib/texts.def" | sed 's/"[[:blank:]]*"//g' >texts
titles() { # LANG: headings of the pages about the site
	sed -n 's/.*<h2[^>]*>\(.*\)<\/h2>/\1/p' "$SRC"/briefing/*."$1".html
	grep -o 'TEXT(BRIEF_\(DATA\|METHODS\),[^)]*)' texts |
		grep -o '"[^"]*"' | tr -d '"'
	echo etusivun första sidan front page # plain links
}
for lang in 'fi' sv en; do
	page=$SRC/briefing/help.$lang.html
	missing=$(grep -o '<i>[^<]*</i>' "$page" | sed 's/<[^>]*>//g' |
		while read -r word; do
			grep -qF "\"$word\"" texts || echo "$word"
		done)
	check "$lang: what it calls by name is called so ($missing)" [ -z "$missing" ]
	titles $lang >headings
	missing=$(grep -o '<a href="[^"]*">[^<]*</a>' "$page" |
		sed 's/<[^>]*>//g' | while read -r word; do
			grep -qF "$word" headings || echo "$word"
		done)
	check "$lang: so are the pages that it leads to ($missing)" [ -z "$missing" ]
	check "$lang: three times a quarter of an hour" [ "$(awk '
		/<section/ { if (n) print n; n = 0 }
		match($0, /\([0-9]+&#160;min\)/) { n += substr($0, RSTART + 1) }
		END { print n }' "$page" | tr '\n' ' ')" = "15 15 15 " ]
	grep -o 'href="[^"]*"' "$page" >"links.$lang"
done
check "every language leads to the same places" [ "$(sort links.fi)" = \
	"$(sort links.sv)" ]
check "English too" [ "$(sort links.fi)" = "$(sort links.en)" ]

# --- whoever keeps it running

mkdir -p bin etc backups
cp -r "$SRC/config" etc/tilannekuva
sed -e "s,/etc/tilannekuva,$PWD/etc/tilannekuva,g" \
	-e "s,/var/backups,$PWD/backups,g" sh.fi >commands
ours="'$TILANNEKUVA' --var '$PWD/var' --config '$PWD/etc/tilannekuva' \
--now 2026-03-02T03:00:00Z --offline --set site.pdf=no \
--set plot.kinds=spine --set plot.langs=fi"
stand_in() { # NAME: its script on standard input
	{
		echo '#!/bin/sh'
		cat
	} >"bin/$1"
	chmod +x "bin/$1"
}
echo "exec $ours \"\$@\"" | stand_in tilannekuva
stand_in sudo <<'EOF'
[ "$1" != -u ] || { [ "$2" = tilannekuva ] && shift 2; } || exit 9
exec "$@"
EOF
stand_in install <<'EOF'
[ "$1 $2 $3" = "-d -o tilannekuva" ] && mkdir -p "$4"
EOF
stand_in make <<'EOF'
grep -q "^$1:" "$SRC/Makefile"
EOF
stand_in apt <<'EOF'
[ "$1" = install ] && grep -qF "${2#./}" "$SRC/Makefile"
EOF
stand_in sudoedit <<'EOF'
[ -w "$1" ] && cp ini.fi "$1"
EOF
stand_in journalctl <<'EOF'
[ "$1" = -u ] && [ -e "$SRC/cron/$2" ]
EOF
# what the unit starts is run, as the unit says
stand_in systemctl <<'EOF'
for unit; do :; done
[ -e "$SRC/cron/$unit" ] || exit 9
[ "$1" = start ] || exit 0
sed -n 's/^ExecStart=-*.*bin\/tilannekuva .*\/etc\/tilannekuva //p' \
	"$SRC/cron/$unit" | while read -r words; do
	# shellcheck disable=SC2086 # they are words
	tilannekuva $words || [ "$words" = run ] || exit 1
done
EOF
run --config "$SRC/config" import "$SRC"/etl/snapshot/*.exchange
check "figures to begin with" [ "$status" -eq 0 ]
ln -s var/tilannekuva.db tilannekuva.db
PATH=$PWD/bin:$PATH
while read -r line; do
	sh -c "$line" >"$out" 2>"$err" </dev/null
	status=$?
	case $line in
	# opened before there is one: asked below
	sqlite3*) echo "$line" >open ;;
	# what it finds in the figures is for people to judge
	"tilannekuva check") check "$line" [ "$status" -le 1 ] ;;
	*) check "$line" [ "$status" -eq 0 ] ;;
	esac
done <commands
check "the site stands where it says" [ -s var/site/alkuun.html ]
check "a copy of the archive is there" [ -s backups/tilannekuva/archive.db ]
check "nobody is called" [ -z "$(tilannekuva status --alarm)" ]
exits "the pages hold what the store says" 0 --config etc/tilannekuva \
	--now 2026-03-02T03:00:00Z brief --check
check "the front page leads here" grep -qF 'href="alkuun.html"' \
	var/site/index.html
check "it says who keeps the site" grep -qF 'mailto:hyte@example.org' \
	var/site/sv/alkuun.html
man "$SRC/tilannekuva.1" >/dev/null 2>&1 || mandoc "$SRC/tilannekuva.1" >/dev/null
check "the manual can be read" [ $? -eq 0 ]

# --- analysts

read -r reader <open
tr '\n' ' ' <sql.fi | tr ';' '\n' | grep '[A-Z]' >queries
while read -r query; do
	$reader "$query" >"$out" 2>"$err"
	status=$?
	check "sqlite3: $query" [ "$status" -eq 0 ]
	check "it has an answer" [ "$(wc -l <"$out")" -ge 3 ]
	run sql "$query"
	check "tilannekuva sql knows it too" [ "$(wc -l <"$out")" -ge 2 ]
done <queries
check "there are three questions, and one where a figure comes from" \
	[ "$(wc -l <queries)" -eq 4 ]
$reader -noheader -list "$(sed -n '3s/^ *SELECT .* FROM v_trend/SELECT t.q FROM v_trend/p' \
	queries)" >"$out"
check "the most certain change comes first" sort -cg "$out"
$reader '.schema v_trend' >"$out"
check ".schema explains the columns" out_has '-- '
done_testing
