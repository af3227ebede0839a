#!/usr/bin/env python3
"""A month of simulated nights: a bank of figures that changes by the day, the
real program over real HTTP, and after each night a look at all that it left.

    nights.py PROGRAM CONFIG [--nights N] [--seed N]

Prints TAP. What a night must leave is worked out here from the bank and from the
answers that were sent, never from what the program says of itself.
"""
import argparse
import datetime
import hashlib
import json
import os
import random
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

COUNTY = 900
FOLLOWED = (127, 178, 181, 182, 228, 683, 1077, 1078, 1872, 3126, 3562, 5812)
OTHERS = (4, 5)  # offered, but nobody follows them
SAME_HTML = b"<!doctype html><html><body>Huoltokatko</body></html>"

# What the server does in each night, and what has changed in the bank before it.
NIGHTS = (
    ("well", ""), ("well", ""), ("well", "new year"), ("well", "revision"),
    ("down", ""), ("down", "new year"), ("well", ""), ("killed", "revision"),
    ("well", ""), ("html", ""), ("html", "revision"), ("html", ""),
    ("html", "new year"), ("html", ""), ("html", ""), ("html", ""),
    ("well", ""), ("503", "revision"), ("well", "vanished"),
    ("well", "returned"), ("well", "renamed"), ("well", "removed"),
    ("well", "offered"), ("full", "new year"), ("well", "regions"),
    ("full store", "regions"), ("well", ""), ("killed", "regions"),
    ("well", "many"), ("well", ""))


class Bank:
    """What the source holds today."""

    def __init__(self, seed):
        self.dice = random.Random(seed)
        self.day = None
        self.regions = {658: ("MAA", "358", "Suomi"),
                        COUNTY: ("HYVINVOINTIALUE", "18", "Testialue")}
        for i in range(4):
            self.regions[100 + i] = ("KUNTA", f"{i + 1:03}", f"Kunta {i}")
        self.figures, self.title, self.updated = {}, {}, {}
        self.offered = set(FOLLOWED + OTHERS) - {5812}
        self.taken = {}  # figures that vanished, to bring back
        for ind in FOLLOWED + OTHERS:
            self.title[ind] = f"Osoitin {ind}"
            self.updated[ind] = "2025-01-01"
            self.figures[ind] = {(r, y): self.figure() for r in self.regions
                                 for y in range(2010, 2024)}

    def figure(self):
        return self.dice.randrange(10000) / 10

    def some(self, n=1):
        there = sorted(self.offered - set(OTHERS))
        return self.dice.sample(there, n)

    def change(self, what):
        """Changes as the night's name says; what changed is dated."""
        ids = self.some(6 if what == "many" else 1)
        if what in ("new year", "many"):
            for ind in ids:
                year = max(y for _, y in self.figures[ind]) + 1
                for r in self.regions:
                    self.figures[ind][r, year] = self.figure()
        elif what in ("revision", "vanished"):
            cells = self.dice.sample(sorted(self.figures[ids[0]]), 9)
            for cell in cells:
                was = self.figures[ids[0]].pop(cell)
                if what == "revision":
                    self.figures[ids[0]][cell] = was + 0.5
                else:
                    self.taken[ids[0], cell] = was
        elif what == "returned":
            ids = sorted({ind for ind, _ in self.taken} & self.offered)
            for (ind, cell), was in self.taken.items():
                self.figures[ind][cell] = was if cell[1] % 2 else was + 1
            self.taken.clear()
        elif what == "renamed":
            self.title[ids[0]] += " (uusi nimi)"
        elif what == "removed":
            self.offered.remove(ids[0])
        elif what == "offered":
            self.offered.add(5812)
        elif what == "regions":  # one is renamed, one is new
            kind, code, name = self.regions[101]
            self.regions[101] = (kind, code, name + "a")
            n = len(self.regions)
            self.regions[100 + n] = ("KUNTA", f"{n:03}", f"Kunta {n}")
        if what in ("new year", "many", "revision", "vanished", "returned"):
            for ind in ids:
                self.updated[ind] = self.day

    def meta(self, ind, full):
        def names(s):
            return {"fi": s, "sv": "", "en": ""}
        out = {"id": ind, "title": names(self.title[ind]),
               "organization": {"id": 2, "title": names("THL")},
               "classifications": {"sex": {"values": ["total"]},
                                   "region": {"values": ["Kunta"]}}}
        if full:
            years = [y for _, y in self.figures[ind]]
            out |= {"data-updated": self.updated[ind], "decimals": 1,
                    "range": {"start": min(years), "end": max(years)},
                    "primaryValueType": {"code": "PROS", "title": names("")}}
        return out

    def answer(self, path, query):
        """(topic, object or None)"""
        if path == "regions":
            return "areas", [
                {"id": i, "category": kind, "code": code,
                 "title": {"fi": name, "sv": name, "en": name},
                 "memberOf": [658, COUNTY] if kind == "KUNTA" else []}
                for i, (kind, code, name) in self.regions.items()]
        if path == "indicators":
            return "list", [self.meta(i, False) for i in sorted(self.offered)]
        ind = int(query["indicator"][0] if query else path.split("/")[1])
        if ind not in self.offered:
            return "", None
        if not query:
            return f"meta:{ind}", self.meta(ind, True)
        years = {int(y) for y in query["years"]}
        return f"figures:{ind}", [
            {"indicator": ind, "region": r, "year": y, "gender": "total",
             "value": v} for (r, y), v in sorted(self.figures[ind].items())
            if y in years]


