# Negotiations: as they are shipped, as people's spreadsheets save them, broken in
# every way that a spreadsheet or a person breaks a table, and a third one.
# shellcheck shell=sh
# shellcheck source=tests/cli/lib.inc
. "$SRC/tests/cli/lib.inc"

cp -r "$SRC/config" config
ph=config/negotiations/PH-2025
pi=config/negotiations/PI-2024
# t WORD...: the program on a fixed day with the tables of this test.
t() {
	run --config config --now 2026-03-02T03:00:00Z --offline "$@"
}
# Puts the shipped table back.
mend() {
	cp "$SRC/$1" "$1"
}

t negotiation check
check "the shipped negotiations are right, also without a store" \
	[ "$status" -eq 0 ]
run --now 2026-03-02T03:00:00Z import "$SRC"/etl/snapshot/*areas.exchange
t load
check "they load" [ "$status" -eq 0 ]
check "without a word" err_empty

# --- as they are shipped ---------------------------------------------------------

check "seven challenges with their votes and shared ranks" [ "$(sql "SELECT
	group_concat(rank || ' ' || votes, ', ') FROM (SELECT rank, votes FROM
	v_negotiation_priority WHERE kind = 'challenge' ORDER BY rank_number,
	position)")" = "1 10, 2= 7, 2= 7, 2= 7, 5= 6, 5= 6, 5= 6" ]
check "a county's own programme is there too" [ "$(sql "SELECT count(*),
	min(first_year), max(last_year) FROM v_negotiation_priority
	WHERE kind = 'spearhead'")" = "4|2021|2025" ]
check "eight rounds, 23 municipalities, Tampere twice" [ "$(sql "SELECT
	rounds, municipalities, (SELECT count(*) FROM v_party WHERE
	area_code = '837') FROM v_negotiation
	WHERE negotiation = 'PI-2024'")" = "8|23|2" ]
check "a name with a hyphen stays in one piece" [ "$(sql "SELECT round,
	name_fi FROM v_party WHERE area_code = '508'")" = \
	"PI-R4|Mänttä-Vilppula" ]
check "each link says who read it" [ "$(sql "SELECT count(*),
	sum(decided_by = 'own reading'), sum(followed) FROM v_priority_link")" = \
	"57|57|57" ]
check "a mean stays as it is quoted" [ "$(sql "SELECT mean_quoted, mean,
	n_reported FROM v_feedback WHERE item = 'PH-F1'")" = "3.00|3.0|8" ]
check "what is agreed names its picture" [ "$(sql "SELECT count(*) FROM
	store_info WHERE key = 'content_id' AND value <> ''")" -eq 1 ]

t negotiation list
check "list tells of both" [ "$(cut -f1,2,3,4,8 "$out" | sed 1d | tr '\t' ' ')" = \
	"PH-2025 agreed 09 2024-08-29 49
PI-2024 agreed 08 2024-08-12 " ]
t negotiation show PH-2025
check "show works" [ "$status" -eq 0 ]
sed -n 's/^ *\([0-9]=*\)  *\([0-9]*\)  \(PH[1-7]\) .*/\1 \2 \3/p' "$out" >ranks
printf '%s\n' "1 10 PH1" "2= 7 PH2" "2= 7 PH3" "2= 7 PH4" "5= 6 PH5" "5= 6 PH6" \
	"5= 6 PH7" >want
check "ranks and votes, in order" cmp want ranks
check "the wording is the summary's, its slips too" out_has \
	"– Tulevaísuustyöskentely puuttuu"
check "spread" out_has "49 ääntä, 7 haastetta: eniten 10 (20 %), vähiten 6 (12 %)"
check "no votes by party, no word on disagreement" out_has \
	"Äänet osapuolittain: ei tietoa"
check "a measure without a state says so" out_has "→ tila: ei tietoa"
check "feedback with a comma, digits as quoted" out_has "PH-F1     3,00"
check "a mean that eight answers cannot give is told" out_has \
	"Kokonaislukuvastauksista 3,22 syntyy vasta 9 vastauksella"
python3 - "$out" <<-'END'
	import sys
	sys.exit(any(len(l) > 80 for l in open(sys.argv[1], encoding="utf-8").read().split("\n")))
