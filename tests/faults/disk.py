#!/usr/bin/env python3
"""A disk that is full, breaks, or loses power while a refresh is written.

    disk.py full|power FAULTS.so FIRST_URL LATER_URL COUNT SEED

full   one write, sync, rename ... of the refresh fails: COUNT of them at random,
       0: each in turn.
power  the refresh is written down as it happens; then power is lost at COUNT
       random instants of it. Of what was not synced nothing, all, or any part in
       any order is on the disk: of a file its sectors, of a folder its first
       entries that changed.

Prints TAP. The program is $TILANNEKUVA, the source tree $SRC, the work is done in
the current folder.
"""
import hashlib
import os
import random
import shutil
import sqlite3
import subprocess
import sys

MODE, FAULTS, FIRST, LATER = sys.argv[1:5]
FAULTS = os.path.abspath(FAULTS)
COUNT, SEED = int(sys.argv[5]), int(sys.argv[6])
SECTOR = 512
URLS = {"cold": FIRST, "later": LATER}
ENOSPC, EIO = 28, 5
REASONS = ("No space left", "disk is full", "or disk is full", "disk I/O error",
           "Input/output error", "unable to open database file", "damaged")
VIEWS = ("v_area v_indicator v_observation v_latest v_trend v_break v_forecast "
         "v_revision v_provenance v_coverage v_gap v_agreement v_chart").split()
cases = bad = 0


def result(good, name, *why):
    global cases, bad
    cases += 1
    if good:
        print(f"ok {cases} - {name}")
        return
    bad += 1
    print(f"not ok {cases} - {name}")
    for w in why:
        for line in str(w).splitlines()[:12]:
            print("#", line[:300])
    sys.stdout.flush()


def program(var, *words, url=FIRST, env=None):
    p = subprocess.run(
        [os.environ["TILANNEKUVA"], "--var", var, "--config",
         os.environ["SRC"] + "/config", "--set", "sotkanet.url=" + url, "--set",
         "site.counties=18", "--set", "site.pdf=no", "--set", "plot.kinds=rank",
         "--set", "site.langs=fi", "--now", "2026-03-01T03:00:00Z", *words],
        env={**os.environ, **(env or {})}, stdin=subprocess.DEVNULL,
        capture_output=True, timeout=240, check=False)
    err = [x for x in p.stderr.decode().splitlines() if "does not offer" not in x]
    return p.returncode, err


def query(path, text, mode="ro"):
    if not os.path.exists(path):
        return None
    db = sqlite3.connect(f"file:{path}?mode={mode}", uri=True)
    try:
        return db.execute(text).fetchall()
    except sqlite3.OperationalError as e:
        if "no such table" in str(e):
            return []
        if "readonly" in str(e):  # what was begun is to be rolled back
            return query(path, text, "rw")
        raise
    finally:
        db.close()


def fetched(var):
    return query(var + "/archive.db", "SELECT id, topic, scope, request, "
                 "fetched_at, status, body, verdict FROM fetch ORDER BY id") or []


def content(var):
    rows = query(var + "/tilannekuva.db",
                 "SELECT value FROM store_info WHERE key = 'content_id'")
    return rows and rows[0][0]


def tree(top):
    out = {}
    for at, _, names in os.walk(top):
        for name in names:
            with open(os.path.join(at, name), "rb") as f:
                out[os.path.relpath(os.path.join(at, name), top)] = \
                    hashlib.sha256(f.read()).hexdigest()
    return out


def is_litter(name):
    return not name.endswith(("-wal", "-shm"))


def picture(var):
    """All that a reader sees, and that nothing lies about."""
    out = {"site": tree(var + "/site"), "content": content(var),
           "charts": sorted(tree(var + "/charts").items()),
           "folder": sorted(filter(is_litter, os.listdir(var))),
           "archive": query(var + "/archive.db", "SELECT DISTINCT topic, body "
                            "FROM fetch WHERE verdict = 'new' ORDER BY 1, 2")}
    for v in VIEWS:
        rows = query(var + "/tilannekuva.db", f"SELECT * FROM {v}")
        out[v] = sorted(map(repr, rows or []))
    return out


