#!/usr/bin/env python3
"""People's tables as somebody who means harm would fill them in.

    hostile_tables.py CONFIG OUT TURN

Copies the folder of settings; in its negotiations and its calendar each cell of
free text becomes an attack (attacks.py, beginning with the TURNth), in the tables
of one's own the titles.
"""
import csv
import glob
import os
import re
import shutil
import sys

sys.dont_write_bytecode = True
from attacks import TEXTS

FREE = set("""title form opening input method purpose legal_basis follow_up
    reported_to place text why decided_by responsible co_parties due_text effect
    note by scale""".split())
# such a line of settings is refused
HIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u200e-\u202e\u2060-\u206f\ufffe\U000e0041]")
config, out, turn = sys.argv[1], sys.argv[2], int(sys.argv[3])


def text():
    global turn
    turn += 1
    # HTML's entities are letters like others in a table; NUL is refused
    return TEXTS[turn % len(TEXTS)].replace("&lt;", "<").replace("&gt;", ">") \
        .lstrip("\t\r=")


shutil.copytree(config, out)
for path in glob.glob(out + "/negotiations/*/*.csv") + [out + "/calendar.csv"]:
    with open(path, encoding="utf-8-sig", newline="") as f:
        rows = list(csv.reader(f))
    free = [i for i, name in enumerate(rows[0]) if name in FREE]
    for row in rows[1:]:
        for i in free:
            if row[i]:
                row[i] = text()
    with open(path, "w", encoding="utf-8", newline="") as f:
        csv.writer(f).writerows(rows)
for path in glob.glob(out + "/tables/*.ini"):
    with open(path, encoding="utf-8") as f:
        lines = f.read().split("\n")
    with open(path, "w", encoding="utf-8") as f:
        f.write("\n".join(
            f"{line.split('=')[0]}= {HIDDEN.sub(' ', text())}"
            if re.match(r"(title_\w\w|producer|unit) *=", line) else line
            for line in lines))
