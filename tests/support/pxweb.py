#!/usr/bin/env python3
"""A PxWeb host of two yearly tables and a monthly one, on loopback only; beside
them json/gdp, JSON-stat for a GET.

    pxweb.py [--log FILE] [--seconds N] [--updated TIME] [--values N]
             [--renamed] [--says N] [--bears N] [--calls N] [--busy N]
             [--moved STATUS]

Prints the address of its interface, then serves until it is ended or the time is
up. --says is the number of cells that ?config names (0: there is no ?config),
--bears the number above which a query is refused as too large; --calls the number
of calls a second that ?config names: twice as many within one second get 429, as
do the first --busy queries. With --moved the first table answers with that status,
its folder is empty. --values is added to each figure of the first table.
"""
import argparse
import json
import os
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import product
from urllib.parse import unquote, urlsplit

p = argparse.ArgumentParser()
p.add_argument("--log")
p.add_argument("--seconds", type=int, default=120)
p.add_argument("--updated", default="2026-01-15T08:00:00")
p.add_argument("--values", type=int, default=0)
p.add_argument("--renamed", action="store_true")
p.add_argument("--says", type=int, default=1000)
p.add_argument("--bears", type=int, default=0)
p.add_argument("--calls", type=int, default=100)
p.add_argument("--busy", type=int, default=0)
p.add_argument("--moved", type=int, default=0)
args = p.parse_args()
BASE = "/PxWeb/api/v1/fi/"
AREAS = ["SSS", "KU398", "KU016", "KU837", "MK07", "HVA09", "SK071", "KU999", "MAN"]
YEARS = [str(y) for y in range(2001, 2021)]
lock = threading.Lock()
recent = []
busy = [args.busy]


def name(old, new):
    return new if args.renamed else old


def variable(old, new, values, texts=None, **more):
    return dict(code=name(old, new), text=old, values=values,
                valueTexts=texts or values, **more)


AREA = variable("Alue 2025", "alue_23_20260101", AREAS)
YEAR = variable("Vuosi", "timeperiod_y", YEARS, time=True)
FIGURE = variable("Tiedot", "contentscode", ["M411", "M162"],
                  ["Väkiluku", "Työttömien osuus työvoimasta, %"])
TABLES = {
    "avain/uusin/142h.px": [AREA, FIGURE, YEAR],
    "StatFin/vaerak/11re.px": [
        AREA, variable("Ikä", "ikaryhma_10_20180101", ["SSS", "0-14", "15-"],
                       ["Yhteensä", "0 - 14", "15 -"]),
        variable("Sukupuoli", "sukupuoli_9_20180101", ["SSS", "1", "2"],
                 ["Yhteensä", "Miehet", "Naiset"], elimination=True),
        YEAR, variable("Tiedot", "contentscode", ["vaesto"], ["Väestö 31.12."])],
    "StatFin/tyti/kk.px": [
        AREA, variable("Kuukausi", "timeperiod_m", ["2025M01", "2025M02"], time=True),
        variable("Tiedot", "contentscode", ["aste"])],
}


def cell(path, choice):
    """A figure, or the symbol that stands in its place."""
    at = sum((i + 1) * sum(v.encode()) for i, v in enumerate(choice))
    if path.startswith("avain"):
        if "M162" in choice and "KU016" in choice:
            return {"2010": "...", "2011": "-", "2012": ".."}.get(choice[-1], at / 10)
        return at + args.values
    return at


