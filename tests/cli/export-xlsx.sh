# `export xlsx` and `export json-stat`: read by other programs and compared with the
# views figure by figure. EXPORT_ALL=1: all that is followed too (a minute).
# shellcheck shell=sh
# shellcheck source=tests/cli/lib.inc
. "$SRC/tests/cli/lib.inc"

cp -r "$SRC/config" config
x() {
	run --config config --now 2026-03-02T03:00:00Z --offline "$@"
}
# beside NAME BOOK WORD...: the book and the views say the same.
beside() {
	_what=$1
	_book=$2
	shift 2
	python3 "$SRC/tests/support/xlsx.py" "$_book" var/tilannekuva.db "$@" \
		>told 2>&1
	result "$_what" $?
	sed 's/^/# /' told | tail -n 3
}
x export xlsx out
check "there is no store yet" [ "$status" -eq 1 ]
check "and no folder" [ ! -e out ]
x import "$SRC"/etl/snapshot/*.exchange
x load
x analyse
check "the shipped figures" [ "$status" -eq 0 ]

# --- the figures ------------------------------------------------------------
x export xlsx --area 398 out
check "a municipality" [ "$status" -eq 0 ]
lahti=out/tilannekuva-kunta-398-fi.xlsx
beside "it says what the views say" $lahti area kunta 398
x export xlsx --area hyvinvointialue:09 out
beside "so does a county" out/tilannekuva-hyvinvointialue-09-fi.xlsx area \
	hyvinvointialue 09
x export xlsx --negotiation PH-2025 out
beside "so does a negotiation" out/tilannekuva-PH-2025-fi.xlsx negotiation PH-2025
if [ -n "${EXPORT_ALL:-}" ]; then
	x export xlsx all
	beside "so does all that is followed" all/tilannekuva-fi.xlsx all
fi
set -- out/*
check "nothing else is there" [ $# -eq 3 ]
for l in sv en; do
	x export xlsx --area 398 --lang $l out
	check "in another language: $l" [ -s out/tilannekuva-kunta-398-$l.xlsx ]
done

# --- the same bytes ---------------------------------------------------------
TZ=Asia/Tokyo LC_ALL=fi_FI.UTF-8 "$TILANNEKUVA" --config config --offline \
	--now 2026-03-02T03:00:00Z export xlsx --area 398 again
check "the same bytes, in another time zone and locale" cmp -s $lahti \
	again/tilannekuva-kunta-398-fi.xlsx

# --- limits -----------------------------------------------------------------
x --set export.rows=300 export xlsx --area 398 split
beside "a table that fills several sheets" split/tilannekuva-kunta-398-fi.xlsx \
	area kunta 398
check "it did" grep -q "sheets 1[1-9]" told
says "more figures than a workbook takes" 2 \
	"tilannekuva: export: more than 396 figures, which is what a workbook takes: choose \`--area CODE\` or \`--negotiation ID\`, or take \`export csv\`" \
	--config config --offline --set export.rows=100 export xlsx refused
check "nothing is written" [ ! -e refused ]
says "an area that is none" 2 \
	"tilannekuva: export: --area 'kunta:999': no list of areas has it; \`areas\` tells the codes" \
	--config config --offline export xlsx --area kunta:999 refused
says "a negotiation that is none" 2 \
	"tilannekuva: export: --negotiation '../x': the store has none of that name" \
	--config config --offline export xlsx --negotiation ../x refused
says "one of the two" 2 "tilannekuva: export: --area or --negotiation, not both" \
	--config config --offline export xlsx --area 398 --negotiation PH-2025 refused
says "a language" 2 "tilannekuva: export: --lang 'de': fi, sv or en is expected" \
	--config config --offline export xlsx --lang de refused
says "an option of another form" 2 "tilannekuva: export: --view is not for \`xlsx\`" \
	--config config --offline export xlsx --view v_trend refused

# --- a disk that takes no more ----------------------------------------------
# full N: at N blocks of 512 bytes a file is full.
full() {
	rm -rf full
	mkdir full
	(
		trap '' XFSZ
		ulimit -f "$1"
		"$TILANNEKUVA" --config config --offline --now 2026-03-02T03:00:00Z \
			export xlsx --area 398 full >"$out" 2>"$err"
	)
	status=$?
	[ "$status" -eq 1 ] && [ "$(wc -l <"$err")" -eq 1 ] && out_empty &&
		[ -z "$(ls -A full)" ]
}
for n in 66 100 140 170; do
	full $n
	result "a full disk at $n: one line, nothing half-made" $?
	sed 's/^/# /' "$err"
done

# --- hostile texts ----------------------------------------------------------
cp -r var kept
unsum var/tilannekuva.db
python3 - var/tilannekuva.db texts <<'EOF2'
import json, sqlite3, sys
db = sqlite3.connect(sys.argv[1])
hostile = ["=cmd|' /C calc'!A0", "+358 1", "-1+1", "@SUM(1+1)", "\t=1+1",
           "<script>alert(1)</script> & \"x\"", "_x0041__x000D_", "=HYPERLINK(\"http://x\")",
           "http://example.org/", "a\x01b\x1b[31mc", "rivi\nvaihto", "mailto:x@y", "12", "1e5",
           "internal:'Luvut'!A1", "\u202egnp.exe", "'=1"]
ids = [r[0] for r in db.execute("SELECT id FROM indicator WHERE last_year IS NOT NULL")]
out = open(sys.argv[2], "w")
shown = lambda s: "".join(" " if c in "\t\n\r" else
                          "?" if ord(c) < 32 or c == "\u202e" else c for c in s)
for i, t in zip(ids, hostile):
    db.execute("UPDATE indicator SET title_fi = ?, organisation = ? WHERE id = ?",
               (t, t, i))
    out.write(json.dumps(shown(t)) + "\n")
bad = ids[len(hostile)]
db.execute("UPDATE indicator SET title_fi = CAST(x'fffe61' AS TEXT) WHERE id = ?", (bad,))
out.write(json.dumps("??a") + "\n")
long = ids[len(hostile) + 1]
db.execute("INSERT OR REPLACE INTO definition VALUES (?, ?, '', '')",
           (long, "määritelmä " * 4000))
out.write(json.dumps(("määritelmä " * 4000)[:32767]) + "\n")
out.write(json.dumps(("määritelmä " * 4000)[32767:]) + "\n")
db.execute("UPDATE area SET name_fi = '=Lahti & co', name_sv = '' WHERE kind = 'kunta'"
           " AND code = '398'")
out.write(json.dumps("=Lahti & co") + "\n")
db.commit()
EOF2
x export xlsx --area 398 hostile
check "hostile texts" [ "$status" -eq 0 ]
python3 "$SRC/tests/support/xlsx.py" --texts \
	hostile/tilannekuva-kunta-398-fi.xlsx texts >told 2>&1
check "are texts, and nothing of a long one is lost" [ "$(cat told)" = "texts long" ]
[ "$(cat told)" = "texts long" ] || sed 's/^/# /' told
rm -rf var
mv kept var

# --- JSON-stat --------------------------------------------------------------
x export json-stat stat
check "data sets" [ "$status" -eq 0 ]
python3 - stat var/tilannekuva.db <<'EOF2' >told 2>&1
import json, os, sqlite3, sys
out, store = sys.argv[1:]
db = sqlite3.connect(f"file:{store}?mode=ro", uri=True)
index = json.load(open(out + "/index.json", encoding="utf-8"))
assert index["version"] == "2.0" and index["class"] == "collection"
content = db.execute("SELECT value FROM store_info WHERE key = 'content_id'").fetchone()[0]
assert index["extension"]["contentId"] == content
want = {(s, i): {} for s, i in db.execute("SELECT DISTINCT source, indicator FROM v_observation")}
for s, i, k, c, y, x, v, t in db.execute(
        "SELECT source, indicator, area_kind, area_code, year, sex, value, status FROM v_observation"):
    want[s, i][f"{k}:{c}", str(y), x] = (v, t)
files = cells = figures = 0
for item in index["link"]["item"]:
    assert item["class"] == "dataset"
    d = json.load(open(f"{out}/{item['href']}", encoding="utf-8"))
    files += 1
    assert d["class"] == "dataset" and d["version"] == "2.0"
    assert d["label"] == item["label"] and d["updated"]
    e = d["extension"]
    assert e["contentId"] == content and e["dataDate"] == "2026-03-01" and e["licence"]
    assert "source" in d and d["role"]["geo"] == ["area"] and d["role"]["time"] == ["year"]
    unit = d["dimension"]["indicator"]["category"]["unit"][e["indicator"]]
    assert unit["label"] and isinstance(unit["decimals"], int)
    mine = want.pop((e["provider"], e["indicator"]))
    keys = [d["dimension"][n]["category"]["index"] for n in d["id"]]
    assert [len(k) for k in keys] == d["size"]
    n = 1
    for k in keys:
        assert len(set(k)) == len(k)
        n *= len(k)
    assert len(d["value"]) == n
    for at in range(n):
        rest, where = at, {}
        for name, k in zip(reversed(d["id"]), reversed(keys)):
            where[name] = k[rest % len(k)]
            rest //= len(k)
        cells += 1
        v, t = mine.pop((where["area"], where["year"], where.get("sex", "total")),
                        (None, "missing"))
        assert d["value"][at] == v, (item, where, d["value"][at], v)
        assert d["status"].get(str(at), "value") == t, (item, where)
        assert t == "value" or t in e["status"]["label"]
        figures += v is not None
    assert not mine, list(mine)[:3]
assert not want and files == len(os.listdir(out)) - 1
print("sets", files, "cells", cells, "figures", figures)
EOF2
check "cell by cell what the views say" grep -q "^sets 5[0-9] cells" told
sed 's/^/# /' told
x export json-stat again.js
check "the same again" diff -r stat again.js
x export json-stat --indicator 683 --lang sv one
check "one of them" [ "$(echo one/*)" = "one/index.json one/sotkanet-683.json" ]
check "in Swedish" grep -q sekretessbelagd one/sotkanet-683.json
says "one that is not there" 2 \
	"tilannekuva: export: --indicator '99999': the store has no figures of it; \`indicators\` tells the ids" \
	--config config --offline export json-stat --indicator 99999 none
check "and no folder" [ ! -e none ]
toolkit=$SRC/tests/web/node_modules
if [ -d "$toolkit/jsonstat-toolkit" ]; then
	NODE_PATH=$toolkit node -e '
		const J = require("jsonstat-toolkit"), fs = require("fs");
		let sets = 0, figures = 0;
		for (const f of fs.readdirSync("stat")) {
			if (f === "index.json") continue;
			const raw = JSON.parse(fs.readFileSync("stat/" + f));
			const d = J(raw), ids = d.id;
			if (d.class !== "dataset" || d.n !== raw.value.length) throw f;
			raw.value.forEach((v, i) => {
				if (d.Data(i).value !== v) throw f + i;
				if (v === null && d.Data(i).status !== raw.status[i]) throw f + i;
				figures += v !== null;
			});
			sets++;
		}
		const c = J(JSON.parse(fs.readFileSync("stat/index.json")));
		if (c.class !== "collection" || c.length !== sets) throw "index";
		console.log(sets, figures);' >told 2>&1
	result "read by jsonstat-toolkit" $?
	sed 's/^/# /' told | head -n 3
else
	echo "# jsonstat-toolkit is not installed: not read by it"
fi

# --- another spreadsheet ----------------------------------------------------
if command -v soffice >/dev/null; then
	mkdir csv
	timeout 150 soffice "-env:UserInstallation=file://$PWD/office" --headless \
		--convert-to 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1' \
		--outdir csv $lahti >office.log 2>&1
	beside "LibreOffice reads the same figures" csv area kunta 398
else
	echo "# LibreOffice is not installed: not opened by it"
fi

done_testing
