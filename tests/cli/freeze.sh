# `brief --negotiation ID --freeze DATE`: the bundle of a meeting from the shipped
# figures, made twice, in another time zone, after later answers came.
# shellcheck shell=sh
# shellcheck source=tests/cli/lib.inc
. "$SRC/tests/cli/lib.inc"

cp -r "$SRC/config" config
f() {
	run --config config --offline --set plot.kinds=clock,spine \
		--set plot.langs=fi --set site.langs=sv --set quality.hold= \
		--set site.pdf=no "$@"
}
bundle=var/freeze/PH-2025-2025-12-01

f brief --negotiation PH-2025 --freeze 2025-12-01
check "without an archive nothing is made" [ "$status" -ne 0 ]
check "and nothing is left" [ ! -e var/freeze ]
f --now 2026-03-02T03:00:00Z import "$SRC"/etl/snapshot/*.exchange
check "the snapshot" [ "$status" -eq 0 ]

# --- asked wrongly ----------------------------------------------------------------

wrong() {
	_name=$1
	_text=$2
	shift 2
	f brief "$@"
	check "$_name" [ "$status" -eq 2 ]
	check "and says so" err_has "$_text"
}
wrong 'an unknown negotiation' "there is no config/negotiations/XX-1/negotiation.csv" \
	--negotiation XX-1 --freeze 2025-12-01
wrong 'a way out of the folder' "an id such as PH-2025 is expected" \
	--negotiation ../PH-2025 --freeze 2025-12-01
wrong 'a Finnish date' "a date such as 2026-03-02 is expected" \
	--negotiation PH-2025 --freeze 1.12.2025
wrong 'a day that is none' "a date such as 2026-03-02 is expected" \
	--negotiation PH-2025 --freeze 2025-02-30
wrong 'no negotiation' "needs --negotiation ID" --freeze 2025-12-01
wrong 'a part of the site' "--area does not go with --freeze" \
	--negotiation PH-2025 --freeze 2025-12-01 --area 398
wrong 'a folder for nothing' "--out is for --freeze" --out x
mkdir mine
echo kept >mine/letter
wrong "somebody's own folder" "mine: is there and is no bundle" \
	--negotiation PH-2025 --freeze 2025-12-01 --out mine
check "it stays as it was" [ "$(cat mine/letter)" = kept ]
echo kept >packed.zip
wrong "somebody's own .zip" "packed.zip: is there and is no bundle" \
	--negotiation PH-2025 --freeze 2025-12-01 --out packed
check "it stays too" [ "$(cat packed.zip)" = kept ]
f brief --negotiation PH-2025 --freeze 1999-12-31
check "before the first answer" [ "$status" -eq 1 ]
check "it is said" err_has "--freeze 1999-12-31: the archive has no figures"
check "nothing of it is left" [ ! -e var/freeze ]

# --- made ------------------------------------------------------------------------

f brief --negotiation PH-2025 --freeze 2025-12-01
check "a bundle" [ "$status" -eq 0 ]
check "its place is told" [ "$(cat "$out")" = $bundle ]
check "no picture was published" [ ! -e var/tilannekuva.db ]
check "and no site" [ ! -e var/site ]
check "no scratch stays" [ ! -e var/freeze.new ]
check "the county's municipalities" [ -s $bundle/kunta/398.html ]
check "those of no other" [ ! -e $bundle/kunta/837.html ]
check "the other language" [ -s $bundle/sv/kunta/398.html ]
check "its charts" [ -s $bundle/charts/spine-kunta-398-fi.svg ]
check "the kept tables as they are" \
	cmp -s config/negotiations/PH-2025/measures.csv $bundle/negotiation/measures.csv
check "figures as a table" \
	grep -q '^negotiation,measure,' $bundle/tables/v_agreement.csv
check "pieces of the reports" [ -s $bundle/raportti/398.csv ]
check "the manifest names every file" [ "$(cut -c67- $bundle/MANIFEST)" = \
	"$(cd $bundle && find . -type f ! -name MANIFEST | sed 's|^\./||' |
		LC_ALL=C sort)" ]
(cd $bundle && sha256sum --quiet -c MANIFEST)
result "and its hashes are right" $?
check "the .zip holds the same" [ "$(python3 - <<EOF2
import zipfile, os
z = zipfile.ZipFile("$bundle.zip")
assert z.testzip() is None
top = "PH-2025-2025-12-01/"
print(all(z.read(n) == open("$bundle/" + n[len(top):], "rb").read()
	for n in z.namelist()) and len(z.namelist()) ==
	sum(len(f) for _, _, f in os.walk("$bundle")))
EOF2
)" = True ]

# --- the same again ----------------------------------------------------------------

cp $bundle.zip first.zip
head='indicator;region;year;gender;primary value;absolute value'
printf '%s\r\n3126;177;2023;total;99.9;\r\n' "$head" >late.csv
f --now 2026-06-02T03:00:00Z import --source sotkanet --fetched-at 2026-06-01 \
	--url 'https://sotkanet.fi/rest/1.1/csv?indicator=3126&years=2023&genders=total' \
	late.csv
check "a later answer" [ "$status" -eq 0 ]
TZ=Pacific/Apia f --now 2027-01-01T03:00:00Z brief --negotiation PH-2025 \
	--freeze 2025-12-01 --out elsewhere/bundle
check "the same bundle elsewhere, later, in another time zone" [ "$status" -eq 0 ]
check "is the same to the byte" cmp -s first.zip elsewhere/bundle.zip
check "its folder too" diff -r $bundle elsewhere/bundle
f --now 2027-01-01T03:00:00Z brief --negotiation PH-2025 --freeze 2026-12-01
check "the bundle of a later day" [ "$status" -eq 0 ]
check "knows the later answer, which has 2023 for nobody here" [ "$(grep -c \
	'^sotkanet,3126,.*,kunta,398,Lahti,2022,' \
	var/freeze/PH-2025-2026-12-01/tables/v_latest.csv)" = 1 ]
check "as the first one did not" [ "$(grep -c \
	'^sotkanet,3126,.*,kunta,398,Lahti,2023,' $bundle/tables/v_latest.csv)" = 1 ]

done_testing
