"""The [indicator] sections of a mapping, for tables with many figures.

	columns FIRST LAST	a section a column: c2 with value = #2
	each TABLE DELIMITER VALUE NUMERATOR COLUMN...
				a section for each combination of the cells of
				these columns, named or #N: x1 with only.COLUMN;
				NUMERATOR - where there is none
"""
import csv
import sys


def section(code, lines):
    print(f"[indicator {code}]\ntitle_fi = {code}\nunit = x\ndecimals = 1")
    print("class = unknown\n" + "\n".join(lines))


def main(how, *rest):
    if how == "columns":
        for i in range(int(rest[0]), int(rest[1]) + 1):
            section(f"c{i}", [f"value = #{i}"])
        return
    table, delimiter, value, numerator, *columns = rest
    with open(table, encoding="utf-8-sig", newline="") as f:
        rows = list(csv.reader(f, delimiter=delimiter))
    numbered = columns[0].startswith("#")
    at = [int(c[1:]) - 1 if numbered else rows[0].index(c) for c in columns]
    met = dict.fromkeys(tuple(r[i] for i in at) for r in rows[not numbered:])
    for n, cells in enumerate(met, 1):
        lines = [f"only.{c} = {x}" for c, x in zip(columns, cells)]
        if numerator != "-":
            lines.append(f"numerator = {numerator}")
        section(f"x{n}", lines + [f"value = {value}"])


main(*sys.argv[1:])
