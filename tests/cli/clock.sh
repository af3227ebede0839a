# The year clock: what was learned of when figures appear, what comes before a
# meeting, a calendar that others read.
# shellcheck shell=sh
# shellcheck source=tests/cli/lib.inc
. "$SRC/tests/cli/lib.inc"

trap stop_all EXIT
# A parser of its own besides ours, where it is there.
python=python3
for p in python3 /usr/bin/python3; do
	$p -c 'import icalendar' 2>/dev/null && python=$p && break
done
# shellcheck disable=SC2317 # `check` calls it
calendar() {
	$python "$SRC/tests/support/ics.py" "$1" >events
}

mkdir -p config/negotiations
cp "$SRC"/config/*.csv config/
: >config/tilannekuva.conf
cp -r "$SRC"/config/negotiations/PI-2024 config/negotiations/
grep -E '^(source|sotkanet,(228|3126|3219|1077|5|284)),' "$SRC/config/indicators.csv" \
	>config/indicators.csv
cat >config/negotiations/PI-2024/links.csv <<-END
	priority,indicator,role,strength,why,decided_by
	PI7,228,outcome,proxy,"lasten pienituloisuus; näkyy viiveellä, siksi varoen",own reading
	PI7,3126,outcome,proxy,asumistuki,own reading
	PI8,3219,outcome,direct,koulutus,own reading
	PI8,1077,context,context,taustaksi,own reading
	PI8,5,context,context,taustaksi,own reading
	PI8,284,outcome,direct,vanhemmuus,own reading
END
# t DAY WORD...: the program on that day.
t() {
	_day=$1
	shift
	run --config config --now "${_day}T03:00:00Z" "$@"
}
rhythm() {
	sql "SELECT releases, evidence, next_year, first_day, day, last_day
		FROM v_rhythm WHERE indicator = '$1'"
}

# --- two nights, twelve years apart: the source says when it changed ----------------

serve old "$SRC/tests/support/sotkanet.py" "$SRC/etl/snapshot" --until 2014 \
	--only 3126,3219,1077
t 2013-10-01 --set "sotkanet.url=$url" fetch
stop old
serve new "$SRC/tests/support/sotkanet.py" "$SRC/etl/snapshot" --until 2025-12 \
	--only 228,3126,3219,1077
t 2025-10-02 --set "sotkanet.url=$url" fetch
stop new
t 2025-10-02 load
check "it loads" [ "$status" -eq 0 ]
check "the source's own days are when the years appeared" [ "$(sql "SELECT
	year, day, evidence FROM v_release WHERE indicator = '3126'")" = \
	"2011|2013-09-08|dated
2023|2025-10-01|dated" ]
# 617 and 640 days after the year: 628 after 2024, a month to either side
check "so the next is expected between the two" [ "$(rhythm 3126)" = \
	"2|dated|2024|2026-08-10|2026-09-20|2026-11-01" ]
check "from one observation: a month to either side" [ "$(rhythm 228)" = \
	"1|dated|2024|2026-09-02|2026-10-02|2026-11-01" ]
t 2025-10-02 rebuild
check "a rebuild learns the same" [ "$(rhythm 3126)" = \
	"2|dated|2024|2026-08-10|2026-09-20|2026-11-01" ]

t 2026-03-02 clock --meeting 2026-12-15 --negotiation PI-2024 --ics clock.ics
check "the clock" [ "$status" -eq 0 ]
check "what comes in time" grep -qF "Ehtii:" "$out"
check "with its days and from how much that is known" out_has \
	"20.9.2026 (10.8.2026–1.11.2026), 2 havainnon perusteella"
check "from one observation" grep -q "yhden havainnon perusteella" "$out"
check "the last useful refresh is when all of it is there" out_has \
	"1.11.2026 jälkeinen yö"
check "nothing to wait for" out_has "ei odoteta uusia lukuja"
check "what has ended is not waited for" [ "$(sed -n \
	'/^Luvut ovat vanhoja/,/^[A-ZÄ]/p' "$out" | grep -c '  3219  ')" -eq 1 ]
check "what has no figures is said" [ "$(sed -n '/^Lukuja ei ole haettu/,$p' "$out" |
	grep -c '   284  ')" -eq 1 ]
check "a measure that is due, behind us" grep -q "12/2024  Määräaika PI-A3" "$out"
check "a year since the last negotiation" out_has \
	"14.10.2025  Edellisestä neuvottelusta (PI-2024, 14.10.2024) on kulunut vuosi"
check "the calendar is RFC 5545, and others read it the same" calendar clock.ics
check "the meeting is in it" grep -q \
	"^meeting-2026-12-15@tilannekuva|20261215|20261216|once|" events
check "expected figures, whole" grep -qF \
	"release-sotkanet-228-2024@tilannekuva|20261002|20261003|once|Uusia lukuja odotetaan: Lasten pienituloisuusaste (2024)|" \
	events
check "what is due by a month stands in that month" grep -q \
	"^due-PI-2024-PI-A3@tilannekuva|20241201|20250101|once|" events
check "eight rounds" [ "$(grep -c '^round-PI-2024[.]' events)" -eq 8 ]
check "what has ended is not in it" sh -c '! grep -q 3219 events'
check "made at the fixed time" grep -q "DTSTAMP:20260302T030000Z" clock.ics
cp clock.ics first.ics
t 2026-03-02 clock --meeting 2026-12-15 --negotiation PI-2024 --ics clock.ics
check "the same clock, the same bytes" cmp first.ics clock.ics
t 2026-03-02 clock --ics - --lang sv
cp "$out" sv.ics
check "to standard output alone, in Swedish" calendar sv.ics
check "without a meeting" sh -c '! grep -q "^meeting-" events'
check "with the source's Swedish title or the Finnish one" grep -q \
	"Nya siffror väntas: " events

t 2026-03-02 clock --meeting 2026-09-25
check "between the days: likely, maybe" grep -q "^Todennäköisesti ehtii:" "$out"
check "and" grep -q "^Saattaa ehtiä:" "$out"
check "then the night before is the last useful one" out_has \
	"Kokousta edeltävä yö: uusia lukuja voi tulla viime päivinä"
check "and what comes soon after is worth waiting for" out_has \
	"Kahden kuukauden sisällä kokouksesta odotetaan:"
t 2026-03-02 clock --meeting 2026-04-25
check "long before: later only, any refresh will do" out_has \
	"Uusia lukuja ei odoteta ennen kokousta: mikä tahansa päivitys käy."
t 2027-01-10 clock
check "expected and not there: late" grep -q "^On jo myöhässä:" "$out"
t 2026-03-02 clock --lang en
check "without a meeting: the year to come" out_has \
	"No day of a meeting was given: until 2 March 2027."

# --- answers from elsewhere: two that lie close bound a release ----------------------

head='indicator;region;year;gender;primary value;absolute value'
answer() { # answer DAY LASTYEAR: figures of 5 for 2015 to that year
	{
		printf '%s\r\n' "$head"
		y=2015
		while [ $y -le "$2" ]; do
			printf '5;658;%s;total;%s.5;100\r\n' "$y" $((y - 2010))
			y=$((y + 1))
		done
	} >a.csv
	run --var close import --source sotkanet --fetched-at "$1" --url \
		"csv?indicator=5$(seq -f '&years=%g' -s '' 2015 "$2")&genders=total" \
		a.csv
}
run --var close import "$SRC"/etl/snapshot/*areas.exchange
answer 2021-03-01 2019
answer 2021-05-20 2019
answer 2021-06-01 2020
answer 2022-05-24 2020
answer 2022-06-05 2021
answer 2023-05-30 2021
answer 2023-06-09 2022
run --var close --config config --now 2023-07-01T03:00:00Z load
VAR=close
check "three years were seen to appear between two answers" [ "$(sql "SELECT
	group_concat(year || ' ' || evidence || ' ' || day, ', ') FROM v_release")" = \
	"2019 latest 2021-03-01, 2020 seen 2021-05-26, 2021 seen 2022-05-30, 2022 seen 2023-06-04" ]
check "the rhythm rests on those, not on the first sight" [ "$(rhythm 5)" = \
	"3|seen|2023|2024-05-03|2024-05-29|2024-06-25" ]
run --var close --config config --now 2023-07-01T03:00:00Z clock
check "it says from how many" out_has "3 havainnon perusteella"

# --- what is wrong -------------------------------------------------------------------

says "a day that is none" 2 \
	"tilannekuva: clock: --meeting '15.5.2026': a day such as 2026-05-15 is expected" \
	--now 2026-03-02T03:00:00Z clock --meeting 15.5.2026
says "a day that is over" 2 \
	"tilannekuva: clock: --meeting '2026-01-15': that day is over, today is 2026-03-02" \
	--now 2026-03-02T03:00:00Z clock --meeting 2026-01-15
says "a negotiation that is not there" 2 \
	"tilannekuva: clock: the store has no negotiation 'X': see \`tilannekuva negotiation list\`" \
	clock --negotiation X
done_testing