def figures(path, query):
    """(status, answer) of a query."""
    table, chosen = TABLES[path], []
    picks = {q["code"]: q["selection"]["values"] for q in query["query"]}
    if set(picks) - {v["code"] for v in table}:
        return 400, {"error": "no such variable"}
    for v in table:
        if v["code"] in picks:
            if not picks[v["code"]] or set(picks[v["code"]]) - set(v["values"]):
                return 400, {"error": "no such value"}
            chosen.append((v, picks[v["code"]]))
        elif not v.get("elimination"):
            return 400, {"error": "a variable is missing"}
    size = [len(values) for _, values in chosen]
    cells = list(product(*(values for _, values in chosen)))
    if args.bears and len(cells) > args.bears:
        return 403, {"error": "Too large"}
    value, status = [], {}
    for i, c in enumerate(cells):
        x = cell(path, c)
        if isinstance(x, str):
            status[str(i)] = x
            x = None
        value.append(x)
    dimension = {}
    for v, values in chosen:
        text = dict(zip(v["values"], v["valueTexts"]))
        dimension[v["code"]] = {"label": v["text"], "category": {
            "index": {one: i for i, one in enumerate(values)},
            "label": {one: text[one] for one in values}}}
    return 200, {
        "version": "2.0", "class": "dataset", "label": path, "source": "Tilastokeskus",
        "updated": args.updated + "Z", "id": [v["code"] for v, _ in chosen], "size": size,
        "role": {"time": [YEAR["code"]], "metric": [name("Tiedot", "contentscode")]},
        "dimension": dimension, "value": value, "status": status}


# What a service gives for a GET alone, in the first version of JSON-stat.
GDP = {"nama": {
    "lastUpdateDate": 1446764400000, "label": "GDP",
    "value": [None, 2.5, 3, None], "status": {"value": [":", None, None, ":c"]},
    "dimension": {
        "id": ["unit", "geo", "time"], "size": [1, 2, 2],
        "unit": {"category": {"index": {"EUR": 0}}},
        "geo": {"category": {"index": {"FI": 0, "IT": 1}}},
        "time": {"category": {"index": {"2019": 0, "2020": 1}}}}}}


def folder(path):
    return [{"id": t[len(path):], "type": "t", "text": t, "updated": args.updated}
            for t in TABLES if t.startswith(path)
            and not (args.moved and t.startswith("avain"))]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_message(self, *_):
        pass

    def is_too_often(self):
        now = time.monotonic()
        with lock:
            recent[:] = [t for t in recent if now - t < 1] + [now]
            return len(recent) > 2 * args.calls

    def reply(self, status, answer, method):
        if self.is_too_often():
            status, answer = 429, ""
        body = json.dumps(answer).encode()
        if args.log:
            with lock, open(args.log, "a", encoding="utf-8") as f:
                f.write(f"{status} {method} {unquote(self.path)}\n")
        self.send_response(status)
        if status == 301:
            self.send_header("Location", self.path.replace("142h", "new"))
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        url = urlsplit(self.path)
        path = unquote(url.path)[len(BASE):]
        if not self.headers.get("User-Agent", "").startswith("tilannekuva/"):
            self.reply(403, "", "GET")
        elif url.query == "config" and not path and args.says:
            self.reply(200, {"maxValues": 10 * args.says, "maxCells": args.says,
                             "maxCalls": args.calls, "timeWindow": 1, "CORS": True}, "GET")
        elif path.startswith("avain") and path in TABLES and args.moved:
            self.reply(args.moved, "", "GET")
        elif path == "json/gdp":
            self.reply(200, GDP, "GET")
        elif path in TABLES:
            self.reply(200, {"title": path, "variables": TABLES[path]}, "GET")
        elif path.endswith("/") and any(t.startswith(path) for t in TABLES):
            self.reply(200, folder(path), "GET")
        else:
            self.reply(404, "", "GET")

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        path = unquote(self.path)[len(BASE):]
        with lock:
            too_often = busy[0] > 0
            busy[0] -= 1
        if too_often:
            self.reply(429, "", "POST")
        elif path not in TABLES:
            self.reply(404, "", "POST")
        else:
            self.reply(*figures(path, json.loads(body)), "POST")


server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
server.daemon_threads = True
threading.Timer(args.seconds, lambda: os._exit(0)).start()
print(f"http://127.0.0.1:{server.server_port}{BASE}", flush=True)
try:
    server.serve_forever()
except KeyboardInterrupt:
    sys.exit(0)
