# The quality gate with the shipped snapshot, and with every recorded answer
# where RECORDINGS=DIR is set: clean figures pass, errors planted at random
# places are held back and nothing of them is shown.
# shellcheck shell=sh disable=SC2317 # called by check
# shellcheck source=tests/cli/lib.inc
. "$SRC/tests/cli/lib.inc"

areas=$SRC/etl/snapshot/2026-03-01-sotkanet-areas.exchange

# take STORE FILE...: imports files into a store and loads them.
take() {
	var=$1
	shift
	run --var "$var" import "$@"
	run --var "$var" --config "$SRC/config" load
	VAR=$var
}

# Errors and warnings of a store, beside its series.
findings() {
	sql "SELECT count(*) FROM v_quality WHERE severity <> 'note'
		AND check_name NOT IN ('title', 'class')"
}
few_findings() {
	[ "$(findings)" -le $((1 + $(sql "SELECT count(*) FROM series") / 1000)) ]
}

take clean "$SRC"/etl/snapshot/*.exchange
check "the snapshot is let in whole" [ "$status" -eq 0 ]
check "nothing of it is held back" [ "$(sql "SELECT count(*)
	FROM held_answer")" -eq 0 ]
check "at most one finding in a thousand series" few_findings
exits "check finds no error" 0 --var clean check
check "the three oddities that were confirmed are notes" \
	[ "$(grep -c '^note	decimal	.*a decimal lost\|^note	swapped	' "$out")" \
		-eq 3 ]
run -v --var clean check
check "with a summary" err_has "check: 0 errors, "
mkdir unconfirmed
cp -R "$SRC"/config/* unconfirmed/
head -n 1 "$SRC/config/corrections.csv" >unconfirmed/corrections.csv
run --config unconfirmed --var clean load
check "unconfirmed they hold the answers back" [ "$status" -eq 1 ]
run --config unconfirmed --var clean status
check "status names them" out_has \
	"held back by the checks (see \`tilannekuva check\`): 3"
exits "check of one indicator is clean" 0 --config unconfirmed --var clean \
	check --indicator 683
exits "check of another is not" 1 --config unconfirmed --var clean \
	check --indicator sotkanet:451
run --config "$SRC/config" --var clean load
check "confirmed again they are there" [ "$status" -eq 0 ]
says "check wants an indicator" 2 \
	"tilannekuva: check: --indicator '': [SOURCE:]ID is expected; \`indicators\` tells the ids" \
	--var clean check --indicator ""
says "nothing is not well" 2 \
	"tilannekuva: check: --indicator 'sotkanet:99999': the store has no figures of it; \`indicators\` tells the ids" \
	--var clean check --indicator 99999

# The largest answer of each indicator.
largest() {
	for f in "$1"/*-sotkanet-*.exchange; do
		case $f in *areas*) continue ;; esac
		printf '%s %s %s\n' "$(echo "$f" | sed 's/.*-//')" \
			"$(wc -c <"$f")" "$f"
	done | sort -k1,1 -k2,2nr | awk '!seen[$1]++ { print $3 }'
}

# plant SEED WHEN STORE: one error an answer, each of another kind; adds to
# `told` what was planted: fault, whether it can be told, whether it was held.
plant() {
	rm -rf planted "$3"
	mkdir planted
	# shellcheck disable=SC2046
	python3 "$SRC/tests/support/plant.py" "$1" turn "$2" "$areas" planted \
		$(largest "$SRC/etl/snapshot") >ledger
	case $2 in
	first) take "$3" "$areas" ;;
	second) cp -r base "$3" && VAR=$3 ;;
	next) take "$3" "$areas" planted/*-0.exchange && rm planted/*-0.* ;;
	esac
	held="SELECT i.code || ' ' || i.digest FROM indicator AS i
		WHERE figures > 0 ORDER BY 1"
	sql "$held" >before
	take "$3" planted/*.exchange
	sql "SELECT DISTINCT indicator FROM v_quality WHERE held" >held
	sql "$held" | grep -wFf held >after
	grep -wFf held before | cmp -s - after || echo "$2 $1" >>visible
	awk -F '\t' 'NR == FNR { held[$1] = 1; next }
		{ print $1, $3, $2 in held, $2, $4, $5 }' held ledger >>told
}
# caught FAULT LEAST: so many in a hundred of those that can be told.
caught() {
	awk -v fault="$1" -v least="$2" '$1 == fault && $2 { n++; got += $3 }
		END { exit !(n >= 5 && got * 100 >= least * n) }' told
}

# shellcheck disable=SC2046
take base "$areas" $(largest "$SRC/etl/snapshot")
: >told
for seed in 1 2 3; do
	plant "$seed" first planted-first
	plant "$seed" second planted-second
	plant "$seed" next planted-next
done
check "nothing of what is held back is visible" [ ! -e visible ]
check "a county off by one in a hundred is held back" caught county 100
check "two municipalities in each other's place are" caught swapped 100
check "a lost decimal is" caught decimal 100
check "a doubled year is" caught doubled 95
check "a repeated year is" caught repeated 100
check "a year moved to other areas is" caught shifted 95
check "figures moved by a year are" caught later 100
sort told | awk '{ n[$1 " " $2]++; got[$1 " " $2] += $3 }
	END { for (k in n) { split(k, w, " "); printf "# %s%s: %d of %d\n", w[1],
		w[2] ? "" : " (not to be told)", got[k], n[k] } }' | sort

if [ -z "${RECORDINGS:-}" ]; then
	result "recordings # SKIP RECORDINGS is not set" 0
	done_testing
fi
for v in 2013:2013-09-08 2023:2023-06-01 2025:2025-10-01 \
	2026-y2019:2026-03-01; do
	var=v-${v%%:*}
	run --var "$var" import --source sotkanet --url regions \
		--fetched-at 2026-03-01 \
		"$RECORDINGS/sotkanet-replay/regions-2026-reconstructed.json"
	for f in "$RECORDINGS/sotkanet-replay/vintage-${v%%:*}"/csv-*.csv; do
		years=$(cut -d';' -f3 "$f" | grep '^[12]' | sort -u |
			sed 's/^/\&years=/' | tr -d '\n')
		id=$(basename "$f" | cut -d- -f2)
		run --var "$var" import --source sotkanet \
			--fetched-at "${v##*:}" \
			--url "csv?indicator=$id$years&genders=total" "$f"
	done
	run --var "$var" --config "$SRC/config" load
	VAR=$var
	check "$var: at most one finding in a thousand series" few_findings
done
done_testing
