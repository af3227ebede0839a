# Verdicts that changed since a negotiation, `diff --negotiation`: because a year
# came, because the source revised what it had said, because figures grew old or
# went, and not at all. Made-up Gini coefficients (3126: no intervals, higher is
# worse) of towns of Päijät-Häme, told three times.
# shellcheck shell=sh
# shellcheck source=tests/cli/lib.inc
. "$SRC/tests/cli/lib.inc"

cp -r "$SRC/config" config
t() {
	run --config config --offline --set quality.hold= \
		--now 2026-03-02T03:00:00Z "$@"
}
# told DAY FROM TO FILE: an answer of that day on these years. Each line of FILE
# is a town, its first year and its figures.
told() {
	cat >"$1-3126.exchange" <<-END
		tilannekuva-exchange 1
		kind figures
		source sotkanet
		request https://sotkanet.fi/rest/1.1/csv?indicator=3126$(seq -s '' -f '&years=%g' "$2" "$3")&genders=total
		fetched_at ${1}T00:00:00Z
		indicator 3126
		scope $2-$3 total
		title_fi Gini-kerroin
		unit Gini 0-100
		decimals 1
		organisation Tilastokeskus

	END
	awk '{ for (i = 3; i <= NF; i++) if ($i != "-")
		print $1 == "SF" ? "maa 358" : "kunta " $1, "total", $2 + i - 3, $i }' \
		"$4" >>"$1-3126.exchange"
	t import "$1-3126.exchange"
	check "an answer of $1" [ "$status" -eq 0 ]
}

cat >first <<-'END'
	SF 2010 25 25 25 25 25 25 25 25 25 25
	398 2010 30 29 20 21 22 23 24 25 26 27
	111 2010 20 21 22 23 24 25 26 27 28 29
	098 2010 20 21 22 23 24 25 26 27 28 29
	016 2010 20 21 22 23 24 25 26
	560 2016 20 21 22 23
	142 2010 20 21 22 23 24 25 26 27 28 29
END
# Heinola (111) is revised
sed 's/^111 .*/111 2010 24 26 24.5 25.5 25 24.8 25.6 24.2 25.4 24.6/' first >second
# two years more, and of Iitti (142) only the newest ones are left
sed 's/^SF.*/& 25 25/; s/^398.*/& 28 29/; s/^111.*/& 24.9 25.1/
	s/^098.*/& 30 31/; s/^560.*/& 24 25/; s/^142.*/142 2018 28 29 30 31/' \
	second >third

