# Help works everywhere and equals the manual's synopsis; what cannot be done is
# said in one line with exit status 2.
# shellcheck shell=sh
# shellcheck source=tests/cli/lib.inc
. "$SRC/tests/cli/lib.inc"

exits "--version works" 0 --version
check "it is the package's" grep -qxF "tilannekuva $(sed -n \
	'1s/.*(\(.*\)).*/\1/p' "$SRC/debian/changelog")" "$out"
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

# --- the manual is whole: options, settings, views, methods, files, environment

man=$SRC/tilannekuva.1
# absent WORDS...: those that the manual has nowhere, - and all
absent() {
	for _word; do
		sed 's/Fl Fl /--/g; s/Fl -/--/g' "$man" | grep -qE -e \
			"(^|[^a-z_-])$_word([^a-z_-]|\$)" || echo "$_word"
	done
}
while read -r c; do
	run "$c" --help
	# shellcheck disable=SC2046 # they are words
	missing=$(absent $(grep -oE -e '--[a-z][a-z-]*' "$out" | sort -u))
	check "$c: its options are in the manual ($missing)" [ -z "$missing" ]
done <commands
run --help
# shellcheck disable=SC2046
missing=$(absent $(grep -oE -e '--[a-z][a-z-]*' "$out" | sort -u))
check "so are the options of all ($missing)" [ -z "$missing" ]
cat "$SRC"/main.c "$SRC"/etl/*.c >code
cat >settings.py <<'EOF'
import re
code = open("code", encoding="utf-8").read()
man = open("man", encoding="utf-8").read()
man = man[man.index(".Sh SETTINGS"):].split(".Sh ")[1]
said = {}
for item in man.split(".It Ic ")[1:]:
    default = re.search(r"^Default:\n\.Ql (.*) \.$", item, re.M)
    for key in item.split("\n")[0].split(" , "):
        said[key] = default.group(1) if default else ""
real = {k: "".join(re.findall(r'"([^"]*)"', v)) for k, v in re.findall(
    r'\{"([a-z]+\.[a-z_]+)",\s*CONF_[A-Z]+,\s*((?:"[^"]*"\s*)+)', code)}
for key in sorted(set(said) | set(real)):
    if key not in said or key not in real:
        print(key)
    elif real[key] != said[key]:
        print(key, real[key])
EOF
cp "$man" man
python3 settings.py >differ
check "its settings are the program's, with their defaults ($(cat differ))" \
	[ ! -s differ ]
check "there are some" [ "$(grep -c '^\.It Ic [a-z]*\.' man)" -ge 20 ]
# shellcheck disable=SC2046
missing=$(absent $(grep -oE '^[a-z_]+ =' "$SRC/config/tilannekuva.conf" |
	tr -d ' =' | sed 's/.*/[a-z]+[.]&/' | sort -u))
check "what the shipped settings name is there ($missing)" [ -z "$missing" ]
# shellcheck disable=SC2046
missing=$(absent $(sed -n '/[^a-z]kept\[\] = {/p; /getenv("/p' "$SRC"/lib/*.c |
	grep -oE '"[A-Z]+"' | tr -d '"'))
check "so is the environment ($missing)" [ -z "$missing" ]
missing=$(for file in "$SRC"/config/*; do
	grep -qF "${file##*/}" "$man" || echo "$file"
done)
check "so is each file of config/ ($missing)" [ -z "$missing" ]
run stat
sed -n '/^.Sh METHODS/,/^.Sh FUNCTIONS/p' "$man" >methods
missing=$(sed -n 's/^ *\(in\|out\): \(.*\)/\1: \2./p' "$err" |
	while read -r line; do
		grep -qixF "$line" methods || echo "$line"
	done)
check "its methods have their columns in it ($missing)" [ -z "$missing" ]
missing=$(sed -n 's/^METHOD(\(.*\))/\1/p' "$SRC/analysis/methods.def" |
	while read -r method; do
		grep -qx ".It Sy $method" methods || echo "$method"
	done)
check "so is each method ($missing)" [ -z "$missing" ]
run --config "$SRC/config" rebuild
check "there are views" [ "$(sql "SELECT count(*) FROM sqlite_master
	WHERE type = 'view'")" -ge 40 ]
# shellcheck disable=SC2046
missing=$(absent $(sql "SELECT name FROM sqlite_master WHERE type = 'view'
	AND name LIKE 'v!_%' ESCAPE '!'"))
check "so is each view ($missing)" [ -z "$missing" ]
rm -r var
for status in 0 1 2; do
	check "so is exit status $status" sh -c \
		"sed -n '/^.Sh EXIT STATUS/,/^.Sh EX/p' man | grep -qx '.It $status'"
done

# --- what is wrong

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