def differs(a, b):
    def few(x, y):
        if isinstance(x, dict):
            return sorted(set(x.items()) ^ set(y.items()))[:6]
        if isinstance(x, list) and isinstance(y, list):
            return sorted(set(map(repr, x)) ^ set(map(repr, y)))[:6]
        return [x, y]
    return [f"{k}: {few(a[k], b[k])}" for k in a if a[k] != b[k]]


def copy(base, to):
    shutil.rmtree(to, ignore_errors=True)
    if base:
        shutil.copytree(base, to)
    else:
        os.makedirs(to)


def after(name, kind, before, want, stored):
    """What must hold of v/ now, and after the next refresh."""
    sound = True
    for db in "archive.db", "tilannekuva.db":
        try:
            rows = query("v/" + db, "PRAGMA integrity_check")
            sound = sound and rows in (None, [("ok",)], [])
        except sqlite3.DatabaseError as e:
            sound = False
            rows = e
        if not sound:
            break
    result(sound, f"{name}: both databases are sound", db, rows)
    if not sound:
        return
    have = set(fetched("v"))
    result(have >= stored, f"{name}: what was stored is there", stored - have)
    shown = content("v")
    result(shown in (None, before["content"], want["content"])
           and not (before["content"] and not shown),
           f"{name}: the store is the old one or the new one", shown)
    site = tree("v/site")
    result(site in (before["site"], want["site"]),
           f"{name}: the site is the old one or the new one",
           sorted(set(site.items()) ^ set(before["site"].items()))[:5],
           sorted(set(site.items()) ^ set(want["site"].items()))[:5])
    status, err = program("v", "run", url=URLS[kind])
    result(status == 0, f"{name}: the next refresh goes well", status, *err)
    got = picture("v")
    result(got == want, f"{name}: and ends the same", *differs(got, want))
    status, err = program("v", "archive", "verify")
    result(status == 0, f"{name}: the archive is sound", *err)


def undisturbed():
    """Each kind of refresh: what is before, what comes out, what it wrote."""
    base, out = None, {}
    for kind in "cold", "later":
        copy(base, kind)
        env = {"LD_PRELOAD": FAULTS, "FAULTS_DIR": os.path.realpath(kind),
               "FAULTS_COUNT": kind + ".count"}
        if MODE == "power":
            env["FAULTS_LOG"] = kind + ".log"
        status, err = program(kind, "run", url=URLS[kind], env=env)
        result(status == 0, f"undisturbed: {kind}", *err)
        with open(kind + ".count", encoding="utf-8") as f:
            calls = int(f.read())
        before = {"site": {}, "content": None} if base is None else \
            {"site": tree(base + "/site"), "content": content(base)}
        out[kind] = (base, before, picture(kind), calls)
        base = kind
    return out


# --- a full disk ---

def full(runs):
    places = [(k, i + 1) for k in runs for i in range(runs[k][3])]
    rnd = random.Random(SEED)
    if COUNT:
        places = sorted(rnd.sample(places, min(COUNT, len(places))))
    print(f"# {len(places)} of {sum(r[3] for r in runs.values())} calls")
    for kind, n in places:
        base, before, want, _ = runs[kind]
        number = rnd.choice((ENOSPC, ENOSPC, EIO))
        stay = number == ENOSPC and rnd.random() < 0.5
        name = f"{kind}, call {n}: " + (
            "the disk breaks" if number == EIO else
            "the disk is full and stays so" if stay else "the disk is full")
        copy(base, "v")
        had = set(fetched("v"))
        status, err = program("v", "run", url=URLS[kind], env={
            "LD_PRELOAD": FAULTS, "FAULTS_DIR": os.path.realpath("v"),
            "FAULTS_AT": str(n), "FAULTS_ERRNO": str(number),
            "FAULTS_STAY": "1" if stay else "0"})
        errors = [x for x in err if not x.startswith("tilannekuva: warning: ")]
        result(status in (0, 1, 2) and (status == 0) == (not errors),
               f"{name}: it ends with a status", status, *err)
        result(len(errors) <= 2 and all(
            x.startswith("tilannekuva: ") and any(r in x for r in REASONS)
            for x in errors), f"{name}: and says why", *err)
        after(name, kind, before, want, had)


