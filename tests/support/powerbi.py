"""The names that the Power Query scripts of examples/ use, held against what is there:
Power BI itself runs on no Linux.

    powerbi.py csv SCRIPT FOLDER    views, columns, encoding, types of `export csv`
    powerbi.py question SCRIPT      the SQL that the script asks
    powerbi.py connection SCRIPT    the ODBC connection string
"""
import csv
import json
import re
import sys


def strings(text):
    """A text of M, parts joined by & into one."""
    return "".join(re.findall(r'"([^"]*)"', text))


def check_csv(script, folder):
    with open(folder + "/datapackage.json", encoding="utf-8") as f:
        package = json.load(f)
    assert '"\\datapackage.json"' in script
    # the keys of the package that are read, and how
    for key in re.findall(r"(?:Package|Resource|field)((?:\[\w+\])+)", script):
        o = {"resources": package["resources"], **package["resources"][0],
             **package["resources"][0]["schema"]["fields"][0]}
        for name in re.findall(r"\w+", key):
            assert name in o, key
            o = o[name]
    assert "each [name] = view" in script
    types = {f["type"] for r in package["resources"] for f in r["schema"]["fields"]}
    named = set(re.findall(r'name = "(\w+)"', script))
    assert types - {"string"} <= named, types  # the rest is text
    assert named <= types, named
    assert re.search(r'Delimiter = ",", Encoding = 65001', script)
    assert all(r["encoding"] == "utf-8" for r in package["resources"])
    assert 'Replacer.ReplaceValue' in script
    columns, cells = {}, {}
    for view in re.findall(r'Read\("(\w+)"\)', script):
        r = next(r for r in package["resources"] if r["name"] == view)
        with open(folder + "/" + r["path"], encoding="utf-8", newline="") as f:
            rows = list(csv.DictReader(f))
        columns[view] = list(rows[0])
        cells[view] = rows
        for field in r["schema"]["fields"]:
            for row in rows:
                cell = row[field["name"]]
                if cell and field["type"] == "integer":
                    assert int(cell) == float(cell), field
                elif cell and field["type"] == "number":
                    float(cell)
    assert set(columns) == {"v_latest", "v_indicator"}
    for name in re.findall(r"each (.*)\),", script):
        for column in re.findall(r"\[(\w+)\]", name):
            assert column in columns["v_latest"] or column == "name", column
    for names in re.findall(r"\{((?:\"\w+\"(?:, )?)+)\}", script):
        for column in re.findall(r'"(\w+)"', names):
            assert column in columns["v_indicator"], column
    left = [r for r in cells["v_latest"]
            if r["area_kind"] == "kunta" and r["sex"] == "total"]
    keys = {(r["source"], r["indicator"]) for r in cells["v_indicator"]}
    assert len(keys) == len(cells["v_indicator"])  # the join doubles no row
    assert all((r["source"], r["indicator"]) in keys for r in left)
    assert any(r["area_code"].startswith("0") for r in left)
    print(len(left))


def main():
    what, path, *rest = sys.argv[1:]
    with open(path, encoding="utf-8") as f:
        script = "".join(l for l in f if not l.startswith("//"))
    if what == "csv":
        check_csv(script, *rest)
    elif what == "question":
        print(strings(re.search(r"Question =(.*?),\n    \w+ =", script, re.S)[1]))
    else:
        print(strings(re.search(r"Odbc\.Query\((.*?),\n\s+Question", script, re.S)[1]))


if __name__ == "__main__":
    main()