class Server:
    """Serves a bank on loopback and remembers each answer."""

    def __init__(self, bank):
        self.bank, self.mode, self.sent = bank, "well", []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def log_message(self, *_):
                pass

            def do_GET(self):
                outer.reply(self)

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.http.daemon_threads = True
        threading.Thread(target=self.http.serve_forever, daemon=True).start()
        # A port that is taken and where nobody listens: connections are refused.
        self.deaf = socket.socket()
        self.deaf.bind(("127.0.0.1", 0))

    def url(self):
        down = self.mode == "down"
        port = self.deaf.getsockname()[1] if down else self.http.server_port
        return f"http://127.0.0.1:{port}/rest/1.1"

    def reply(self, h):
        url = urlsplit(h.path)
        query = parse_qs(url.query)
        topic, got = self.bank.answer(
            url.path.removeprefix("/rest/1.1/"), query)
        body, status = json.dumps(got).encode(), 200 if topic else 404
        if self.mode == "html":
            body = SAME_HTML
        elif self.mode == "503":
            body, status = b"", 503
        years = tuple(sorted(map(int, query.get("years", ()))))
        self.sent.append((topic, years, body, status))
        try:
            h.send_response(status)
            h.send_header("Content-Length", str(len(body)))
            h.end_headers()
            h.wfile.write(body)
        except ConnectionError:
            pass  # the program was killed


class Truth:
    """What the program has to know, by the answers that it has stored."""

    def __init__(self):
        self.figures, self.revisions = {}, set()
        self.regions, self.title, self.gone = {}, {}, set()
        self.newest = {}  # topic: its newest accepted answer
        self.bodies = set()

    def copy(self):
        other = Truth()
        other.figures = {i: dict(f) for i, f in self.figures.items()}
        other.revisions, other.gone = set(self.revisions), set(self.gone)
        other.regions, other.title = dict(self.regions), dict(self.title)
        other.newest, other.bodies = dict(self.newest), set(self.bodies)
        return other

    def learn(self, topic, years, body, when):
        """True: the answer says something new."""
        self.bodies.add(hashlib.sha256(body).hexdigest())
        if self.newest.get(topic) == (years, body):
            return False
        self.newest[topic] = (years, body)
        got, (kind, _, ind) = json.loads(body), topic.partition(":")
        if kind == "areas":
            self.regions |= {r["id"]: (r["category"].lower(), r["code"],
                                       r["title"]["fi"]) for r in got}
        elif kind == "list":
            for m in got:
                self.title.setdefault(m["id"], m["title"]["fi"])
        elif kind == "meta":
            self.title[got["id"]] = got["title"]["fi"]
        else:
            self.learn_figures(int(ind), years, got, when)
        return True

    def learn_figures(self, ind, years, rows, when):
        was = self.figures.get(ind, {})
        now = {(r["region"], r["year"]): r["value"] for r in rows}
        for cell in sorted(was.keys() | now.keys()):
            if cell[1] not in years:
                continue
            old, new = was.get(cell), now.get(cell)
            if old is not None and new is None:
                self.revise(ind, cell, "vanished", old, None, when)
                self.gone.add((ind, cell))
            elif old is None and (ind, cell) in self.gone:
                self.revise(ind, cell, "returned", None, new, when)
                self.gone.remove((ind, cell))
            elif old is not None and old != new:
                self.revise(ind, cell, "changed", old, new, when)
        self.figures[ind] = {c: v for c, v in was.items()
                             if c[1] not in years} | now

    def revise(self, ind, cell, kind, old, new, when):
        if kind == "vanished":  # its history does not tell it either
            old = None
            self.revisions = {
                (*r[:3], None, None, r[5])
                if r[:2] == (str(ind), cell) else r for r in self.revisions}
        self.revisions.add((str(ind), cell, kind, old, new, when))

    def picture(self):
        """As queries of Store.picture() give it."""
        area = {r: a[:2] for r, a in self.regions.items()}
        return (
            {(str(i), *area[r], y, v) for i, f in self.figures.items()
             for (r, y), v in f.items()},
            {(i, *area[c[0]], c[1], k, o, n, w)
             for i, c, k, o, n, w in self.revisions},
            {(str(i), t) for i, t in self.title.items()})

    def names(self):
        return set(self.regions.values())


