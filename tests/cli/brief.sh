# `brief`: the site of a small store, read back, spoilt, and asked wrongly.
# shellcheck shell=sh
# shellcheck source=tests/cli/lib.inc
. "$SRC/tests/cli/lib.inc"

cp -r "$SRC/config" config

exits 'there is no store yet' 1 brief
check 'it is named' err_has 'brief: var/tilannekuva.db'
check 'no site is begun' [ ! -e var/site ]

run rebuild
unsum var/tilannekuva.db
sqlite3 var/tilannekuva.db <<'EOF'
INSERT OR IGNORE INTO source VALUES (1, 'sotkanet', 'Sotkanet', '');
DELETE FROM followed;
DELETE FROM gap;
DELETE FROM shown_county;
DELETE FROM area_member;
INSERT OR IGNORE INTO area (kind, code, name_fi, name_sv, name_en)
  VALUES ('hyvinvointialue', '09', 'Alue', '', ''),
    ('kunta', '398', 'Lahti', '', ''), ('kunta', '981', 'Åker', '', '');
INSERT INTO area_member SELECT a.id, p.id FROM area AS a, area AS p
  WHERE a.kind = 'kunta' AND a.code IN ('398', '981')
    AND p.kind = 'hyvinvointialue' AND p.code = '09';
INSERT INTO shown_county VALUES (1, '09');
INSERT INTO indicator (id, source, code, title_fi, title_sv, title_en, unit,
    decimals, organisation, licence, last_year, first_year)
  VALUES (901, (SELECT id FROM source WHERE name = 'sotkanet'), '90001',
    'Mittari <1>', '', '', 'PROS', 1, 'THL', 'CC BY 4.0', 2024, 2024);
INSERT INTO followed VALUES ('sotkanet', '90001', '', 'proportion',
  'higher_better', '', 'elintavat', 1, '', 'register', 1);
INSERT INTO observation SELECT 901, id, 0, 2024, 12.5, NULL FROM area
  WHERE kind = 'kunta' AND code = '398';
INSERT OR REPLACE INTO release VALUES ('sotkanet', '90001', 2024, '2024-08-29',
  'dated');
INSERT INTO series SELECT 901, id, 0, 2024 FROM area
  WHERE kind = 'kunta' AND code = '398';
EOF

run -v --now 2025-03-01 brief
pages=$(sed -n 's/.*brief: \([0-9]*\) pages, \1 written$/\1/p' "$err")
check 'pages are made' [ "$status" -eq 0 ]
check 'many of them, all written' [ "${pages:-0}" -gt 30 ]
check 'a page for each municipality' [ -s var/site/kunta/398.html ]
check 'and one without figures' [ -s var/site/kunta/981.html ]
check 'a page of the indicator' \
	grep -qF '>12,5' var/site/mittari/sotkanet-90001.html
check 'a page of the negotiation' grep -qF 'data-fact="PH1 votes">10<' \
	var/site/neuvottelu/PH-2025.html
check 'a briefing of its round' grep -qF 'data-fact="PH1 votes">10<' \
	var/site/katsaus/PH-2025-PH-R1.html
check 'a comparison sheet' grep -qF 'data-fact="398 sotkanet-90001 value">12,5' \
	var/site/katsaus/vertailu-PH-2025-PH-R1.html
check 'a briefing of the county' [ -s var/site/en/katsaus/hva-09.html ]
check 'the same in Swedish and English' \
	grep -qF '<html lang="sv">' var/site/sv/kunta/398.html
check 'its figures are English' grep -q '12\.5%' var/site/en/kunta/398.html
check 'the style sheet' [ -s var/site/style.css ]
check 'titles are text' grep -qF 'Mittari &lt;1&gt;' var/site/kunta/398.html
check 'figures are Finnish' grep -q '12,5.%' var/site/kunta/398.html
check 'the only scripts are the site'"'"'s own' \
	[ -z "$(grep -rhoE '<script[^>]*' --include='*.html' var/site |
		grep -vE '^<script src="((\.\./)*site|haku)\.js" defer')" ]
check 'they are there' [ -s var/site/site.js ]
check 'with the index of each language' [ -s var/site/sv/haku.js ]
check 'none stands in a page' [ -z "$(grep -rliE \
	'javascript:|[[:space:]]on[a-z]+=|</script>[^<]*<script>|<script>' \
	--include='*.html' var/site)" ]
check 'the policy allows no other' grep -qF \
	"script-src 'self' file:; base-uri 'none'" var/site/kunta/398.html
check 'nothing is fetched from elsewhere' \
	[ -z "$(grep -rhoE 'https?://[^"<> ]*' var/site |
		grep -vFx http://www.w3.org/2005/Atom)" ]
python3 - <<'EOF' >atom 2>&1
import xml.etree.ElementTree as tree
a = '{http://www.w3.org/2005/Atom}'
for folder in ('', 'sv/', 'en/'):
    feed = tree.parse('var/site/%smuutokset.atom' % folder).getroot()
    assert feed.tag == a + 'feed', feed.tag
    for name in ('title', 'id', 'updated', 'author'):
        assert feed.find(a + name) is not None, name
    ids = [e.find(a + 'id').text for e in feed.findall(a + 'entry')]
    assert len(ids) == len(set(ids)) and ids, ids
    for e in feed.findall(a + 'entry'):
        assert e.find(a + 'updated').text == '2024-08-29T00:00:00Z'
        assert e.find(a + 'link').get('href') == 'mittari/sotkanet-90001.html'
