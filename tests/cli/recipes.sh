# The manual's recipes (ADDING), word by word: what it says to write is written,
# what it says to run is run, in a copy of the source tree. Those that need the
# program built anew are compiled one file at a time; with RECIPES=build (make
# torture) they are built and run.
# shellcheck shell=sh
# shellcheck source=tests/cli/lib.inc
. "$SRC/tests/cli/lib.inc"

# Reads the section: a folder a recipe, in it the steps, 01-write, 02-add, 03-run,
# and beside each of the first two its path.
cat >steps.py <<'EOF'
import os, re, sys
recipe = verb = block = None
for line in open(sys.argv[1], encoding="utf-8"):
    line = line.rstrip("\n")
    if line.startswith(".Sh "):
        recipe = "" if line == ".Sh ADDING" else None
    elif recipe is None:
        pass
    elif block is not None and line == ".Ed":
        kind = "run" if path is None else verb
        name = "%s/%02d-%s" % (recipe, step, kind)
        with open(name, "w", encoding="utf-8") as f:
            f.write("".join(l + "\n" for l in block))
        if path:
            with open(name + ".path", "w") as f:
                f.write(path + "\n")
        block = verb = None
    elif block is not None:
        block.append(line.replace("\\&", "").replace("\\e", "\\"))
    elif line.startswith(".Ss "):
        recipe, step = line.split()[-1], 0
        os.mkdir(recipe)
    elif line == ".It":
        step, verb, path = step + 1, None, None
    elif line in ("Write", "Add to"):
        verb = line.lower().split()[0]
    elif re.search(r"\b[Rr]un:$", line):
        verb = "run"
    elif verb in ("write", "add") and line.startswith(".Pa "):
        path = line.split()[1]
    elif line.startswith(".Bd ") and verb:
        block = []
EOF
python3 steps.py "$SRC/tilannekuva.1"
for recipe in indicator county source method chart language; do
	check "there is a recipe for: $recipe" [ -n "$(ls $recipe/*-run)" ]
done
check "and no other is left untried" [ "$(find . -name '*-run' | cut -d/ -f2 |
	sort -u | wc -l)" -eq 6 ]

mkdir bin tree
tar -C "$SRC" -c --exclude=./build --exclude=./var --exclude=./.git \
	--exclude='./tilannekuva' --exclude='./tilannekuva-*' \
	--exclude=node_modules . | tar -x -C tree
cat >bin/tilannekuva <<'EOF'
#!/bin/sh
[ ! -x ./tilannekuva ] || TILANNEKUVA=./tilannekuva
exec "$TILANNEKUVA" --now 2026-03-02T03:00:00Z --offline --set site.pdf=no \
	--set plot.kinds=rank --set plot.langs=fi \
	${LANGS:+--set "site.langs=$LANGS"} "$@"
EOF
chmod +x bin/tilannekuva
PATH=$PWD/bin:$PATH
top=$PWD