def rows(path, query):
    """Of a store that may not be there yet."""
    if not os.path.exists(path):
        return set()
    db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        return set(db.execute(query))
    finally:
        db.close()


class World:
    """The bank, the program, its var/ and the truth, night after night."""

    def __init__(self, args):
        self.args, self.dice = args, random.Random(args.seed)
        self.bank = Bank(args.seed)
        self.server = Server(self.bank)
        self.truth, self.shown = Truth(), Truth()
        self.day = datetime.date(2026, 1, 1)
        self.seconds, self.wrong, self.recorded = 1.0, [], {}
        self.make_config()

    def make_config(self):
        shutil.rmtree("config", ignore_errors=True)
        os.mkdir("config")
        shutil.copy(f"{self.args.config}/tilannekuva.conf", "config")
        with open(f"{self.args.config}/indicators.csv", encoding="utf-8") as f:
            lines = list(f)
        keep = [n for n in lines[1:] if int(n.split(",")[1]) in FOLLOWED]
        if len(keep) != len(FOLLOWED):
            sys.exit("indicators.csv has not all that the test follows")
        with open("config/indicators.csv", "w", encoding="utf-8") as f:
            f.writelines(lines[:1] + keep)

    def command(self, *words, var="var"):
        return [self.args.program, "--var", var, "--config", "config",
                "--set", f"sotkanet.url={self.server.url()}",
                # Figures at random are held back for good reasons.
                "--set", "quality.hold=", "--set", "http.attempts=1", "--set", "site.counties=18",
                "--set", "site.pdf=no",
                "--now", self.when(), *words]

    def when(self):
        return f"{self.day}T03:00:00Z"

    def run(self, *words, var="var"):
        did = subprocess.run(self.command(*words, var=var), text=True,
                             capture_output=True, timeout=120, check=False)
        with open("log", "a", encoding="utf-8") as f:
            f.write(f"--- {self.when()} {words}: {did.returncode}\n"
                    + did.stdout + did.stderr)
        return did.returncode

    def run_killed(self):
        with subprocess.Popen(self.command("run"), stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL) as p:
            time.sleep(self.dice.random() * self.seconds)
            p.send_signal(signal.SIGKILL)

    def run_full(self, room):
        """On a small file system of its own with so many bytes left, or None
        where it cannot be mounted."""
        used = sum(os.path.getsize(os.path.join(d, f))
                   for d, _, files in os.walk("var") for f in files)
        files = sum(len(f) + len(d) for _, d, f in os.walk("var"))
        small, size = "small", used + 4096 * files + room
        os.makedirs(small, exist_ok=True)
        if subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "none",
                           small], capture_output=True, check=False).returncode:
            return None
        try:
            shutil.copytree("var", f"{small}/var")
            free = os.statvfs(small)
            filler = free.f_bavail * free.f_frsize - room
            with open(f"{small}/filler", "wb") as f:
                f.write(bytes(max(filler, 0)))
            status = self.run("run", var=f"{small}/var")
            shutil.rmtree("var")
            shutil.copytree(f"{small}/var", "var")
        finally:
            subprocess.run(["umount", "-l", small], check=True)
        return status

    def room(self, mode):
        """What is left for a night on a full disk: too little for the archive,
        or too little to make the store anew and bring it in."""
        if mode == "full":
            return 40000
        return int(os.path.getsize("var/tilannekuva.db")
                   * self.dice.uniform(1, 2.5))

    # --- what a night left ---

    def expect(self, what, truth):
        if not truth:
            self.wrong.append(what)

    def ledger(self):
        """This night's row; one that was killed early has none."""
        got = rows("var/archive.db",
                   "SELECT id, outcome, requests, new, same, refused FROM run"
                   " LEFT JOIN run_end ON run = id"
                   f" WHERE started_at = '{self.when()}' AND command = 'run'")
        return got.pop() if got else (0, None, 0, 0, 0, 0)

    def stored(self, run):
        """The answers of this night that the archive has, in order."""
        return sorted(rows("var/archive.db",
                           "SELECT id, topic, verdict, body FROM fetch"
                           f" WHERE run = {run}"))

    def picture(self):
        store = "var/tilannekuva.db"
        return (
            rows(store, "SELECT indicator, area_kind, area_code, year, value"
                        " FROM v_observation WHERE status = 'value'"),
            rows(store, "SELECT indicator, area_kind, area_code, year, kind,"
                        " old_value, new_value, seen_at FROM v_revision"),
            rows(store, "SELECT indicator, title_fi FROM v_indicator"))

    def names(self):
        return rows("var/tilannekuva.db",
                    "SELECT kind, code, name_fi FROM v_area WHERE name_fi"
                    " IN ('Suomi', 'Testialue') OR name_fi LIKE 'Kunta %'")

    def content(self):
        return rows("var/tilannekuva.db", "SELECT value FROM store_info"
                                          " WHERE key = 'content_id'")

    def learn(self, before):
        """The truth after what the archive took in; the number of new ones."""
        sent = {hashlib.sha256(body).hexdigest(): (topic, years, body)
                for topic, years, body, status in self.server.sent
                if status == 200}
        new = 0
        for _, topic, verdict, sha in self.stored(self.ledger()[0]):
            if verdict == "refused":
                self.truth.bodies |= {sha} - {None}
                continue
            if sha not in sent or sent[sha][0] != topic:
                self.expect(f"{topic}: a body that was not sent for it", False)
                continue
            is_new = self.truth.learn(*sent[sha], self.when())
            new += is_new
            self.expect(f"{topic}: verdict {verdict}",
                        (verdict == "new") == is_new)
        there = {sha for sha, in rows("var/archive.db",
                                      "SELECT sha256 FROM body")}
        self.expect("the archive holds each body once, and no other",
                    there == self.truth.bodies and before <= there)
        return new

    def is_complete(self):
        """After a good night the program knows the bank."""
        for ind in sorted(self.bank.offered & set(FOLLOWED)):
            self.expect(f"the figures of {ind} are today's",
                        self.truth.figures.get(ind) == self.bank.figures[ind])
            self.expect(f"the title of {ind} is today's",
                        self.truth.title.get(ind) == self.bank.title[ind])
        self.expect("the areas are today's", all(
            self.truth.regions.get(i) == (k.lower(), c, n)
            for i, (k, c, n) in self.bank.regions.items()))

    def shows(self, truth):
        return (*self.picture(), self.names()) == \
            (*truth.picture(), truth.names())

    def compare(self, truth):
        """The picture is what it must be; what is not is named."""
        there = (*self.picture(), self.names())
        wanted = (*truth.picture(), truth.names())
        for what, got, want in zip(("figure", "revision", "title", "area"),
                                   there, wanted):
            for row in sorted(want - got, key=str)[:3]:
                self.expect(f"{what} missing: {row}", False)
            for row in sorted(got - want, key=str)[:3]:
                self.expect(f"{what} too much: {row}", False)

    def check_ledger(self, mode, new):
        run, outcome, requests, news, same, refused = self.ledger()
        got = self.stored(run)
        # a ledger that could not be written says nothing
        self.expect(f"outcome {outcome}", outcome in {
            "well": ("ok",), "killed": ("ok", None)}.get(
                mode, ("failed", None) if mode.startswith("full")
                else ("incomplete",)))
        if mode.startswith("full") or mode == "killed":
            return
        self.expect("every request is counted", requests == (
            len(self.server.sent) or len(got)))
        self.expect("new, same and refused are what the archive has",
                    (news, same, refused) == tuple(
                        sum(v == word for _, _, v, _ in got)
                        for word in ("new", "same", "refused")))
        self.expect("what is new is counted", news == new)
        self.expect("the store's ledger is the archive's", (run, outcome) in
                    rows("var/tilannekuva.db",
                         "SELECT run, outcome FROM v_run"))
        if mode == "well":
            self.expect("every answer was taken in", refused == 0 and
                        len(got) == len(self.server.sent))
        else:
            self.expect("nothing was taken in", news == same == 0)

    def night(self, mode, change):
        self.bank.day = str(self.day)
        self.bank.change(change)
        self.server.mode, self.server.sent, self.wrong = mode, [], []
        before = set(self.truth.bodies)
        was, content = self.shown.newest, self.content()
        start = time.monotonic()
        if mode == "killed":
            self.run_killed()
            status = None
        elif mode.startswith("full"):
            status = self.run_full(self.room(mode))
            if status is None:
                return "no small file system can be mounted here"
        else:
            status = self.run("run")
        new = self.learn(before)
        if mode == "well":
            self.seconds = time.monotonic() - start
            self.is_complete()
        self.expect(f"exit status {status}", status == {
            "well": 0, "killed": None}.get(mode, 1))
        self.check_ledger(mode, new)
        cut = mode == "killed" or mode.startswith("full")
        if mode == "well" or (cut and not self.shows(self.shown)):
            self.shown = self.truth.copy()
        self.compare(self.shown)
        if was == (self.truth if cut else self.shown).newest:
            self.expect("the same picture has the same name",
                        self.content() == content)
        if mode == "well":
            self.recorded[self.day] = self.picture()
        self.expect("the store is sound", rows(
            "var/tilannekuva.db", "PRAGMA integrity_check") <= {("ok",)})
        self.expect("the archive is sound", self.run("archive", "verify") == 0)
        return None

    # --- at the end ---

    def everything(self):
        return [rows("var/tilannekuva.db", f"SELECT * FROM {view}")
                for view in ("v_area", "v_indicator", "v_observation",
                             "v_latest", "v_trend", "v_break", "v_revision",
                             "v_provenance", "v_coverage", "v_gap", "v_chart",
                             "v_position")]

    def rebuilt(self):
        self.wrong = []
        was, name = self.everything(), self.content()
        self.expect("rebuild goes well", self.run("rebuild") == 0)
        self.expect("rebuild is what was brought along",
                    self.everything() == was and self.content() == name)

    def as_of(self, day):
        self.wrong = []
        self.expect("it goes well",
                    self.run("rebuild", "--as-of", str(day)) == 0)
        self.expect("it is what was shown then",
                    self.picture() == self.recorded[day])