EOF
check 'the feed is Atom' [ ! -s atom ]
check 'the calendar is there' grep -q '^BEGIN:VCALENDAR' \
	var/site/vuosikello/09.ics
check 'and its page' grep -qF 'vuosikello</h1>' var/site/vuosikello/09.html
check 'figures as a table' grep -q '^sotkanet,90001,.*,2024,total,12.5,' \
	var/site/luvut/kunta-398.csv
check 'nobody said whom to ask' grep -qF 'site.contact' \
	var/site/saavutettavuus.html

before=$(stat -c %i-%Y var/site/index.html)
says 'nothing new: left alone' 0 "brief: $pages pages, 0 written" \
	-v --now 2025-03-02 brief
check 'the very same file' [ "$before" = "$(stat -c %i-%Y var/site/index.html)" ]
check 'no half-made site stays behind' [ ! -e var/site.new ]

run -v --now 2025-03-01 brief --check
check 'read back' [ "$status" -eq 0 ]
check 'it says so' err_has '0 differences'

sed -i 's/12,5/12,6/' var/site/kunta/398.html
exits 'a changed figure' 1 --now 2025-03-01 brief --check
check 'is named' err_has "site/kunta/398.html: sotkanet-90001: value is '12,6"
check 'with what it should be' err_has "it should be '12,5"

sed -i 's/12,5/12,7/' var/site/mittari/sotkanet-90001.html
exits 'a changed figure of an indicator' 1 --now 2025-03-01 brief --check
check 'is named as well' \
	err_has "site/mittari/sotkanet-90001.html: 398: value is '12,7"

sed -i 's/PH1 votes">10/PH1 votes">11/' var/site/neuvottelu/PH-2025.html
exits 'a changed vote' 1 --now 2025-03-01 brief --check
check 'is named too' err_has "PH-2025.html: PH1 votes: text is '11'"

sed -i 's/value">12,5/value">12,8/' \
	var/site/katsaus/vertailu-PH-2025-PH-R1.html
exits 'a changed cell of a comparison sheet' 1 --now 2025-03-01 brief --check
check 'is named too' err_has "398 sotkanet-90001 value: text is '12,8'"

rm var/site/kunta/981.html
exits 'a lost page' 1 --now 2025-03-01 brief --check
check 'is named too' err_has 'site/kunta/981.html: not there'

exits 'no words' 2 brief now
run brief --help
check 'help tells the options' out_has '--check'

# --- whose files they are

lists() { # lists NAME PATHS OPTION...: of a site that is there, or is made
	_name=$1
	# shellcheck disable=SC2086 # a line each
	printf '%s\n' $2 >want
	shift 2
	run --now 2025-03-01 brief "$@"
	[ "$status" -eq 0 ]
	result "$_name" $?
	check 'these files and no other' out_is want
}
rm -r var/site
lists "a municipality's" "var/site/kunta/398.html var/site/raportti/398.html
	var/site/raportti/398.csv var/site/katsaus/kunta-398.html
	var/site/sv/kunta/398.html var/site/sv/raportti/398.html
	var/site/sv/raportti/398.csv var/site/sv/katsaus/kunta-398.html
	var/site/en/kunta/398.html var/site/en/raportti/398.html
	var/site/en/raportti/398.csv var/site/en/katsaus/kunta-398.html" --area 398
check 'the rest of the site was made too' [ -s var/site/kunta/981.html ]
lists "a county's, in one language" "var/site/sv/katsaus/hva-09.html
	var/site/sv/vuosikello/09.html var/site/sv/vuosikello/09.ics" \
	--area hyvinvointialue:09 --lang sv
lists "a negotiation's" "var/site/en/neuvottelu/PH-2025.html
	var/site/en/katsaus/PH-2025-PH-R1.html
	var/site/en/katsaus/vertailu-PH-2025-PH-R1.html" \
	--negotiation PH-2025 --lang en
lists 'a language, after it was read back' var/site/sv/index.html --lang sv --check

says 'a municipality without a page' 2 \
	"tilannekuva: brief: --area '091': no municipality or wellbeing services county with a page; \`areas\` tells the codes" \
	brief --area 091
says 'an area that has no pages' 2 \
	"tilannekuva: brief: --area 'maa:358': no municipality or wellbeing services county with a page; \`areas\` tells the codes" \
	brief --area maa:358
says 'an area without a code' 2 \
	"tilannekuva: brief: --area 'kunta:': [KIND:]CODE is expected; \`areas\` tells the codes" \
	brief --area kunta:
says 'a negotiation without a page' 2 \
	"tilannekuva: brief: --negotiation '../x': none with a page; \`negotiation list\` tells the ids" \
	brief --negotiation ../x
says 'a language that there is not' 2 \
	"tilannekuva: brief: --lang 'de': fi, sv or en is expected" brief --lang de
says 'a language without pages' 2 \
	"tilannekuva: brief: --lang 'en': site.langs names no such language" \
	--set site.langs=fi,sv brief --lang en
run --set site.langs=fi brief --area 999
check 'what is asked for wrongly makes nothing' [ -s var/site/sv/index.html ]
run --now 2025-03-01 brief
check 'without a wish nothing is printed' out_empty

done_testing