t import "$SRC"/etl/snapshot/*areas.exchange
t negotiation new V-2020 --from PH-2025
n=config/negotiations/V-2020
rm $n/items.csv $n/texts.csv $n/resources.csv $n/points.csv $n/feedback.csv \
	$n/rounds.csv
cat >$n/negotiation.csv <<-'END'
	id,status,county,date,title
	V-2020,agreed,09,2020-12-31,Koe
END
cat >$n/priorities.csv <<-'END'
	id,kind,text
	P1,topic,Toimeentulo
	P2,topic,Taustaa
END
cat >$n/links.csv <<-'END'
	priority,indicator,role,strength,why,decided_by
	P1,3126,outcome,direct,koe,koe
	P2,3126,outcome,weak,koe,koe
END
cat >$n/measures.csv <<-'END'
	id,text,agreed,responsible,effect,lag_years,priorities,indicators,decided_by
	M1,Tuloerot pienenevät,2020-12-31,kunnat,,,P1,,koe
END
cat >$n/worries.csv <<-'END'
	id,date,area,by,priority,text
END
t negotiation check V-2020
check "the negotiation is right" [ "$status" -eq 0 ]
told 2020-12-01 2010 2019 first
told 2021-12-01 2010 2019 second
told 2022-12-01 2010 2021 third

# verdicts DAY DAY: those that are another, in short.
verdicts() {
	t diff --kind verdict --negotiation V-2020 "$@"
	awk -F'\t' 'NR > 1 { print $1, $6, $7, $10, $12 " -> " $13 }' "$out"
}
sum() { sha256sum var/archive.db; }
sum >archive.sum

# --- why a verdict is another ------------------------------------------------------

# the exact test of Mann and Kendall: ten rising years p = 2/10!, six p = 2/6!;
# Lahti's first ten S = 11, p = 0.38; Heinola's revised ones S = -1, p = 1
nothing='ei selvää muutosta (10 vuotta)'
rose() {
	printf 'tilanne on heikentynyt vuosina %s; luku on noussut yhteensä noin %s pistettä' \
		"$1" "$2"
}
few='liian vähän vuosia muutoksen arvioimiseen'
old='uusin luku on liian vanha muutoksen arvioimiseen'
verdicts 2020-12-31 2021-12-31 >revised
cat >want <<-END
	P1 level kunta:111 2019 yli koko maan luvun -> alle koko maan luvun
	P1 trend kunta:111 2010-2019 $(rose 2010–2019 9,0) -> $nothing
END
check "the source revised its figures: that town alone, and not where the link is weak" \
	diff -u want revised
verdicts 2021-12-31 2022-12-31 >years
cat >want <<-END
	P1 level kunta:111 2021 alle koko maan luvun -> yli koko maan luvun
	P1 level kunta:560 2021 alle koko maan luvun -> sama kuin koko maan luku
	P1 trend kunta:016 2010-2016 $(rose 2010–2016 6,0) -> $old
	P1 trend kunta:142 2018-2021 $(rose 2010–2019 9,0) -> $few
	P1 trend kunta:398 2012-2021 $nothing -> $(rose 2012–2021 9,0)
	P1 trend kunta:560 2016-2021 $few -> $(rose 2016–2021 5,0)
END
grep '^P1' years >priority
check "years came; figures grew old; figures went" diff -u want priority
check "what did not change is not told: Hollola rises throughout" \
	[ "$(grep -c '^P. trend kunta:098' revised years)" = "revised:0
years:0" ]
check "what was agreed: once there are figures since" [ "$(grep '^M1' years |
	cut -d' ' -f3- | sort -u)" = \
	"$(for town in 098 111 142 398 560; do
		echo "kunta:$town 2019-2021 liian aikaista sanoa -> ei havaittavaa muutosta"
	done)" ]
run --config config --offline --set quality.hold= --now 2028-03-02T03:00:00Z \
	diff --kind verdict --negotiation V-2020 2022-12-31
check "nothing came, but time went on: no trend is judged any more" [ "$(awk \
	-F'\t' 'NR > 1 && $6 == "trend" { print $7, $13 }' "$out")" = \
	"$(for town in 098 111 398 560; do echo "kunta:$town $old"; done)" ]

# --- beside the figures ------------------------------------------------------------

t diff --negotiation V-2020
cp "$out" all
check "exit status" [ "$status" -eq 0 ]
check "without a word" err_empty
check "behind the figures, under the priority that they tell of" [ "$(sed 1d all |
	cut -f1,2 | uniq | tr '\t\n' ' ,')" = \
	"P1 new_year,P1 revised,P1 vanished,P1 verdict,P2 new_year,P2 revised,P2 vanished,M1 verdict," ]
check "in the columns that the header names" [ "$(awk -F'\t' '{ print NF }' all |
	sort -u)" = 13 ]
grep -v '	verdict	' all >want
t diff --negotiation V-2020 --kind "$(cut -f2 want | sed 1d | sort -u |
	tr '\n' ',' | sed 's/,$//')"
check "other kinds alone are as they were" out_is want
says "verdicts of everything" 2 \
	"tilannekuva: diff: --kind verdict goes with --negotiation" \
	diff --kind verdict 2020-12-31
t diff --kind verdict --negotiation V-2020 2020-11-30
check "before the first answer" [ "$status" -eq 2 ]
sum >archive.now
check "the archive was only read" cmp archive.sum archive.now
check "and no store was made" [ ! -e var/tilannekuva.db ]

# --- the picture of a day is the one that can be rebuilt -----------------------------

# as_rebuilt DAY: trends and levels of the picture of that day
as_rebuilt() {
	run --config config --offline --set quality.hold= --var day \
		--now "${1}T23:59:59Z" rebuild --as-of "$1"
	VAR=day sql "SELECT area_code, trend_verdict, level_class FROM v_priority
		WHERE negotiation = 'V-2020' AND priority = 'P1'
		AND trend_verdict IS NOT NULL ORDER BY area_code"
}
mkdir day
cp var/archive.db day/archive.db
as_rebuilt 2020-12-31 >was
as_rebuilt 2022-12-31 >is
join -t'|' was is | awk -F'|' '
	$3 != $5 { print "P1 level kunta:" $1 }
	$2 != $4 { print "P1 trend kunta:" $1 }' | sort >want
verdicts 2020-12-31 2022-12-31 | grep '^P1' | cut -d' ' -f1-3 | sort >found
check "what rebuild --as-of shows of both days differs there" diff -u want found
check "in some" [ -s want ]

# --- what is kept ------------------------------------------------------------------

kept=var/verdicts/V-2020-2.csv
t diff --negotiation V-2020
check "again it is the same" out_is all
# what is written anew has another inode: this one is not free
ln $kept once
cp $kept copy
t diff --negotiation V-2020
check "it was found once" [ "$(stat -c %i $kept)" = "$(stat -c %i once)" ]
sed -i '1s/^./x/' $kept
t diff --negotiation V-2020
check "under another key it is found again" out_is all
check "and kept" cmp $kept copy
head -c 200 $kept >start.csv
cp start.csv $kept
t diff --negotiation V-2020
check "where the file is cut off, too" out_is all
sed -i '/trend,kunta:016,/s/,out_of_date,/,up,/' $kept
t diff --negotiation V-2020
check "where it was changed, too" out_is all
sed -i '/^sotkanet,3126,/s/,lower_better,/,neutral,/' config/indicators.csv
t diff --negotiation V-2020
check "with another table it is found again" out_has \
	"luku on noussut vuosina 2012–2021"
check "where no side is the better one nothing is better or worse" [ "$(grep -c \
	-e heikentynyt -e parantunut "$out")" -eq 0 ]
cp "$SRC/config/indicators.csv" config/indicators.csv
rm -r var/verdicts
: >var/verdicts
t diff --negotiation V-2020
check "where nothing can be kept it is told all the same" out_is all
check "well" [ "$status" -eq 0 ]

# --- whatever the order in which it came --------------------------------------------

for f in 2022-12-01 2020-12-01 2021-12-01; do
	t --var other import "$f-3126.exchange"
done
t --var other import "$SRC"/etl/snapshot/*areas.exchange
t --var other diff --negotiation V-2020
check "the order of arrival makes no difference" out_is all
done_testing