# --- a power cut ---

class File:
    def __init__(self, data=b""):
        self.ops = [(-1, "whole", 0, data)]
        self.synced = 0  # index of the log at the last sync

    def at(self, k, rnd, how):
        done = [o for o in self.ops if o[0] < self.synced]
        rest = [o for o in self.ops if self.synced <= o[0] < k]
        data = bytearray()
        for _, what, pos, p in done:
            change(data, what, pos, p)
        if how == "all":
            kept = rest
        elif how == "none":
            kept = []
        else:
            kept = []
            for o in rest:
                if o[1] == "write":
                    for i in range(0, len(o[3]), SECTOR):
                        if rnd.random() < 0.5:
                            kept.append((o[0], "write", o[2] + i,
                                         o[3][i:i + SECTOR]))
                elif rnd.random() < 0.5:
                    kept.append(o)
        for _, what, pos, p in kept:
            change(data, what, pos, p)
        return bytes(data)


def change(data, what, pos, p):
    if what == "whole":
        data[:] = p
    elif what == "cut":
        data[pos:] = b"\0" * max(0, pos - len(data)) if pos > len(data) else b""
    else:
        if len(data) < pos:
            data.extend(b"\0" * (pos - len(data)))
        data[pos:pos + len(p)] = p


class Folder:
    def __init__(self):
        self.now = {}    # name -> File or Folder
        self.first = {}  # as it was in the beginning
        self.ops = []    # (index, {name: File, Folder or None})
        self.synced = 0

    def set(self, i, names):
        self.ops.append((i, names))
        for name, what in names.items():
            if what is None:
                self.now.pop(name, None)
            else:
                self.now[name] = what

    def at(self, k, rnd, how):
        done = [o for o in self.ops if o[0] < self.synced]
        rest = [o for o in self.ops if self.synced <= o[0] < k]
        n = {"all": len(rest), "none": 0}.get(how, rnd.randint(0, len(rest)))
        entries = dict(self.first)
        for _, names in done + rest[:n]:
            for name, what in names.items():
                if what is None:
                    entries.pop(name, None)
                else:
                    entries[name] = what
        return entries