END
check "within 80 columns" [ $? -eq 0 ]
t negotiation show PI-2024
check "no vote" out_has "Äänestystä ei pidetty."
check "everybody was there" out_has "Mukana ovat kaikki alueen 23 kuntaa."
check "a round" out_has \
	"PI-R4    26.8.2024  Ruovesi, Mänttä-Vilppula, Virrat, Juupajoki"
check "nine practices" [ "$(grep -c '^PI-P[1-9] ' "$out")" -eq 9 ]
check "what is due and of which nothing is known" out_has \
	"→ tila: ei tietoa; määräaika (12/2024) on ohi"
t negotiation show PH-2025 --lang sv
check "in Swedish" out_has "PH1   Gemensam lägesbild och analys saknas"
check "which says whose translation it is" out_has "programmets egna"
t negotiation show PI-2024 --lang en
check "in English" out_has "No vote was taken."
t negotiation show NOBODY
check "a negotiation that is not there" err_has \
	"the store has no negotiation 'NOBODY'"
check "is a wrong word" [ "$status" -eq 2 ]

# --- what spreadsheets make of a table, and is read right ------------------------

# the same meaning in the form of a Finnish spreadsheet: nothing changes
content=$(sql "SELECT value FROM store_info WHERE key = 'content_id'")
python3 - <<-'END'
	import csv
	import re
	for name in ("rounds", "measures", "negotiation", "feedback", "priorities"):
	    for folder in ("PH-2025", "PI-2024"):
	        path = f"config/negotiations/{folder}/{name}.csv"
	        try:
	            rows = list(csv.reader(open(path, encoding="utf-8")))
	        except FileNotFoundError:
	            continue
	        for row in rows[1:]:
	            for i, cell in enumerate(row):
	                m = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", cell)
	                if m:
	                    row[i] = f"{int(m[3])}.{int(m[2])}.{m[1]}"
	                if re.fullmatch(r"\d\.\d\d", cell):
	                    row[i] = cell.replace(".", ",")
	        with open(path, "w", encoding="utf-8-sig", newline="") as f:
	            csv.writer(f, delimiter=";", lineterminator="\r\n").writerows(rows)
END
sed -i 's/020/20/; s/;08;/;8;/; s/;09;/;9;/' $pi/rounds.csv $pi/negotiation.csv \
	$ph/negotiation.csv
check "the tables are other bytes now" \
	sh -c "grep -q '^.*;12.8.2024;' $pi/rounds.csv && grep -q ', 20, ' $pi/rounds.csv"
t load
check "BOM, semicolons, CRLF, 29.8.2024, 3,22 and lost zeros are read" \
	[ "$status" -eq 0 ]
check "and mean the same" [ "$(sql "SELECT value FROM store_info
	WHERE key = 'content_id'")" = "$content" ]
sed -i 's/108, 143, 581/Hämeenkyrö, Ikaalinen, Parkano/;
	s/702, 508, 936, 177/Ruovesi, Mänttä-Vilppula, Virdois, 177/' $pi/rounds.csv
t load
check "names of municipalities are read, in either language" [ "$status" -eq 0 ]
check "as their codes" [ "$(sql "SELECT group_concat(area_code, ' ') FROM (SELECT
	area_code FROM v_party WHERE round IN ('PI-R1', 'PI-R4')
	ORDER BY round, position)")" = "108 143 581 702 508 936 177" ]
rm -r config
cp -r "$SRC/config" config

# --- what is refused: file, row, column and what to do ----------------------------

