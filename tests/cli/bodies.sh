# Every body that is at hand, row by row: it loads with the figures that the
# table says, or is refused in the words that the table says. The project's own
# (tests/bodies/own.tsv) always, the recorded ones (recorded.tsv) with
# RECORDINGS=DIR. A file that no row names fails the test, so that none is left
# out in silence. The wanted numbers were counted from the files by other means;
# "mix" is the sum of value x (year - 1900) x (1 + code), which moves when a figure
# lands in another year or area.
#
# A row has tabs between file, way and want. The ways:
#
#	answer SOURCE REQUEST	imported as the answer to that; 1990-2012 stands
#				for &years= of each
#	table MAP [SECTIONS]	put among tables of one's own with the mapping
#				tests/bodies/maps/MAP.ini; SECTIONS: see
#				tests/support/sections.py (@: the table)
#	table -			the same without a mapping
# shellcheck shell=sh
# shellcheck source=tests/cli/lib.inc
. "$SRC/tests/cli/lib.inc"

bodies=$SRC/tests/bodies
few=$PWD/few
mkdir few
head -n 1 "$SRC/config/indicators.csv" >few/indicators.csv
: >few/tilannekuva.conf
cp -r few bare
cp "$SRC/config/mergers.csv" "$SRC/config/areas.csv" few

# years REQUEST: with each year of "years=1990-2012" by itself.
years() {
	echo "$1" | tr '&' '\n' | awk -F '[=-]' '/^years=....-/ {
		for (y = $2; y <= $3; y++) print "years=" y; next } 1' |
		paste -s -d '&'
}

# table FILE MAP SECTIONS...: alone in the folder of one's own tables.
table() {
	_file=$1
	_map=$2
	shift 2
	rm -rf tables
	mkdir tables
	_name=$(basename "$_file")
	cp "$_file" "tables/$_name"
	if [ "$_map" != - ]; then
		cp "$bodies/maps/$_map.ini" "tables/${_name%.*}.ini"
		if [ $# -gt 0 ]; then
			for word; do
				[ "$word" != @ ] || word=$_file
				set -- "$@" "$word"
				shift
			done
			python3 "$SRC/tests/support/sections.py" "$@" \
				>>"tables/${_name%.*}.ini"
		fi
	fi
	run --var v --config "$few" --set local.dir=tables --offline \
		--now 2026-03-02T03:00:00Z fetch local
}

# What came of it, in the words of the table.
outcome() {
	if [ "$status" -ne 0 ] || [ -s "$err" ]; then
		sed -e "s,^tilannekuva: ,refused ," -e "s,$1: ,," \
			-e 's,^refused import: ,refused ,' \
			-e 's,^refused local: ,refused ,' "$err"
		return
	fi
	case $(sqlite3 v/archive.db "SELECT topic FROM fetch
		ORDER BY id DESC LIMIT 1") in
	note:*)
		echo "a note"
		return
		;;
	esac
	_config=$few
	case $2 in
	*,*) ;;
	*' areas') _config=$PWD/bare ;; # that list alone
	esac
	run --var v --config "$_config" --set quality.hold=areas load
	case $2 in
	[0-9]*' described') ask="SELECT count(*) || ' described'
		FROM v_indicator WHERE title_fi <> ''" ;;
	*,*) ask="SELECT count(*) || ' figures, ' || coalesce(sum(status = 'value'), 0)
		|| ' numbers, ' || coalesce(sum(status = 'suppressed'), 0) ||
		' suppressed, ' || count(numerator) || ' numerators, ' ||
		count(DISTINCT area_kind || ':' || area_code) || ' areas, sum ' ||
		printf('%.3f', total(value)) || ', mix ' || printf('%.9e', total(
		value * (year - 1900) * (1 + CAST(area_code AS INTEGER))))
		FROM v_observation" ;;
	*) ask="SELECT count(*) || ' areas' FROM v_area" ;;
	esac
	_known=$(VAR=v sql "$ask")
	case $2 in
	*' = '*) # one figure in full: the row's "CODE KIND:CODE YEAR = VALUE"
		_spot=${2%% = *}
		_spot=${_spot##*, }
		_known="$_known, $_spot = $(VAR=v sql "SELECT coalesce(value, status)
			FROM v_observation WHERE '$_spot' =
			indicator || ' ' || area_kind || ':' || area_code || ' '
			|| year")"
		;;
	esac
	_unknown=$(VAR=v sql "SELECT count(*) FROM v_gap
		WHERE reason = 'no such area'")
	[ "$_unknown" -eq 0 ] || _known="$_known, $_unknown unknown areas"
	echo "$_known"
	sed -e '/there is no such area/d' -e 's,^tilannekuva: ,but ,' "$err"
}

# rows TABLE DIR: each row of the table, each file of the folder.
rows() {
	while IFS="$(printf '\t')" read -r file way want; do
		case $file in
		'' | '#'*) continue ;;
		esac
		echo "$file" >>named
		rm -rf v
		# A list of areas stands for itself.
		[ "${way##* }" = regions ] || cp -r base v
		# shellcheck disable=SC2086
		set -f -- $way
		set +f
		if [ "$1" = table ]; then
			shift
			table "$dir/$file" "$@"
		else
			request=$3
			[ "$2" != sotkanet ] || request=$(years "$3")
			run --var v import --source "$2" --fetched-at 2026-03-01 \
				--url "$request" "$dir/$file"
		fi
		outcome "$dir/$file" "$want" >got
		echo "$want" >want
		[ -z "${BODIES_SHOW:-}" ] || printf '%s\t%s\t%s\n' "$file" "$way" \
			"$(cat got)" >>"$BODIES_SHOW"
		cmp -s got want
		result "$file" $?
		diff want got | sed 's/^/# /'
	done <"$table"
	find -L "$dir" -type f | sed "s,^$dir/,," | LC_ALL=C sort -u >there
	LC_ALL=C sort -u named >rows
	check "every file of $(basename "$table") has a row and is there" \
		cmp there rows
	LC_ALL=C comm -3 there rows | sed 's/^/# /'
	: >named
}

# begin TABLE DIR AREAS: the areas that all others are known by.
begin() {
	table=$bodies/$1
	dir=$2
	rm -rf base
	run --var base --config few import --source sotkanet --url regions \
		--fetched-at 2026-03-01 "$dir/$3"
	rows
}

begin own.tsv "$bodies/own" areas.json

if [ -z "${RECORDINGS:-}" ]; then
	result "recordings # SKIP RECORDINGS is not set" 0
	done_testing
fi
begin recorded.tsv "$RECORDINGS" sotkanet-replay/regions-2026-reconstructed.json
done_testing
