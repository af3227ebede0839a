#!/usr/bin/env python3
"""The same answers, written another way: exchange files with shuffled rows, the
lines of the head in another order, and series cut into pieces.

    shuffle.py SEED OUT FILE...
"""
import os
import random
import sys


def cut(line, r):
    """A row of figures as one or two rows."""
    words = line.split(" ")
    if "\t" in line or len(words) < 6 or r.random() < 0.5:
        return [line]
    at = r.randrange(5, len(words))
    rest = words[:3] + [str(int(words[3]) + at - 4)] + words[at:]
    return [" ".join(words[:at]), " ".join(rest)]


r = random.Random(sys.argv[1])
out, files = sys.argv[2], sys.argv[3:]
os.makedirs(out, exist_ok=True)
for path in files:
    with open(path, encoding="utf-8") as f:
        head, body = f.read().split("\n\n", 1)
    first, *head = head.split("\n")
    rows = [x for line in body.splitlines() for x in cut(line, r)]
    r.shuffle(rows)
    with open(os.path.join(out, os.path.basename(path)), "w",
              encoding="utf-8") as f:
        f.write("\n".join([first, *r.sample(head, len(head)), "", *rows, ""]))