def main():
    p = argparse.ArgumentParser()
    p.add_argument("program")
    p.add_argument("config")
    p.add_argument("--nights", type=int, default=0)
    p.add_argument("--seed", type=int, default=1)
    args = p.parse_args()
    # so many, or a month less the bad nights that follow one of their kind
    plan = [n for i, n in enumerate(NIGHTS)
            if args.nights or n[0] != NIGHTS[i - 1][0] or n[0] == "well"]
    world, cases, broken = World(args), 0, 0

    def result(name, skipped=None):
        nonlocal cases, broken
        cases += 1
        print(("not ok" if world.wrong else "ok"), cases, "-", name +
              (f" # SKIP {skipped}" if skipped else ""), flush=True)
        broken += bool(world.wrong)
        for wrong in world.wrong[:20]:
            print("#", wrong, flush=True)

    print(f"# SEED={args.seed}")
    for i in range(args.nights or len(plan)):
        mode, change = plan[i % len(plan)]
        skipped = world.night(mode, change)
        result(f"{world.day}: {mode}" + (f", {change}" if change else ""),
               skipped)
        world.day += datetime.timedelta(days=1)
    world.day -= datetime.timedelta(days=1)
    world.rebuilt()
    result("rebuild equals what was brought along")
    days = sorted(world.recorded)
    for day in days[::max(len(days) // 3, 1)]:
        world.as_of(day)
        result(f"as of {day}")
    print(f"1..{cases}")
    if broken:
        with open("log", encoding="utf-8") as f:
            print("".join("# " + n for n in list(f)[-60:]))
    return 1 if broken else 0


sys.exit(main())
