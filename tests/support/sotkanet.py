#!/usr/bin/env python3
"""Serves the shipped snapshot as the Sotkanet REST API, on loopback only.

    sotkanet.py DIR [--log FILE] [--only ID,...] [--seconds N] [--updated DATE]
                [--until DATE] [--faults NAME,...] [--gzip] [--shuffle SEED]

Prints its address, then serves until it is ended or the time is up. What it
serves, --until and --updated: see snapshot.py. Each fault is used up once, in
order, on requests for figures: a status (503 with Retry-After), html, empty,
garbage, cut (the body ends early), drop (no answer), ok (none).
With --gzip each body is packed, with the count of requests as its time stamp, as
servers do: the same words, other bytes. With --shuffle rows and keys come in
another order and with other blanks between them: the same figures.
"""
import argparse
import gzip
import json
import os
import random
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

sys.dont_write_bytecode = True
from snapshot import Snapshot

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
faults = list(filter(None, args.faults.split(",")))
snapshot = Snapshot(only=filter(None, args.only.split(",")), until=args.until,
                    updated=args.updated)
packed = iter(range(1, 1 << 30))


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
        got = snapshot.answer(url.path.removeprefix("/rest/1.1/"),
                              parse_qs(url.query))
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


snapshot.read(args.dir)
server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
server.daemon_threads = True
threading.Timer(args.seconds, lambda: os._exit(0)).start()
print(f"http://127.0.0.1:{server.server_port}/rest/1.1", flush=True)
try:
    server.serve_forever()
except KeyboardInterrupt:
    sys.exit(0)
