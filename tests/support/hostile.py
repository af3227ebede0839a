#!/usr/bin/env python3
"""A server that means harm, on loopback only: Sotkanet's REST interface, a PxWeb
host and an open data store whose every text is an attack, or which attacks by the
way in which it answers.

    hostile.py [--dir DIR] [--log FILE] [--seconds N] [--only ID,...] [--other URL]
               [--long BYTES] [--bomb MIB] [--turn N]

Prints its address, then serves until it is ended or the time is up. The first
part of a path is how it answers; what follows is what is asked:

    /text/rest/1.1/...     the shipped snapshot of DIR, each text in it an attack
    /text/px/... /text/kela/...
    /NAME/...              an answer called NAME: see ANSWERS and WAYS below

KANARIA stands in each text: a file of that name that appears, or a tag that is
markup, is a door that was open.
"""
import argparse
import gzip
import json
import os
import socketserver
import sys
import threading
import time
import zlib
from urllib.parse import parse_qs, urlsplit

sys.dont_write_bytecode = True
from attacks import TEXTS
from snapshot import Snapshot

p = argparse.ArgumentParser()
p.add_argument("--dir", default="")
p.add_argument("--log")
p.add_argument("--seconds", type=int, default=120)
p.add_argument("--only", default="228,1077")
p.add_argument("--other", default="http://127.0.0.2:9/")
p.add_argument("--long", type=int, default=0)
p.add_argument("--bomb", type=int, default=0)
p.add_argument("--turn", type=int, default=0)
args = p.parse_args()

# --- texts ------------------------------------------------------------------