# refused NAME TABLE SED MESSAGE: the table of PH-2025 (a path: that one) with
# this edit is refused by load and by check with that message; it is put back.
refused() {
	case $2 in
	*/*) _file=$2 ;;
	*) _file=$ph/$2.csv ;;
	esac
	mkdir -p "$(dirname "$_file")"
	sed -i "$3" "$_file"
	t load
	[ "$status" -eq 2 ] && grep -qF -e "$4" "$err" &&
		[ "$(sql "SELECT value FROM store_info
			WHERE key = 'content_id'")" = "$content" ]
	result "refused: $1" $?
	t negotiation check
	[ "$status" -eq 2 ] && grep -qF -e "$4" "$err"
	result "check says so too: $1" $?
	mend "$_file"
}
t load
check "the tables are as they were" [ "$(sql "SELECT value FROM store_info
	WHERE key = 'content_id'")" = "$content" ]

refused "an unknown county" negotiation 's/,agreed,09,/,agreed,77,/' \
	"negotiation.csv: row 2, column county: 'hyvinvointialue:77': '77' is no area (hyvinvointialue)"
refused "a county that is a municipality" negotiation 's/,agreed,09,/,agreed,kunta:398,/' \
	"column county: 'kunta:398': the code of a wellbeing services county is expected"
refused "an id that is not its folder" negotiation 's/^PH-2025,/PH-2026,/' \
	"negotiation.csv: row 2, column id: 'PH-2026': the name of its folder is expected: PH-2025"
refused "a day that is none" negotiation 's/,2024-08-29,/,31.9.2024,/' \
	"row 2, column date: '31.9.2024': a day is expected: 29.8.2024 or 2024-08-29"
refused "no day" negotiation 's/,2024-08-29,/,,/' \
	"row 2, column date: '': empty: this cell must be filled in"
refused "votes that do not add up" priorities 's/,10,1,/,11,1,/' \
	"negotiation.csv: row 2, column votes_total: '49': the votes of priorities.csv add up to 50"
refused "votes without a total" negotiation 's/,49,julkinen/,,julkinen/' \
	"column votes_total: '': how many votes were given in all is expected"
refused "a rank that the votes do not give" priorities 's/,7,2=,/,7,3=,/' \
	"priorities.csv: row 3, column rank: '3=': the votes give 2="
refused "votes in words" priorities 's/,10,1,/,kymmenen,1,/' \
	"priorities.csv: row 2, column votes: 'kymmenen': a whole number is expected"
refused "an id twice" priorities 's/^PH3,/PH2,/' \
	"priorities.csv: row 4, column id: 'PH2': each id is expected once, row 3 has it already"
refused "an id of another table" resources 's/^PH1.2,/PH2,/' \
	"resources.csv: row 3, column id: 'PH2': priorities.csv has this id in row 3 already"
refused "a merged cell" resources 's/^PH1.2,PH1,/,PH1,/' \
	"resources.csv: row 3, column id: '': an id is expected in each row; where cells were merged"
refused "a merged priority" links 's/^PH2,3562,/,3562,/' \
	"links.csv: row 4, column priority: '': an id is expected in each row; where cells were merged"
refused "a formula" priorities 's/,10,1,/,=SUM(B2:B9),1,/' \
	"priorities.csv: row 2, column votes: '=SUM(B2:B9)': a formula: put what it shows in its place"
refused "a stray quote" resources 's/Asennemuutosta tarvitaan/Asenne"muutosta" tarvitaan/' \
	"resources.csv: row 14, column text: a quote within a cell"
refused "a quote that is never closed" resources 's/,Palvelutarjotin ja/,"Palvelutarjotin ja/' \
	"the quote that opens the cell is never closed"
refused "a priority that is not there" links 's/^PH2,3562,/PH12,3562,/' \
	"links.csv: row 4, column priority: 'PH12': priorities.csv has no 'PH12'"
refused "an indicator that nobody knows" links 's/^PH2,3562,/PH2,99999,/' \
	"links.csv: row 4, column indicator: 'sotkanet:99999': config/indicators.csv does not follow sotkanet:99999"
refused "a source that is none" links 's/^PH2,3562,/PH2,sotkanot:3562,/' \
	"links.csv: row 4, column indicator: 'sotkanot:3562': [SOURCE:]ID is expected"
refused "an indicator linked twice" links 's/^PH2,3562,/PH2,3071,/' \
	"links.csv: row 4, column indicator: 'sotkanet:3071': row 3 links it to PH2 already"
refused "a strength that is none" links 's/,3562,context,context,/,3562,context,strong,/' \
	"links.csv: row 4, column strength: 'strong': one of these is expected: direct proxy weak context"
refused "context in one column only" links 's/,3562,context,context,/,3562,outcome,context,/' \
	"role and strength are both context, or neither is"
refused "due before it was agreed" measures '/^PH-A1/s/,2025,vuonna 2025,/,7\/2024,vuonna 2025,/' \
	"measures.csv: row 2, column due: '2024-07': due before it was agreed, 2024-08-29"
refused "a measure of no priority" measures '/^PH-A1/s/,PH1,,own/,PH99,,own/' \
	"measures.csv: row 2, column priorities: 'PH99': priorities.csv has no 'PH99'"
refused "an unknown column" rounds '1s/place/plaze/' \
	"rounds.csv: row 1, column 4: 'plaze': expected one of id, date, time"
refused "a column that is missing" links '1s/,why/,/; s/,why,/,,/' \
	"links.csv: row 1: no column why"
refused "too many cells" resources 's/,Asennemuutosta tarvitaan/,Asennemuutosta, tarvitaan/' \
	"resources.csv: row 14: 6 cells, expected at most 5"
refused "a municipality that is not there" $pi/rounds.csv 's/108, 143, 581/108, 144, 581/' \
	"rounds.csv: row 2, column parties: 'kunta:108, kunta:144, kunta:581': '144' is no area (kunta)"
refused "a municipality of the past" $pi/rounds.csv 's/108, 143, 581/108, 532, 581/' \
	"532 (Nastola) ended on 2015-12-31: the area that it is part of is expected"
refused "a municipality of another county" $pi/rounds.csv 's/108, 143, 581/108, 398, 581/' \
	"398 is a municipality of Päijät-Hämeen hyvinvointialue (09), not of the negotiation's county"
refused "codes that a spreadsheet ran together" $pi/rounds.csv 's/"108, 143, 581"/108143581/' \
	"rounds.csv: row 2, column parties: '108143581': a code has two digits (hyvinvointialue) or three (kunta); where a spreadsheet ran several together"
refused "a name that is none" $pi/rounds.csv 's/108, 143, 581/Hämeenkyrö, Atlantis/' \
	"'Atlantis' is no area (kunta): a code such as 398 or a name is expected"
refused "a party twice in a round" $pi/rounds.csv 's/108, 143, 581/108, 143, 108/' \
	"column parties: 'kunta:108, kunta:143, kunta:108': kunta:108 stands there twice"
refused "a round outside of the negotiation" $pi/rounds.csv 's/^PI-R2,2024-08-14/PI-R2,2023-08-14/' \
	"rounds.csv: row 3, column date: '2023-08-14': a day of the negotiation is expected, 2024-08-12 to 2024-10-14"
refused "a text of nothing" texts 's/^PH2,sv,/PH22,sv,/' \
	"texts.csv: row 3, column id: 'PH22': no table of this folder has that id"
refused "a text twice in one language" texts '/^PH2,sv,/p' \
	"texts.csv: row 4, column id: 'PH2': row 3 says it in sv already: keep one of the two"
refused "a calendar of a negotiation that is none" config/calendar.csv \
	"\$aX1,08,PI-2025,report,2024-11-21,once,Raportti,testi" \
	"calendar.csv: row 4, column negotiation: 'PI-2025': the name of an agreed folder"
refused "a calendar's day" config/calendar.csv \
	"\$aX1,08,PI-2024,report,21.13.2024,once,Raportti,testi" \
	"calendar.csv: row 4, column date: '21.13.2024': a day, a month or a year is expected"
refused "a calendar's county" config/calendar.csv \
	"\$aX1,77,,report,2024-11-21,once,Raportti,testi" \
	"calendar.csv: row 4, column county: 'hyvinvointialue:77': '77' is no area"
refused "what happens once, without a day" config/calendar.csv \
	"\$aX1,08,PI-2024,report,,once,Raportti,testi" \
	"calendar.csv: row 4, column date: '': what happens once has a date"

iconv -f UTF-8 -t ISO-8859-1//TRANSLIT "$SRC/$ph/priorities.csv" >$ph/priorities.csv
t load
check "Latin-1 is refused with what to do" err_has \
	"priorities.csv: row 3, column text: 'Yhteisty?n rakentamisesta puuttuu yhteiskehitt?misen malli': expected UTF-8 text (in a spreadsheet: save as CSV UTF-8)"
mend $ph/priorities.csv
touch $ph/measure.csv
t load
check "a table whose name nobody knows is not passed over" err_has \
	"PH-2025/measure.csv: no table of a negotiation has that name"
rm $ph/measure.csv
rm $ph/priorities.csv
t load
check "a table that is missing" err_has \
	"PH-2025/priorities.csv: there is no such file, and a negotiation needs it"
mend $ph/priorities.csv
sed -i 's/,10,1,/,x,1,/' $ph/priorities.csv
sed -i 's/^PH1.2,PH1,/,PH1,/' $ph/resources.csv
t negotiation check PH-2025
check "check tells of every table at once" [ "$(wc -l <"$err")" -eq 3 ]
check "and how many" err_has "2 to mend"
t negotiation list
check "list goes on with the others" [ "$status" -eq 1 ]
check "and marks the one" out_has "PH-2025	wrong"
mend $ph/priorities.csv
mend $ph/resources.csv

# through the nightly job too, and another wording is another picture
sed -i 's/,10,1,/,11,1,/' $ph/priorities.csv
t run
check "the nightly job stops at a wrong table" [ "$status" -eq 2 ]
check "and says which" err_has "column votes_total: '49': the votes of priorities.csv add up to 50"
check "what was shown stays" [ "$(sql "SELECT value FROM store_info
	WHERE key = 'content_id'")" = "$content" ]
mend $ph/priorities.csv
t load # what that night fetched
content=$(sql "SELECT value FROM store_info WHERE key = 'content_id'")
sed -i 's/^PH-N6,point_raised,TE-uudistus/PH-N6,point_raised,TE-palvelu-uudistus/' \
	$ph/points.csv
t load
check "another wording is another picture" [ "$(sql "SELECT value FROM store_info
	WHERE key = 'content_id'")" != "$content" ]
mend $ph/points.csv
t load
check "and back" [ "$(sql "SELECT value FROM store_info
	WHERE key = 'content_id'")" = "$content" ]

# --- votes by party --------------------------------------------------------------

sed -i 's/,8.30–15.15,,,,/,8.30–15.15,,"398, Heinola, 16",Järjestöt,/' $ph/rounds.csv
cat >$ph/votes.csv <<-END
	priority,party,votes
	PH1,398,4
	PH1,16,2
	PH1,Järjestöt,4
	PH2,Heinola,4
	PH2,398,3
END
t load
check "votes by party load" [ "$status" -eq 0 ]
t negotiation show PH-2025
check "how many gave it votes, and who most" out_has \
	"PH1     3/4 osapuolta; eniten Järjestöt, Lahti (4)"
check "who agrees with the whole" out_has \
	"3/4 osapuolta antoi eniten ääniä haasteelle, joka sai eniten ääniä kaikkiaan."
check "who does not" out_has "Toisin painottivat: Heinola (PH2)."
content=$(sql "SELECT value FROM store_info WHERE key = 'content_id'")
mkdir -p kept
cp $ph/votes.csv kept/votes.csv
# wrong_votes NAME SED MESSAGE
wrong_votes() {
	sed -i "$2" $ph/votes.csv
	t load
	[ "$status" -eq 2 ] && grep -qF -e "$3" "$err"
	result "refused: $1" $?
	cp kept/votes.csv $ph/votes.csv
}
wrong_votes "parties' votes that do not add up" 's/^PH1,398,4/PH1,398,5/' \
	"votes.csv: row 2, column votes: '5': the parties' votes for PH1 add up to 11, priorities.csv says 10"
wrong_votes "votes of nobody who was there" 's/^PH1,398,/PH1,560,/' \
	"votes.csv: row 2, column party: 'kunta:560': a party or group of rounds.csv is expected"
wrong_votes "votes of a party twice" 's/^PH1,16,/PH1,398,/' \
	"row 2 has its votes for PH1 already"
mend $ph/votes.csv
mend $ph/rounds.csv

# --- the follow-up is written once ------------------------------------------------

follow() {
	{
		echo "item;date;state;value;note;by"
		printf '%s\n' "$@"
	} >$pi/followup.csv
}
first="PI-A3;12.12.2024;done;1;Teams-kokous;hyvinvointikoordinaattori"
follow "$first"
t load
check "a state loads" [ "$status" -eq 0 ]
t negotiation show PI-2024
check "and is shown with its day" out_has "→ tila: tehty 12.12.2024"
follow "$first" "PI4-S1;2025-03-01;ongoing;3;;yhdyspintakoordinaattori" \
	"PI4-S1;2025-04-01;done;5;;yhdyspintakoordinaattori"
t load
check "rows are added" [ "$(sql "SELECT state, value, state_date FROM v_item
	WHERE item = 'PI4-S1'")" = "done|5|2025-04-01" ]
follow "PI4-S1;2025-04-01;done;5;;yhdyspintakoordinaattori" \
	"PI-A3;2024-12-12;done;1;Teams-kokous;hyvinvointikoordinaattori" \
	"PI4-S1;2025-03-01;ongoing;3;;yhdyspintakoordinaattori"
t load
check "another order or form of the day is no change" [ "$status" -eq 0 ]
rows() {
	sql "SELECT * FROM v_followup ORDER BY item, date"
}
rows >before
follow "PI-A3;12.12.2024;not_done;1;Teams-kokous;hyvinvointikoordinaattori" \
	"PI4-S1;2025-03-01;ongoing;3;;yhdyspintakoordinaattori" \
	"PI4-S1;2025-04-01;done;5;;yhdyspintakoordinaattori"
t load
check "a row that was changed is refused" [ "$status" -eq 2 ]
check "by file, row, column and what to do" err_has \
	"followup.csv: row 2, column state: 'not_done': it was 'done' when it was loaded on 2026-03-02; a follow-up is not changed: put that back and add a row for what is new"
follow "PI4-S1;2025-03-01;ongoing;3;;yhdyspintakoordinaattori" \
	"PI4-S1;2025-04-01;done;5;;yhdyspintakoordinaattori"
t load
check "a row that was taken away too" err_has \
	"followup.csv: the row of PI-A3 and 2024-12-12 (done) that was loaded on 2026-03-02 is not there any more"
t negotiation check PI-2024
check "check knows as well" [ "$status" -eq 2 ]
rm $pi/followup.csv
t rebuild
check "so it is after a rebuild" [ "$status" -eq 2 ]
rows >after
check "what was shown stays" cmp before after
follow "$first" "PI4-S1;2025-03-01;ongoing;3;;yhdyspintakoordinaattori" \
	"PI4-S1;2025-04-01;done;5;;yhdyspintakoordinaattori" \
	"PI-A3;2026-05-01;not_done;;;hyvinvointikoordinaattori"
t load
check "a day that has not come" err_has \
	"followup.csv: row 5, column date: '2026-05-01': a day that has not come yet"
follow "$first" "PI4-S1;2025-03-01;ongoing;3;;yhdyspintakoordinaattori" \
	"PI4-S1;2025-04-01;done;5;;yhdyspintakoordinaattori" \
	"PI-A3;2024-08-01;planned;;;hyvinvointikoordinaattori"
t load
check "a state from before the agreement" err_has \
	"followup.csv: row 5, column date: '2024-08-01': a state of a day before it was agreed, 2024-08-12"
follow "$first" "PI4-S1;2025-03-01;ongoing;3;;yhdyspintakoordinaattori" \
	"PI4-S1;2025-04-01;done;5;;yhdyspintakoordinaattori" \
	"PI-A99;2025-08-01;planned;;;hyvinvointikoordinaattori"
t load
check "a state of nothing" err_has \
	"followup.csv: row 5, column item: 'PI-A99': an id of measures.csv or items.csv is expected"
follow "$first" "PI4-S1;2025-03-01;ongoing;3;;yhdyspintakoordinaattori" \
	"PI4-S1;2025-04-01;done;5;;yhdyspintakoordinaattori"
t rebuild --as-of 2025-03-15
check "as of a day: what was told until then" [ "$(sql "SELECT group_concat(state,
	' ') FROM v_item WHERE state IS NOT NULL")" = ongoing ]
for view in v_negotiation v_round v_party v_negotiation_priority v_resource \
	v_priority_link v_item v_measure v_tie v_followup v_practice v_feedback v_point \
	v_worry v_vote v_calendar v_release v_rhythm; do
	echo "$view"
done >views
dump() {
	while read -r view; do
		sql "SELECT * FROM $view" | sort
	done <views
}
t load
dump >incremental
check "there is something in them" [ "$(wc -l <incremental)" -gt 200 ]
t rebuild
dump >rebuilt
check "a rebuild makes the same" cmp incremental rebuilt
check "today again" [ "$(sql "SELECT count(*) FROM v_followup")" -eq 3 ]
t rebuild --as-of 2024-08-20
check "as of a day before the second negotiation's last: it has begun" [ "$(sql "SELECT
	group_concat(negotiation) FROM v_negotiation")" = PI-2024 ]
t load

# --- a third county ---------------------------------------------------------------

t negotiation new KS-2026 --from PI-2024
check "a new one from another" [ "$status" -eq 0 ]
check "tells what to fill in" out_has "date         its (first) day"
ks=config/negotiations/KS-2026
check "its days, states and practices are gone" [ "$(cat $ks/followup.csv \
	$ks/practices.csv $ks/worries.csv | wc -l)" -eq 3 ]
check "its texts are there" grep -q "^PI7,topic,,Vanhemmuuden tukea" \
	$ks/priorities.csv
t load
check "a draft disturbs no load" [ "$status" -eq 0 ]
check "and is not loaded" [ "$(sql "SELECT count(*) FROM v_negotiation")" -eq 2 ]
t negotiation check
check "what a draft lacks is no error of the whole" [ "$status" -eq 0 ]
check "but told" out_has "KS-2026	draft	"
t negotiation check KS-2026
check "check says what a draft lacks" err_has \
	"KS-2026/negotiation.csv: row 2, column date: '': empty: this cell must be filled in"
t negotiation new KS-2026 --from PI-2024
check "nothing is written over" err_has "KS-2026: there already"
sed -i 's/^KS-2026,draft,08,,/KS-2026,agreed,13,15.1.2026,/;
	s/Pirkanmaan hyte-neuvottelut/Keski-Suomen hyte-neuvottelu/' $ks/negotiation.csv
{
	echo "id,date,parties,groups"
	echo 'R1,15.1.2026,"Jyväskylä, Äänekoski, Jämsä",Järjestöt'
} >$ks/rounds.csv
t negotiation check KS-2026
check "a wrong county is told by its municipalities" err_has \
	"179 is a municipality of Keski-Suomen hyvinvointialue (15), not of the negotiation's county"
sed -i 's/,agreed,13,/,agreed,15,/' $ks/negotiation.csv
t negotiation check KS-2026
check "another county needs no change of code" [ "$status" -eq 0 ]
t load
t negotiation show KS-2026
check "it is shown" out_has "Keski-Suomen hyvinvointialue (15), 15.1.2026"
check "with its municipalities" out_has "R1       15.1.2026  Jyväskylä, Äänekoski, Jämsä, Järjestöt"
old=config/negotiations/PH-2014
mkdir $old
printf '%s\n' id,status,county,date,title \
	"PH-2014,agreed,Päijät-Hämeen hyvinvointialue,15.1.2014,Vanha" >$old/negotiation.csv
printf '%s\n' id,kind,text "P1,topic,Jotain" >$old/priorities.csv
printf '%s\n' id,parties 'R1,"398, 532"' >$old/rounds.csv
t load
check "the few tables and columns that are needed suffice" [ "$status" -eq 0 ]
check "a municipality that has merged since stands as it was then" [ "$(sql "SELECT
	group_concat(name_fi) FROM v_party WHERE negotiation = 'PH-2014'")" = \
	"Lahti,Nastola" ]
says "new needs a source" 2 \
	"tilannekuva: negotiation: --from ID is expected: the negotiation that is copied" \
	--config config negotiation new X
says "a name that leaves the folder" 2 \
	"tilannekuva: negotiation: 'a/x': a short word is expected, without blanks and punctuation other than - . _" \
	--config config negotiation new a/x --from PI-2024
says "no such word" 2 \
	"tilannekuva: negotiation: one of these is expected: list, show, check, new" \
	negotiation hold
done_testing