# write RECIPE: what it says to write and to add to
write() {
	for _step in "$1"/*.path; do
		_to=tree/$(cat "$_step")
		case $_step in
		*-write.path)
			check "$1: $_to is new" [ ! -e "$_to" ]
			cp "${_step%.path}" "$_to"
			;;
		*)
			check "$1: $_to is there" [ -s "$_to" ]
			cat "${_step%.path}" >>"$_to"
			;;
		esac
	done
}
# follow RECIPE: what it says to run
follow() {
	for _step in "$1"/*-run; do
		(cd tree && sh -eu "$top/$_step") >"$out" 2>"$err" </dev/null
		status=$?
		check "$1: $(head -n 1 "$_step")" [ "$status" -eq 0 ]
		cat "$out" >>"$1.out"
	done
}

# --- those that need no building

export LANGS='fi'
cd tree || exit 1
sed -i '/^sotkanet,228,/d' config/indicators.csv
sed -i 's/^counties = .*/counties = 09/' config/tilannekuva.conf
tilannekuva import etl/snapshot/*.exchange && tilannekuva run
result "a site to begin with" $?
cd ..
check "without the indicator" [ ! -e tree/var/site/mittari/sotkanet-228.html ]
check "and the county" [ ! -e tree/var/site/kunta/109.html ]
write indicator
follow indicator
check "it has a page" [ -s tree/var/site/mittari/sotkanet-228.html ]
check "and its figure stands in the municipality's" \
	grep -q 'sotkanet-228' tree/var/site/kunta/398.html
follow county
check "its code is what areas found" grep -q '^hyvinvointialue:07' county.out
check "its municipalities have pages" [ -s tree/var/site/kunta/109.html ]
check "those from before too" [ -s tree/var/site/kunta/398.html ]
check "a draft of its negotiation is there" \
	[ -s tree/config/negotiations/KH-2026/negotiation.csv ]
(cd tree && tilannekuva brief --check) >"$out" 2>"$err"
status=$?
check "the pages hold what the store says" [ "$status" -eq 0 ]
(cd tree && tilannekuva negotiation check KH-2026) >"$out" 2>"$err"
status=$?
check "what is to be filled in is named" [ "$status" -eq 2 ]
rm -r tree/config/negotiations/KH-2026

# a store from before the program knew of a source takes in its first answer
unsum tree/var/tilannekuva.db
sqlite3 tree/var/tilannekuva.db "DELETE FROM source WHERE name = 'kela'"
cat >tree/config/kela.csv <<'EOF'
id,url,title,class,polarity,polarity_source,theme,span,felt_or_register
saajat,dump,Saajat,count,neutral,own reading,vaesto,1,register
EOF
printf 'kunta_nro,vuosi,saaja_lkm\n398,2019,12\n' >answer.csv
(cd tree && tilannekuva import --source kela --url \
	'https://data.example.org/dump#indicator=saajat' ../answer.csv &&
	tilannekuva --set kela.url=https://data.example.org load) >"$out" 2>"$err"
status=$?
check "a source that an older store does not know" [ "$status" -eq 0 ]
check "its figure is there" [ "$(VAR=tree/var sql "SELECT value FROM v_observation
	WHERE source = 'kela'")" = 12.0 ]
rm tree/config/kela.csv

# --- those that do

for recipe in source method chart; do
	write $recipe
done
[ "${RECIPES-}" = build ] || write language
PKGS=$(sed -n '/^PKGS/,/[^\\]$/p' tree/Makefile | tr -d '\134' | sed 's/.*:=//')
for file in etl/source_demo etl/source analysis/method_range analysis/stat \
	plots/dots plots/kind lib/text; do
	# shellcheck disable=SC2046,SC2086 # words
	(cd tree && ${CC:-gcc} -std=c17 -Wall -Wextra -Wpedantic -Wshadow -Wconversion \
		-Wno-sign-conversion -Werror -D_GNU_SOURCE -I. \
		$(pkg-config --cflags $PKGS) -fsyntax-only $file.c) >"$out" 2>"$err"
	status=$?
	check "$file.c compiles" [ "$status" -eq 0 ]
done
if command -v clang-format >/dev/null; then
	(cd tree && clang-format --dry-run -Werror etl/source_demo.c \
		analysis/method_range.c plots/dots.c) 2>"$err"
	status=$?
	check "and is written as the rest" [ "$status" -eq 0 ]
fi
if [ "${RECIPES-}" != build ]; then
	result "built and run # SKIP RECIPES=build does that" 0
	done_testing
fi
for recipe in source method chart; do
	follow $recipe
done
unset LANGS
write language
follow language
check "the source is known" grep -q '^demo	' source.out
check "its figures are read" grep -q '^Lahti	2022	12.5	value' source.out
check "what it hides is hidden" grep -q '^Lahti	2023		suppressed' source.out
check "the method works" [ "$(tail -n 3 method.out)" = "set_id,range
a,4
b," ]
check "it is listed" sh -c 'cd tree && tilannekuva stat 2>&1 | grep -q range'
check "the chart is drawn" [ "$(head -c 4 tree/dots.png | tail -c 3)" = PNG ]
check "the language has pages" [ -s tree/var/site/et/kunta/398.html ]
check "they say which they are" grep -q '<html lang="et">' \
	tree/var/site/et/index.html
check "in its own words where it has them" grep -q '<h1>Meetodid</h1>' \
	tree/var/site/et/menetelmat.html
check "the others lead there" grep -q '>Eesti keeles</a>' tree/var/site/sv/index.html
done_testing
