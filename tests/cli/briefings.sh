# The printed briefings of a small store: by a real Chromium, read back with
# poppler's tools, the same bytes each time, kept, spoilt, and without Chromium.
# shellcheck shell=sh disable=SC2317
# shellcheck source=tests/cli/lib.inc
. "$SRC/tests/cli/lib.inc"

cp -r "$SRC/config" config
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
    ('kunta', '398', 'Lahti', '', ''), ('kunta', '981', 'Åker & <b>', '', '');
INSERT INTO area_member SELECT a.id, p.id FROM area AS a, area AS p
  WHERE a.kind = 'kunta' AND a.code IN ('398', '981')
    AND p.kind = 'hyvinvointialue' AND p.code = '09';
INSERT INTO shown_county VALUES (1, '09');
INSERT INTO indicator (id, source, code, title_fi, title_sv, title_en, unit,
    decimals, organisation, licence, last_year, first_year)
  VALUES (901, (SELECT id FROM source WHERE name = 'sotkanet'), '90001',
    'Mittari <script>alert(1)</script> & "x" ' || replace(hex(zeroblob(60)),
    '00', 'y'), '', '', 'PROS', 1, 'THL', 'CC BY 4.0', 2024, 2024);
INSERT INTO followed VALUES ('sotkanet', '90001', '', 'proportion',
  'higher_better', '', 'elintavat', 1, '', 'register', 1);
INSERT INTO observation SELECT 901, id, 0, 2024, 12.5, NULL FROM area
  WHERE kind = 'kunta' AND code = '398';
INSERT INTO series SELECT 901, id, 0, 2024 FROM area
  WHERE kind = 'kunta' AND code = '398';
EOF

# --- without one

PDF=auto
exits 'no Chromium is no error' 0 -v --now 2025-03-01 \
	--set site.chromium=no-such-browser brief
check 'it is said' err_has "no program 'no-such-browser': briefings are not"
check 'the HTML is there' [ -s var/site/katsaus/kunta-398.html ]
check 'no PDF is' [ ! -e var/site/katsaus/kunta-398.pdf ]
check 'nor a link to one' [ -z "$(grep -l 'kunta-398\.pdf' var/site/kunta/398.html)" ]
exits 'that is well' 0 --now 2025-03-01 --set site.chromium=no-such-browser \
	brief --check
printf '#!/bin/sh\nexit 7\n' >broken
chmod +x broken
exits 'one that does not work' 1 --now 2025-03-01 \
	--set "site.chromium=$PWD/broken" brief
check 'is named' err_has 'no PDF: '
check 'and the HTML is there all the same' [ -s var/site/katsaus/kunta-398.html ]
check 'its folder is not left behind' [ ! -e var/chromium.tmp ]

if ! command -v chromium >/dev/null || ! command -v pdftotext >/dev/null; then
	result 'PDFs # SKIP chromium or pdftotext is not there' 0
	done_testing
fi

# --- with one

sums() { (cd var/site && sha256sum ./katsaus/*.pdf ./*/katsaus/*.pdf); }

exits 'printed' 0 -v --now 2025-03-01 brief
check 'one for each, in each language' \
	[ "$(find var/site -name 'kunta-*.pdf' | wc -l)" -eq 6 ]
check 'four pages, whatever they hold' \
	[ "$(pdfinfo var/site/katsaus/kunta-981.pdf | sed -n 's/^Pages: *//p')" = 4 ]
check 'linked' grep -qF 'href="../katsaus/kunta-398.pdf"' var/site/kunta/398.html
check 'and back' grep -qF 'href="../kunta/398.html"' var/site/katsaus/kunta-398.html
check 'a title' [ "$(pdfinfo -enc UTF-8 var/site/katsaus/kunta-981.pdf |
	sed -n 's/^Title: *//p')" = 'Åker & <b> – Neljän sivun katsaus hyte-neuvotteluun' ]
check 'Swedish speaks Swedish' grep -qaF '/Lang (sv)' var/site/sv/katsaus/kunta-398.pdf
check 'a link to a file beside it, which is not there for its reader, is none' \
	[ -z "$(grep -la 'file:' var/site/katsaus/*.pdf var/site/*/katsaus/*.pdf)" ]
check 'no browser stays behind' [ ! -e var/chromium.tmp ]
sums >first
run --now 2025-03-01 brief --check
check 'read back' [ "$status" -eq 0 ]

before=$(stat -c %i-%Y var/site/katsaus/kunta-398.pdf)
exits 'nothing new' 0 --now 2025-03-02 brief
check 'the very same file' \
	[ "$before" = "$(stat -c %i-%Y var/site/katsaus/kunta-398.pdf)" ]
rm -r var/site
exits 'a lost site' 0 --now 2025-03-02 brief
check 'has the PDFs that were kept' \
	[ "$before" = "$(stat -c %i-%Y var/site/katsaus/kunta-398.pdf)" ]
rm -r var/site var/papers
exits 'printed anew' 0 --now 2025-03-03 brief
sums >second
check 'the same bytes' cmp first second
cp -r var elsewhere
rm -r elsewhere/site elsewhere/papers
exits 'in another folder' 0 --now 2025-03-03 --var elsewhere brief
(cd elsewhere/site && sha256sum ./katsaus/*.pdf ./*/katsaus/*.pdf) >third
check 'the same bytes there' cmp first third

# --- what reading back finds

spoils() {
	cp "$3" kept.pdf
	rm "$3"
	"$2" kept.pdf "$3"
	exits "$1" 1 --now 2025-03-01 brief --check
	check 'is found' err_has "$4"
	cp kept.pdf "$3"
}
other() { cp var/site/katsaus/kunta-981.pdf "$2"; }
cut() { head -c 2000 "$1" >"$2"; }
gone() { :; }
language() { sed 's,/Lang (fi),/Lang (sv),' "$1" >"$2"; }
spoils 'the PDF of another' other var/site/katsaus/kunta-398.pdf \
	"PDF: title is 'Åker & <b>"
spoils 'half a PDF' cut var/site/katsaus/kunta-398.pdf 'PDF: '
spoils 'no PDF' gone var/site/katsaus/kunta-398.pdf 'there is no PDF of it'
spoils 'another language' language var/site/katsaus/kunta-398.pdf \
	"PDF: its language is not 'fi'"
sed -i 's/12,5/12,6/' var/site/katsaus/kunta-398.html
exits 'another figure in the HTML' 1 --now 2025-03-01 brief --check
check 'is named' err_has "it should be '12,5"
check 'and differs from the PDF' err_has "is not in its text"
sed -i 's/12,6/12,5/' var/site/katsaus/kunta-398.html
sed -i 's,</h2>,</h2>'"$(printf '<p>rivi</p>%.0s' $(seq 80))"',' \
	var/site/katsaus/kunta-398.html
exits 'a sheet that is too full' 1 --now 2025-03-01 brief --check
check 'is found by the browser' err_has 'sivu-2 is too long by'

done_testing