class Disk:
    """What the log says, ready to be cut at any record of it."""

    def __init__(self, base, log):
        self.root = Folder()
        self.every = [self.root]
        self.stored = []  # (index, id of the answer)
        if base:
            self.read(base, self.root)
        with open(log, "rb") as f:
            self.take(f)

    def read(self, path, folder):
        for name in os.listdir(path):
            full_path = os.path.join(path, name)
            if os.path.isdir(full_path):
                what = Folder()
                self.read(full_path, what)
            else:
                with open(full_path, "rb") as f:
                    what = File(f.read())
            self.every.append(what)
            folder.now[name] = folder.first[name] = what

    def find(self, path):
        parts = [p for p in path.split("/") if p not in ("", ".")]
        at = self.root
        for p in parts[:-1]:
            at = at.now[p]
        return at, parts[-1] if parts else ""

    def take(self, f):
        opened = {}
        i = -1
        while True:
            line = f.readline()
            if not line:
                break
            i += 1
            kind, ident, n, m, path = line.decode().rstrip("\n").split(" ", 4)
            ident, n, m = int(ident), int(n), int(m)
            if kind == "open":
                folder, name = self.find(path)
                what = folder.now.get(name) if name else folder
                if what is None:
                    what = File()
                    self.every.append(what)
                    folder.set(i, {name: what})
                elif m:
                    what.ops.append((i, "cut", 0, b""))
                opened[ident] = what
            elif kind == "write":
                opened[ident].ops.append((i, "write", m, f.read(n)))
            elif kind == "cut":
                opened[ident].ops.append((i, "cut", n, b""))
            elif kind == "sync":
                opened[ident].synced = max(opened[ident].synced, i)
                opened[ident].syncs = getattr(opened[ident], "syncs", []) + [i]
            elif kind == "syncfs":
                for x in self.every:
                    x.syncs = getattr(x, "syncs", []) + [i]
            elif kind == "adopt":
                data = f.read(n)
                folder, name = self.find(path)
                what = folder.now.get(name)
                if what is None or (isinstance(what, File) and
                                    what.at(1 << 60, None, "all") != data):
                    what = File(b"" if not ident else data)
                    if not ident:
                        what.ops.append((i, "write", 0, data))
                    self.every.append(what)
                    folder.set(i, {name: what})
            elif kind in ("rename", "link", "swap"):
                a, b = path.split("\t")
                fa, na = self.find(a)
                fb, nb = self.find(b)
                x, y = fa.now[na], fb.now.get(nb)
                if kind == "swap":
                    fa.set(i, {na: y, nb: x})
                elif kind == "link":
                    fb.set(i, {nb: x})
                elif fa is fb:
                    fa.set(i, {na: None, nb: x})
                else:
                    fb.set(i, {nb: x})
                    fa.set(i, {na: None})
            elif kind == "mkdir":
                folder, name = self.find(path)
                what = Folder()
                self.every.append(what)
                folder.set(i, {name: what})
            elif kind == "remove":
                folder, name = self.find(path)
                folder.set(i, {name: None})
            elif kind == "stored":
                self.stored.append((i, n))
                # the steps that made the schema have ids of their own
                if n == 1:
                    del self.stored[:-1]
        self.end = i + 1

    def cut(self, k, rnd, to):
        """Puts into `to` what is there when power is lost before record k."""
        how = rnd.choice(("none", "all", "part", "part"))
        for x in self.every:
            x.synced = max([s for s in getattr(x, "syncs", []) if s < k],
                           default=0)
        shutil.rmtree(to, ignore_errors=True)
        os.makedirs(to)
        self.write(self.root, to, k, rnd, how)
        return how

    def write(self, folder, to, k, rnd, how):
        for name, what in sorted(folder.at(k, rnd, how).items()):
            path = os.path.join(to, name)
            if isinstance(what, Folder):
                os.makedirs(path)
                self.write(what, path, k, rnd, how)
            elif not name.endswith("-shm"):  # not of the disk
                with open(path, "wb") as f:
                    f.write(what.at(k, rnd, how))


def power(runs):
    rnd = random.Random(SEED)
    disks = {k: Disk(runs[k][0], k + ".log") for k in runs}
    final = {k: fetched(k) for k in runs}
    for n in range(COUNT):
        kind = "cold" if n % 2 else "later"
        disk, (base, before, want, _) = disks[kind], runs[kind]
        # each sixth: after the last word, all reported
        k = disk.end if n % 6 == 5 else rnd.randrange(disk.end + 1)
        how = disk.cut(k, rnd, "v")
        had = {r[0] for r in fetched(base)} if base else set()
        news = [r[0] for r in final[kind] if r[7] != "same"]
        told = [i for at, i in disk.stored if at < k and i in news]
        until = max(told, default=0)
        if k == disk.end:
            until = max(r[0] for r in final[kind])
        stored = {r for r in final[kind] if r[0] in had or r[0] <= until}
        after(f"{kind}, power lost at {k} of {disk.end}, {how} of the rest",
              kind, before, want, stored)


(full if MODE == "full" else power)(undisturbed())
print(f"1..{cases}")
sys.exit(bad > 0)
