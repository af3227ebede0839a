# Help works everywhere and equals the manual's synopsis; what cannot be done is
# said in one line with exit status 2.
# shellcheck shell=sh
# shellcheck source=tests/cli/lib.inc
. "$SRC/tests/cli/lib.inc"

exits "--help works" 0 --help
sed -n 's/^  \([a-z]*\)  *[a-z].*/\1/p' "$out" >commands
check "it lists the commands" [ "$(wc -l <commands)" -ge 16 ]
while read -r c; do
	run "$c" --help
	line=$(sed -n '1s/^usage: tilannekuva //p' "$out")
	check "$c --help equals the manual" grep -qxF ".It Cm $line" \
		"$SRC/tilannekuva.1"
done <commands
check "the manual has no other command" [ "$(grep -c '^\.It Cm' \
	"$SRC/tilannekuva.1")" -eq "$(wc -l <commands)" ]
exits "without a command" 2
says "an unknown command" 2 \
	"tilannekuva: 'fly' is no command: see \`tilannekuva --help\`" fly
says "an unknown option of a command" 2 \
	"tilannekuva: load: unknown option '--fast'" load --fast
says "a wrong clock" 2 \
	"tilannekuva: --now 'noon': 2025-11-01T03:00:00Z is expected" \
	--now noon status
says "an unknown setting" 2 \
	"tilannekuva: unknown setting 'http.colour'" \
	--set http.colour=blue status
says "a folder without settings" 2 \
	"tilannekuva: nowhere/tilannekuva.conf: No such file or directory" \
	--config nowhere status
says "a source that has nobody to reach" 2 \
	"tilannekuva: fetch: setting http.contact is empty: Sotkanet.fi (THL) wants to know whom to reach; put an e-mail address there" \
	--config "$SRC/config" fetch sotkanet
says "which does not keep tables of one's own from being read" 1 \
	"tilannekuva: sotkanet: setting http.contact is empty: Sotkanet.fi (THL) wants to know whom to reach; put an e-mail address there" \
	--config "$SRC/config" fetch
check "they were" [ "$(sqlite3 var/archive.db "SELECT count(*) > 0, sum(source <>
	'local') FROM fetch")" = "1|0" ]
says "a source that is not https" 2 \
	"tilannekuva: fetch: setting sotkanet.url: http://example.org/: only https is asked (http on this machine)" \
	--config "$SRC/config" --set sotkanet.url=http://example.org/ fetch \
	sotkanet
run --config "$SRC/config" --set pxweb.url=http://example.org/ fetch sotkanet \
	pxweb
check "two of them: nothing was done" [ "$status $(wc -l <"$err")" = "2 2" ]
says "no store yet" 1 \
	"tilannekuva: sql: var/tilannekuva.db: not there yet: run \`tilannekuva rebuild\`" \
	sql "SELECT 1"
done_testing
