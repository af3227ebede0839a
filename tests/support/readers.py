#!/usr/bin/env python3
"""Eight analysts who read a store while it is refreshed, and a visitor of
its site.

    readers.py [--crew mixed|read-only] [--seconds N] STORE STOP

Reads until the file STOP is there (or the time is up), then prints each picture
that was seen, "CONTENT_ID FIGURES", sorted, and on standard error how much was
read. Exit status 1, and a line each, where a query failed, where a read
transaction saw two pictures, or where one content id went with two sets of
figures.
"""
import argparse
import multiprocessing
import os
import sqlite3
import subprocess
import sys
import time

# Whole numbers: a sum of them does not depend on the order.
PICTURE = """SELECT (SELECT value FROM store_info WHERE key = 'content_id')
 || ' ' || (SELECT count(*) || ':' || sum(CAST(round(value * 1000) AS INT))
              || ':' || sum(year) FROM v_observation)
 || ' ' || (SELECT count(*) || ':' || sum(n) || ':' || sum(s) || ':'
              || sum(CAST(round(slope * 1e6) AS INT)) FROM v_trend)"""

PAUSE = 0.03  # seconds: eight share few cores


class Reader:
    """What all of them do: connect, look, and keep what they saw."""

    def __init__(self, store, read_only, patience):
        self.store, self.read_only, self.patience = store, read_only, patience
        self.seen, self.wrong, self.queries = set(), [], 0

    def connect(self):
        mode = "ro" if self.read_only else "rw"
        return sqlite3.connect(f"file:{self.store}?mode={mode}", uri=True,
                               timeout=self.patience,
                               isolation_level=None)

    def end(self):
        """When nothing is refreshed any more."""

    def look(self, db):
        self.queries += 1
        row = db.execute(PICTURE).fetchone()[0]
        self.seen.add(row)
        return row


class Comes(Reader):
    """Opens, reads, closes."""

    def turn(self):
        db = self.connect()
        self.look(db)
        db.close()


class Idles(Reader):
    """Opens and has read nothing for a while."""

    def turn(self):
        db = self.connect()
        time.sleep(0.4)
        self.look(db)
        db.close()


class Leaves(Reader):
    """Reads, is idle for a while, closes."""

    def turn(self):
        db = self.connect()
        self.look(db)
        time.sleep(0.4)
        db.close()


class Stays(Reader):
    """One connection for all; it must not be left behind."""

    db = None

    def turn(self):
        self.db = self.db or self.connect()
        self.look(self.db)

    def end(self):
        if self.look(self.db) != self.look(self.connect()):
            self.wrong.append("who stays sees another picture than who comes")


class Holds(Stays):
    """Long read transactions, in which nothing may change."""

    def turn(self):
        self.db = self.db or self.connect()
        self.db.execute("BEGIN")
        first, end = self.look(self.db), time.monotonic() + 1
        while time.monotonic() < end:
            if self.look(self.db) != first:
                self.wrong.append("one transaction saw two pictures")
            time.sleep(PAUSE)
        self.db.execute("COMMIT")


class Shell(Reader):
    """The sqlite3 shell, as people use it."""

    def turn(self):
        self.queries += 1
        how = ["-readonly"] if self.read_only else []
        how += ["-cmd", f".timeout {self.patience * 1000}"]
        did = subprocess.run(["sqlite3", *how, self.store, PICTURE],
                             capture_output=True, text=True, check=False)
        if did.returncode:
            raise sqlite3.Error("sqlite3: " + did.stderr.strip())
        self.seen.add(did.stdout.strip())


class Visits(Reader):
    """Somebody at the site, which must be there, and whole, at any time."""

    def turn(self):
        self.queries += 1
        site = os.path.join(os.path.dirname(self.store), "site", "index.html")
        try:
            with open(site, encoding="utf-8") as f:
                if not f.read().endswith("</html>\n"):
                    self.wrong.append("half a page")
        except OSError as e:
            self.wrong.append(str(e))


# SQLite's connections lock each other out for a moment when one that could
# write closes: such readers wait a little, as their libraries do by default. A
# crew that can only read waits for nobody, whatever the refresh does.
CREWS = {
    "mixed": ((Comes, True), (Comes, False), (Idles, True), (Idles, False),
              (Leaves, False), (Stays, True), (Holds, False), (Shell, False),
              (Visits, True)),
    "read-only": tuple((kind, True) for kind in (
        Comes, Comes, Idles, Idles, Leaves, Stays, Holds, Shell))}


def read(kind, read_only, args, results):
    reader = kind(args.store, read_only, 5 if args.crew == "mixed" else 0)
    end = time.monotonic() + args.seconds
    try:
        while not os.path.exists(args.stop) and time.monotonic() < end:
            reader.turn()
            time.sleep(PAUSE)
        reader.end()
    except sqlite3.Error as e:
        reader.wrong.append(str(e))
    name = f"{kind.__name__}{' read-only' if read_only else ''}"
    results.put((name, reader.seen, reader.wrong, reader.queries))


def main():
    p = argparse.ArgumentParser()
    p.add_argument("store")
    p.add_argument("stop")
    p.add_argument("--crew", choices=CREWS, default="mixed")
    p.add_argument("--seconds", type=int, default=120)
    args = p.parse_args()
    results = multiprocessing.Queue()
    crew = [multiprocessing.Process(target=read, args=(*r, args, results))
            for r in CREWS[args.crew]]
    # Whoever is the first to open a store that nobody has open sets up what
    # they share; that is over before the crew comes.
    first = sqlite3.connect(f"file:{args.store}?mode=ro", uri=True)
    first.execute(PICTURE).fetchone()
    for one in crew:
        one.start()
    pictures, figures, wrong = set(), {}, []
    for _ in crew:
        name, seen, bad, queries = results.get(timeout=args.seconds + 60)
        pictures |= seen
        wrong += [f"{name}: {b}" for b in bad]
        print(f"{name}: {queries} queries, {len(seen)} pictures", file=sys.stderr)
    for one in crew:
        one.join()
    for picture in sorted(pictures):
        print(picture)
        content, _, rest = picture.partition(" ")
        if figures.setdefault(content, rest) != rest:
            wrong.append(f"{content}: {figures[content]} and {rest}")
    for w in wrong:
        print("wrong:", w, file=sys.stderr)
    return 1 if wrong else 0


sys.exit(main())
