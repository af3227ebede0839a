#!/usr/bin/env python3
"""Serves the shipped snapshot as the Sotkanet REST API, on loopback only.

    sotkanet.py DIR [--log FILE] [--only ID,...] [--seconds N] [--updated DATE]
                [--until DATE] [--faults NAME,...] [--gzip] [--shuffle SEED]

Prints its address, then serves until it is ended or the time is up. Of an
indicator's files it is the newest, with --until the newest of those that are not
later than that; data-updated is the file's date, or --updated. Region ids are
this server's own: 1000 and up, in the order of the list of areas. Each fault is
used up once, in order, on requests for figures: a status (503 with Retry-After),
html, empty, garbage, cut (the body ends early), drop (no answer), ok (none).
With --gzip each body is packed, with the count of requests as its time stamp, as
servers do: the same words, other bytes. With --shuffle rows and keys come in
another order and with other blanks between them: the same figures.
"""
import argparse
import glob
import gzip
import json
import os
import random
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

p = argparse.ArgumentParser()
p.add_argument("dir")
p.add_argument("--log")
p.add_argument("--only", default="")
p.add_argument("--seconds", type=int, default=120)
p.add_argument("--updated", default="")
p.add_argument("--until", default="9999")
p.add_argument("--faults", default="")
p.add_argument("--gzip", action="store_true")
p.add_argument("--shuffle", type=int)
args = p.parse_args()
only = set(filter(None, args.only.split(",")))
faults = list(filter(None, args.faults.split(",")))
regions, ids, rows, metas = [], {}, {}, {}
packed = iter(range(1, 1 << 30))


def title(fi, sv, en):
    return {"fi": fi, "sv": sv, "en": en}


def read_areas(lines):
    cells = [line.split("\t") for line in lines]
    for i, c in enumerate(cells):
        ids[(c[0], c[1])] = 1000 + i
    for c in cells:
        regions.append({
            "id": ids[(c[0], c[1])], "code": c[1], "category": c[0].upper(),
            "title": title(*c[2:5]),
            "memberOf": [ids[tuple(m.split(":", 1))] for m in c[5].split()]})


def read_figures(head, lines):
    ident = int(head["indicator"])
    if (only and str(ident) not in only) or ident in metas:
        return
    span = head["scope"].split(" ")[0].split("-")
    metas[ident] = {
        "id": ident, "data-updated": args.updated or head["fetched_at"][:10],
        "range": {"start": int(span[0]), "end": int(span[1])},
        "title": title(head["title_fi"], head["title_sv"], head["title_en"]),
        "primaryValueType": {"code": head["unit"], "title": title("", "", "")},
        "decimals": int(head["decimals"]),
        "classifications": {"sex": {"values": ["total"]},
                            "region": {"values": ["Kunta"]}},
        "organization": {"id": 2, "title": title(head["organisation"], "", "")}}
    out = rows.setdefault(ident, [])
    for line in lines:
        kind, code, sex, year, *tokens = line.split(" ")
        if (kind, code) not in ids:
            continue  # an area of the past: today's list has no id for it
        for i, t in enumerate(tokens):
            if t != ".":
                value, _, numerator = t.partition("/")
                out.append((ids[(kind, code)], int(year) + i, sex, value, numerator))


def load(folder):
    files = []
    for path in sorted(glob.glob(os.path.join(folder, "*.exchange")), reverse=True):
        with open(path, encoding="utf-8") as f:
            head, _, body = f.read().partition("\n\n")
        head = dict(line.partition(" ")[::2] for line in head.split("\n"))
        files.append((head, body.rstrip("\n").split("\n")))
    for head, lines in files:
        if head["kind"] == "areas":
            read_areas(lines)
    for head, lines in files:  # newest first: it wins
        if head["kind"] == "figures" and head["fetched_at"][:10] <= args.until:
            read_figures(head, lines)


def answer(path, query):
    if path == "/rest/1.1/regions":
        return regions
    if path == "/rest/1.1/indicators":
        keys = ("id", "title", "organization", "classifications")
        return [{k: m[k] for k in keys} for m in metas.values()]
    if path.startswith("/rest/1.1/indicators/"):
        return metas.get(int(path.rsplit("/", 1)[1]))
    if path == "/rest/1.1/json":
        ident = int(query["indicator"][0])
        years = {int(y) for y in query["years"]}
        out = []
        for region, year, sex, value, numerator in rows[ident]:
            if year in years and sex in query["genders"]:
                row = {"indicator": ident, "region": region, "year": year,
                       "gender": sex, "value": float(value)}
                if numerator:
                    row["absValue"] = float(numerator)
                out.append(row)
        return out
    return None


def shuffled(x, r):
    """x with its lists' elements and its keys in another order."""
    if isinstance(x, dict):
        keys = r.sample(list(x), len(x))
        return {k: shuffled(x[k], r) for k in keys}
    if isinstance(x, list):
        return [shuffled(v, r) for v in r.sample(x, len(x))]
    return x


def text_of(path, got):
    if args.shuffle is None:
        return json.dumps(got).encode()
    r = random.Random(f"{args.shuffle} {path}")
    return json.dumps(shuffled(got, r), indent=r.randrange(4),
                      ensure_ascii=False).encode()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_message(self, *_):
        pass

    def do_GET(self):
        url = urlsplit(self.path)
        got = answer(url.path, parse_qs(url.query))
        agent = self.headers.get("User-Agent", "")
        status = 403 if not agent.startswith("tilannekuva/") else 404 if got is None else 200
        body = text_of(self.path, got)
        if args.gzip:
            body = gzip.compress(body, 1, mtime=next(packed))
        promised = len(body)
        fault = faults.pop(0) if faults and url.path.endswith("/json") else ""
        if fault.isdigit():
            status = int(fault)
        body = {"html": b"<html><body>Huoltokatko</body></html>", "empty": b"",
                "garbage": bytes(range(1, 255)),
                "cut": body[:promised // 2]}.get(fault, body)
        if fault != "cut":
            promised = len(body)
        if args.log:
            with open(args.log, "a", encoding="utf-8") as f:
                f.write(f"{status} {self.path}\n")
        self.close_connection = fault in ("cut", "drop")
        if fault == "drop":
            return
        self.send_response(status)
        if status == 503:
            self.send_header("Retry-After", "1")
        self.send_header("Content-Type", "application/json;charset=UTF-8")
        if args.gzip:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(promised))
        self.end_headers()
        try:
            self.wfile.write(body)
        except ConnectionError:
            pass  # the program was killed: a test does that


load(args.dir)
server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
server.daemon_threads = True
threading.Timer(args.seconds, lambda: os._exit(0)).start()
print(f"http://127.0.0.1:{server.server_port}/rest/1.1", flush=True)
try:
    server.serve_forever()
except KeyboardInterrupt:
    sys.exit(0)
