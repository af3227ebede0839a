# `export csv`: every view as a table with its description, read by other programs.
# shellcheck shell=sh
# shellcheck source=tests/cli/lib.inc
. "$SRC/tests/cli/lib.inc"

cp -r "$SRC/config" config
x() {
	run --config config --now 2026-03-02T03:00:00Z --offline "$@"
}
x export csv
check "there is no store yet" [ "$status" -eq 1 ]
check "and no folder" [ ! -e var/export ]
x import "$SRC"/etl/snapshot/*.exchange
x load
x analyse
check "the shipped figures" [ "$status" -eq 0 ]

x export csv out
check "tables" [ "$status" -eq 0 ]
check "a file for each view, and what describes them" [ "$(ls out)" = "$(echo \
	datapackage.json; sql "SELECT name || '.csv' FROM sqlite_schema
	WHERE type = 'view' AND name LIKE 'v\_%' ESCAPE '\' ORDER BY name")" ]
python3 - out var/tilannekuva.db <<'EOF2' >told 2>&1
import csv, hashlib, json, math, re, sqlite3, sys
out, store = sys.argv[1:]
package = json.load(open(out + "/datapackage.json", encoding="utf-8"))
db = sqlite3.connect(store)
db.create_function("unused", 0, lambda: 0)
assert package["version"] == db.execute(
    "SELECT value FROM store_info WHERE key = 'content_id'").fetchone()[0]
assert package["created"] == "2026-03-01", package["created"]
assert any(s["licence"] == "CC BY 4.0" for s in package["sources"])
# Frictionless: each has a name of opendefinition.org or a path, and a title
licenses = {l["title"]: l for l in package["licenses"]}
assert len(licenses) == len(package["licenses"]) > 0
for l in package["licenses"]:
    assert set(l) <= {"name", "path", "title"} and re.fullmatch("[A-Za-z0-9.-]+", l["name"])
    assert "path" not in l or l["path"].startswith("https://")
assert set(licenses) == {r[0] for r in db.execute(
    "SELECT licence FROM v_indicator WHERE last_year IS NOT NULL AND licence <> ''")}
assert licenses["CC BY 4.0"]["name"] == "CC-BY-4.0"
assert licenses["tuottajan omat ehdot"]["name"] == "notspecified"
assert re.fullmatch("[a-z0-9._/-]+", package["name"])
assert all(re.fullmatch("[a-z0-9._/-]+", r["name"]) for r in package["resources"])
assert all(s["title"] for s in package["sources"])
cells = 0
for r in package["resources"]:
    name = r["name"]
    data = open(out + "/" + r["path"], "rb").read()
    assert "sha256:" + hashlib.sha256(data).hexdigest() == r["hash"], name
    assert len(data) == r["bytes"], name
    assert r["description"], name + " is not told of"
    with open(out + "/" + r["path"], encoding="utf-8", newline="") as f:
        rows = list(csv.reader(f))
    fields = r["schema"]["fields"]
    assert rows[0] == [x["name"] for x in fields], name
    assert len(rows) - 1 == r["rows"], name
    try:
        want = db.execute(f"SELECT * FROM {name}").fetchall()
    except sqlite3.OperationalError as e:   # a function of our own
        assert "no such function" in str(e), (name, e)
        continue
    assert len(want) == len(rows) - 1, name
    for row, cellsof in zip(want, rows[1:]):
        for value, cell, field in zip(row, cellsof, fields):
            cells += 1
            if value is None:
                assert cell == "", (name, field, cell)
            elif isinstance(value, (int, float)):
                assert float(cell) == value, (name, field, cell, value)
                assert field["type"] != "integer" or float(cell) == int(cell)
            else:
                assert cell == value, (name, field, cell, value)
                assert field["type"] == "string", (name, field)
print("cells", cells > 300000)
EOF2
check "cell by cell what the store says" [ "$(cat told)" = "cells True" ]
[ "$(cat told)" = "cells True" ] || sed 's/^/# /' told
sed 's/^/# /' told
x export csv again
check "the same again" diff -r out again

x export csv --view v_trend one
check "one view" [ "$(echo one/*)" = "one/datapackage.json one/v_trend.csv" ]
check "as in the whole" cmp -s out/v_trend.csv one/v_trend.csv
x export csv --view v_trends none
check "a view that is none" [ "$status" -eq 2 ]
check "is named" err_has "'v_trends': a view such as v_trend is expected"
x export csv --view 'v_trend"; DROP TABLE area; --' none
check "no SQL gets in" [ "$status" -eq 2 ]
check "nothing of either is there" [ ! -e none/v_trend.csv ]
x export exchange --view v_trend none
check "views are of csv" [ "$status" -eq 2 ]
x export
check "a form is expected" [ "$status" -eq 2 ]
x export pdf
check "a known one" err_has "is expected"
x export csv
check "without a folder: one of the day" [ -s var/export/2026-03-02/v_area.csv ]
mkdir -p full/v_area.csv
x export csv full
check "a folder in the way" [ "$status" -eq 1 ]
check "is named" err_has full/v_area.csv
check "and nothing half-made stays" [ -z "$(find full -name '*.tmp')" ]

done_testing
