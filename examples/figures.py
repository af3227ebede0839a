#!/usr/bin/python3
"""An indicator of a municipality beside its county and the country: a table and a
picture, by one of the questions of queries.sql, which lies beside this file:
    figures.py STORE AREA SOURCE INDICATOR PICTURE.png
    figures.py var/tilannekuva.db 398 sotkanet 683 lahti.png

Debian: apt install python3-pandas python3-matplotlib
"""
import pathlib
import re
import sqlite3
import sys
import textwrap

import matplotlib
matplotlib.use("Agg")  # no window
import pandas

if len(sys.argv) != 6:
    sys.exit(__doc__)
store, area, source, indicator, picture = sys.argv[1:]
text = pathlib.Path(__file__).with_name("queries.sql").read_text(encoding="utf-8")
series = re.search(r"-- query series\n(?:--[^\n]*\n)*(.*?);\n", text, re.S)[1]
asked = {"area": area, "source": source, "indicator": indicator}
db = sqlite3.connect(f"file:{store}?mode=ro", uri=True)
table = pandas.read_sql_query(series, db, params=asked, index_col="year")
title, unit, organisation, licence = db.execute(
    "SELECT title_fi, unit, organisation, licence FROM v_indicator"
    " WHERE source = :source AND indicator = :indicator", asked).fetchone()
names = db.execute("SELECT name_fi, hva_fi, 'Koko maa' FROM v_area"
                   " WHERE kind = 'kunta' AND code = :area", asked).fetchone()
figures = table[["municipality", "county", "country"]].set_axis(list(names), axis=1)
print(title, figures.tail(10).to_string(na_rep="-"), sep="\n\n")

axes = figures.plot(figsize=(8.5, 5.5), color=["#0b5c8a", "#c2570c", "#5f6670"], xlabel="")
axes.set_ylim(bottom=min(0, figures.min().min()))
axes.xaxis.get_major_locator().set_params(integer=True)
axes.spines[["top", "right"]].set_visible(False)
axes.legend(loc="lower left", bbox_to_anchor=(0, 1), ncol=3, frameon=False)
axes.set_title(textwrap.fill(title, 70), loc="left", pad=32, weight="bold")
axes.figure.text(0.125, 0.02, f"{unit}. {organisation}, {licence}, {source} {indicator}")
axes.figure.savefig(picture, dpi=160, bbox_inches="tight")