if args.long:
    TEXTS.append("KANARIA" + "W" * args.long)
    TEXTS.append("&lt;" * (args.long // 4) + "KANARIA")
turn = [args.turn]


def text(before=""):
    """The next attack, behind what it is the name of."""
    turn[0] += 1
    return before + TEXTS[turn[0] % len(TEXTS)]


# --- Sotkanet ---------------------------------------------------------------

snapshot = Snapshot(say=lambda _: text(), only=args.only.split(","))


def load(folder):
    snapshot.read(folder)
    for meta in snapshot.metas.values():
        meta["description"] = snapshot.title("", "", "")
        meta["subjects"] = [{"id": 1, "title": snapshot.title("", "", "")}]


# --- PxWeb and the open data store ------------------------------------------

AREAS, YEARS = ["KU398", "KU016", "KU142", "SSS"], ["2018", "2019", "2020"]


def variable(code, name, values, texts, **more):
    return dict(code=code, text=name, values=values, valueTexts=texts, **more)


def px_table():
    return {"title": text(), "variables": [
        variable("alue", "Alue", AREAS, [text() for _ in AREAS]),
        variable("contentscode", "Tiedot", ["M411"], [text()]),
        variable("vuosi", "Vuosi", YEARS, YEARS, time=True)]}


def px_data():
    def dim(values, labels, **more):
        return {"label": text(), "category": dict(
            index={v: i for i, v in enumerate(values)},
            label=dict(zip(values, labels)), **more)}
    return {"version": "2.0", "class": "dataset", "label": text(),
            "source": text(), "updated": text(),
            "id": ["alue", "contentscode", "vuosi"],
            "size": [len(AREAS), 1, len(YEARS)],
            "role": {"time": ["vuosi"], "metric": ["contentscode"],
                     "geo": ["alue"]},
            "dimension": {
                "alue": dim(AREAS, [text() for _ in AREAS]),
                "contentscode": dim(["M411"], [text()], unit={
                    "M411": {"base": text(), "decimals": 0}}),
                "vuosi": dim(YEARS, YEARS)},
            "value": list(range(100, 100 + len(AREAS) * len(YEARS)))}


def px(path, posted):
    if path == "fi/":
        return {"maxValues": 1000, "maxCells": 1000, "maxCalls": 100,
                "timeWindow": 1}
    if path.endswith("/"):
        return [{"id": "t.px", "type": "t", "text": text(),
                 "updated": "2026-01-15T08:00:00"}]
    return px_data() if posted else px_table()


def kela():
    out = ["kunta_nro,etuus,vuosi,lkm"]
    cell = text().replace('"', '""')
    for i, area in enumerate(("398", "016", "000")):
        out.append(f'{area},"{cell}",2020,{10 + i}')
    return "\n".join(out) + "\n"


# --- bodies that are attacks, by name ---------------------------------------

def rows_of(value, more="", year="2020", region="1000"):
    """A figure of the indicator that was asked for."""
    def make(path, query):
        ident = query.get("indicator", ["228"])[0]
        return (f'[{{"indicator":{ident},"region":{region},"year":{year},'
                f'"gender":"total","value":{value}{more}}}]').encode()
    return make


def plain(body):
    return lambda path, query: body


def late(make):
    """A large one, which is made when it is asked for."""
    return lambda path, query: make()


def bomb(size, layers=1):
    """`size` bytes of blanks in `layers` of gzip, never whole in memory."""
    packer, out = zlib.compressobj(1, zlib.DEFLATED, 31), []
    block = b" " * (1 << 20)
    for _ in range(size >> 20):
        out.append(packer.compress(block))
    body = b"".join(out) + packer.flush()
    for _ in range(layers - 1):
        body = gzip.compress(body, 9)
    return body


GOOD = b'[{"id":1,"code":"398","category":"KUNTA","title":{"fi":"x"},"memberOf":[]}]'
ANSWERS = {
    "empty": plain(b""),
    "html": plain(b"<html><script>KANARIA()</script></html>"),
    "invalid-utf8": plain(b'[{"id":"\xff\xfe\x80"}]'),
    "overlong-utf8": plain(b'[{"id":"\xc0\xbc\xc1\x81\xe0\x80\xaf"}]'),
    "surrogates": plain(b'[{"id":"\xed\xa0\x80"}]'),
    "lone-escape": plain(b'[{"id":"\\ud800"}]'),
    "utf16": plain("\ufeff[]".encode("utf-16")),
    "bom": plain(b"\xef\xbb\xbf" + GOOD),
    "nul": plain(b'[{"id":"a\x00b"}]'),
    "nul-escape": plain(b'[{"id":"a\\u0000b"}]'),
    "deep": plain(b"[" * 100000 + b"]" * 100000),
    "deep-objects": plain(b'{"a":' * 100000 + b"1" + b"}" * 100000),
    "number-1e999": rows_of("1e999"),
    "number-long": rows_of("9" * 400),
    "number-digits": rows_of("0." + "3" * 100000),
    "number-minus-zero": rows_of("-0"),
    "number-hex": rows_of("0x10"),
    "number-nan": rows_of("NaN"),
    "number-infinity": rows_of("-Infinity"),
    "number-text": rows_of('"5"'),
    "number-null": rows_of("null"),
    "number-list": rows_of("[1,2]"),
    "number-object": rows_of('{"a":1}'),
    "number-true": rows_of("true"),
    "number-twice": rows_of("1", ',"value":2'),
    "year-9999": rows_of("1", year="9999"),
    "year-minus": rows_of("1", year="-2020"),
    "year-huge": rows_of("1", year="20200000000000000000000"),
    "year-real": rows_of("1", year="2020.0"),
    "region-huge": rows_of("1", region="4294968296"),
    "many-objects": late(lambda: b"[" + b"{}," * (8 << 20) + b"{}]"),
    "many-lists": late(lambda: b"[" + b"[]," * (8 << 20) + b"[]]"),
    "many-numbers": late(lambda: b"[" + b"1," * (12 << 20) + b"1]"),
    "many-keys": late(lambda: b"{" + b",".join(b'"%d":1' % i for i in range(1 << 20))
                       + b"}"),
    "long-text": late(lambda: b'[{"id":"' + b"W" * (20 << 20) + b'"}]'),
    "wrong-types": plain(b'{"id":[],"title":7}'),
}
PACKED = {"gzip-bomb": 1, "gzip-nested": 3}
BOMBS = {name: bomb(args.bomb << 20, n) for name, n in PACKED.items()}


# --- ways to answer, by name ------------------------------------------------

class Gone(Exception):
    pass


def forever(send, block, pause=0.0):
    while True:
        send(block)
        if pause:
            time.sleep(pause)


HEAD = b"HTTP/1.1 200 OK\r\n"
WAYS = {
    "endless": lambda s: (s(HEAD + b"\r\n"), forever(s, b" " * 65536)),
    "endless-chunks": lambda s: (
        s(HEAD + b"Transfer-Encoding: chunked\r\n\r\n"),
        forever(s, b"10000\r\n" + b" " * 65536 + b"\r\n")),
    "endless-head": lambda s: (s(HEAD), forever(s, b"X-K: " + b"k" * 1000 + b"\r\n")),
    "endless-line": lambda s: (s(HEAD + b"X-K: "), forever(s, b"k" * 65536)),
    "endless-interim": lambda s: forever(s, b"HTTP/1.1 100 Continue\r\nX-K: k\r\n\r\n"),
    "endless-trailer": lambda s: (
        s(HEAD + b"Transfer-Encoding: chunked\r\n\r\n2\r\n[]\r\n0\r\n"),
        forever(s, b"X-K: " + b"k" * 1000 + b"\r\n")),
    "many-heads": lambda s: s(HEAD + b"X-K: k\r\n" * 200000 + b"\r\n[]"),
    "slow-body": lambda s: (s(HEAD + b"\r\n["), forever(s, b" ", 0.2)),
    "slow-head": lambda s: (s(HEAD + b"X-K: "), forever(s, b"k", 0.2)),
    "silent": lambda s: time.sleep(args.seconds),
    "never-closes": lambda s: (s(HEAD + b"Content-Length: 3\r\n\r\n[]"),
                               time.sleep(args.seconds)),
    "length-small": lambda s: s(HEAD + b"Content-Length: 1\r\n\r\n[]"),
    "length-large": lambda s: s(HEAD + b"Content-Length: 99\r\n\r\n[]"),
    "length-huge": lambda s: s(HEAD + b"Content-Length: 99999999999999999999999\r\n\r\n[]"),
    "length-minus": lambda s: s(HEAD + b"Content-Length: -1\r\n\r\n[]"),
    "length-twice": lambda s: s(HEAD + b"Content-Length: 2\r\nContent-Length: 9\r\n\r\n[]"),
    "chunk-huge": lambda s: s(HEAD + b"Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\n[]"),
    "to-file": lambda s: moved(s, "file:///etc/passwd"),
    "to-other": lambda s: moved(s, args.other),
    "to-localhost": lambda s: moved(s, f"http://localhost:{PORT}/text/"),
    "to-https": lambda s: moved(s, f"https://127.0.0.1:{PORT}/text/"),
    "to-gopher": lambda s: moved(s, f"gopher://127.0.0.1:{PORT}/text/"),
    "to-user": lambda s: moved(s, f"http://a:b@127.0.0.1:{PORT}/text/"),
    "to-self": lambda s: moved(s, "?"),
    "to-control": lambda s: moved(s, "http://127.0.0.1/\x1b[2J\x9b31m"),
    "no-http": lambda s: s(b"KANARIA\r\n\r\n[]"),
    "http09": lambda s: s(b"[]"),
    "status-999": lambda s: s(b"HTTP/1.1 999 \x1b[31mKANARIA\r\n\r\n[]"),
    "retry-never": lambda s: s(b"HTTP/1.1 503 No\r\nRetry-After: 99999999999999\r\n\r\n"),
    "encoding-other": lambda s: s(HEAD + b"Content-Encoding: br\r\n\r\n\x00"),
    "encoding-not": lambda s: s(HEAD + b"Content-Encoding: gzip\r\n\r\n[]"),
    "fields-long": lambda s: s(HEAD + b"ETag: \"" + b"k" * 50000 + b"\"\r\nContent-Type: "
                               + b"k" * 50000 + b"\r\n\r\n[]"),
}
PORT = 0


def moved(send, to):
    send(b"HTTP/1.1 302 Found\r\nLocation: " + to.encode("latin-1")
         + b"\r\nContent-Length: 0\r\n\r\n")


def answered(send, body, packed=False):
    if not isinstance(body, bytes):
        body = json.dumps(body).encode()
    send(HEAD + b"Content-Type: application/json\r\n"
         + (b"Content-Encoding: gzip\r\n" if packed else b"")
         + b"Content-Length: %d\r\nConnection: close\r\n\r\n" % len(body) + body)


class Handler(socketserver.StreamRequestHandler):
    def send(self, data):
        self.request.sendall(data)

    def request_read(self):
        line, length = self.rfile.readline(65536).decode("latin-1"), 0
        while True:
            field = self.rfile.readline(65536)
            if field in (b"\r\n", b"\n", b""):
                break
            if field.lower().startswith(b"content-length:"):
                length = int(field.split(b":")[1])
        return line.split(" "), self.rfile.read(length) if length else b""

    def handle(self):
        words, posted = self.request_read()
        if len(words) < 2:
            return
        if args.log:
            with open(args.log, "a", encoding="utf-8") as f:
                f.write(" ".join(words).strip() + "\n")
        url = urlsplit(words[1])
        _, way, *rest = url.path.split("/", 2)
        path, query = rest[0] if rest else "", parse_qs(url.query)
        try:
            self.answer(way, path, query, posted)
        except OSError:
            pass  # the program went away, as it should

    def answer(self, way, path, query, posted):
        tail = path.rsplit("rest/1.1/", 1)[-1]
        if way in WAYS:
            WAYS[way](self.send)
        elif way in PACKED:
            answered(self.send, BOMBS[way], True)
        elif way.startswith("number-") or way.startswith("year-") or \
                way.startswith("region-"):
            # what comes before the figures is as it should be
            body = ANSWERS[way](path, query) if tail == "json" else \
                snapshot.answer(tail, query)
            answered(self.send, body)
        elif way in ANSWERS:
            answered(self.send, ANSWERS[way](path, query))
        elif path.startswith("px/"):
            answered(self.send, px(path.split("api/v1/")[-1], posted))
        elif path.startswith("kela"):
            answered(self.send, kela().encode())
        else:
            got = snapshot.answer(tail, query)
            if got is None:
                self.send(b"HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n")
            else:
                answered(self.send, got)


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 64

    def handle_error(self, request, client_address):
        pass


if args.dir:
    load(args.dir)
server = Server(("127.0.0.1", 0), Handler)
PORT = server.server_address[1]
threading.Timer(args.seconds, lambda: os._exit(0)).start()
print(f"http://127.0.0.1:{PORT}", flush=True)
server.serve_forever()
