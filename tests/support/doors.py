#!/usr/bin/env python3
"""Looks at what was written out of texts that are attacks (hostile.py): KANARIA
stands in each of them, and must be seen as text wherever it is seen at all.

    doors.py DOOR PATH...

DOOR is what the files under PATH are held against: html, svg, atom, ics, csv,
script, names, clean, journal, metrics, zip, css, pdf. Prints a line for each thing
that is wrong, or that nothing of KANARIA was seen; exit status 1 then.
"""
import csv
import json
import os
import re
import sys
import zipfile
import zlib
from html.parser import HTMLParser
from xml.etree import ElementTree

MARK = "KANARIA"
VOID = {"meta", "link", "img", "br", "hr", "input", "col", "wbr"}
POLICY = {"default-src": ["'none'"], "img-src": ["'self'", "file:"],
          "style-src": ["'self'", "file:"], "base-uri": ["'none'"],
          "form-action": ["'none'"]}
SCRIPTED = dict(POLICY, **{"script-src": ["'self'", "file:"]})
TAGS = set("""html head meta title link script body a nav ol ul li main header
    footer section article aside h1 h2 h3 h4 p div span strong em b i small abbr
    table caption colgroup col thead tbody tfoot tr th td dl dt dd figure figcaption
    img details summary form label input button select option output svg g path rect
    circle line text tspan polygon polyline defs use desc br hr wbr time sup sub code
    pre blockquote q cite mark ins del picture source data noscript kbd samp var
    fieldset legend meter progress bdi address dfn u""".split())
SHAPES = set("""svg g path text tspan title desc defs circle use rect line polygon
    polyline filter feFlood feComposite""".split())
problems, seen = [], 0


def wrong(path, what):
    problems.append(f"{path}: {what}")


def files(paths, *ends):
    for top in paths:
        if os.path.isfile(top):
            yield top
            continue
        for folder, _, names in os.walk(top):
            for name in sorted(names):
                if name.endswith(ends or ""):
                    yield os.path.join(folder, name)


def read(path):
    """The text; a byte that is no UTF-8, or a control, is wrong wherever."""
    global seen
    with open(path, "rb") as f:
        data = f.read()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as why:
        wrong(path, f"no UTF-8: {why}")
        return data.decode("utf-8", "replace")
    odd = HIDDEN.search(text.replace("\r\n", "\n") if path.endswith(".ics") else text)
    if odd:
        wrong(path, f"{odd.group()!r} in {text[max(0, odd.start() - 30):odd.end() + 30]!r}")
    seen += text.count(MARK)
    return text


HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e"
                    "\u2060-\u206f\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff"
                    "\U000e0000-\U000e007f]")


class Page(HTMLParser):
    def __init__(self, path):
        super().__init__(convert_charrefs=True)
        self.path, self.policy, self.open = path, None, []
        self.scripted = False

    def handle_starttag(self, tag, attrs):
        if tag not in TAGS:
            wrong(self.path, f"a tag that we do not write: <{tag}>")
        if tag not in VOID:
            self.open.append(tag)
        names = [n for n, _ in attrs]
        if len(set(names)) != len(names):
            wrong(self.path, f"<{tag}> has an attribute twice: {names}")
        for name, value in attrs:
            value = value or ""
            if not re.fullmatch(r"[a-zA-Z][a-zA-Z0-9:-]*", name) or \
                    name.startswith("on") or MARK.lower() in name.lower():
                wrong(self.path, f"<{tag} {name}=...>")
            if name == "style":
                wrong(self.path, "a style in an attribute, which the policy forbids")
            if name in ("src", "srcset", "data", "poster", "action", "formaction",
                        "background", "xlink:href") or \
                    (name == "href" and tag in ("link", "use", "base")):
                if re.match(r"\s*([a-zA-Z][a-zA-Z0-9+.-]*:|//|/)", value):
                    wrong(self.path, f"<{tag}> loads {value}")
            if name == "href" and re.match(r"\s*[a-zA-Z][a-zA-Z0-9+.-]*:", value) \
                    and not re.match(r"(https|mailto):", value):
                wrong(self.path, f"a link to {value[:80]}")
        had = dict(attrs)
        if tag == "script" and "src" not in had:
            wrong(self.path, "a script within the page")
        if tag == "meta" and had.get("http-equiv", "").lower() == \
                "content-security-policy":
            if self.policy is not None or self.open[-1:] != ["head"]:
                wrong(self.path, "the policy does not stand in the head, once")
            self.policy = {p.split()[0]: p.split()[1:]
                           for p in had["content"].split(";") if p.split()}
        if self.policy is None and tag in ("script", "link", "img"):
            wrong(self.path, f"<{tag}> before the policy")
        self.scripted = self.scripted or tag == "script"

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        # what HTML lets be left out
        while self.open and self.open[-1] != tag and \
                self.open[-1] in ("p", "li", "td", "th", "tr", "dt", "dd"):
            self.open.pop()
        if not self.open or self.open.pop() != tag:
            wrong(self.path, f"</{tag}> closes nothing")

    def handle_comment(self, data):
        if MARK in data:
            wrong(self.path, "a text became a comment")

    def handle_pi(self, data):
        wrong(self.path, "a text became an instruction")


def html(paths):
    for path in files(paths, ".html"):
        page = Page(path)
        page.feed(read(path))
        page.close()
        if page.open:
            wrong(path, f"not closed: {page.open}")
        want = SCRIPTED if page.scripted else POLICY
        if page.policy != want:
            wrong(path, f"its policy is {page.policy}")


def tree(path, names, prefix=""):
    try:
        root = ElementTree.fromstring(read(path))
    except ElementTree.ParseError as why:
        wrong(path, f"no XML: {why}")
        return
    for one in root.iter():
        tag = one.tag.rsplit("}", 1)[-1]
        if tag not in names:
            wrong(path, f"an element that we do not write: {tag}")
        for name, value in one.attrib.items():
            name = name.rsplit("}", 1)[-1]
            if name.startswith("on") or MARK in name or \
                    (name == "href" and not re.match(prefix + r"[#\w./-]*$", value)):
                wrong(path, f"{tag} {name}={value}")


def svg(paths):
    for path in files(paths, ".svg"):
        tree(path, SHAPES)


def atom(paths):
    for path in files(paths, ".atom"):
        tree(path, {"feed", "title", "id", "updated", "author", "name", "link",
                    "generator", "entry", "summary", "content"})


def ics(paths):
    known = {"VERSION", "PRODID", "CALSCALE", "METHOD", "X-WR-CALNAME", "UID",
             "DTSTAMP", "DTSTART;VALUE=DATE", "DTEND;VALUE=DATE", "RRULE",
             "SUMMARY", "DESCRIPTION", "TRANSP"}
    for path in files(paths, ".ics"):
        with open(path, "rb") as f:
            data = f.read()
        read(path)
        if b"\n" in data.replace(b"\r\n", b""):
            wrong(path, "a line end that is none")
        text, inside = data.decode("utf-8").replace("\r\n ", ""), []
        for line in text.split("\r\n")[:-1]:
            name, _, value = line.partition(":")
            if name == "BEGIN":
                inside.append(value)
            elif name == "END":
                if not inside or inside.pop() != value:
                    wrong(path, f"{line} closes nothing")
            elif name not in known:
                wrong(path, f"a line that we do not write: {line[:60]!r}")
            elif name in ("SUMMARY", "DESCRIPTION") and \
                    re.search(r"(?<!\\)(\\\\)*[,;]", value):
                wrong(path, f"not escaped: {line[:60]!r}")
        if inside:
            wrong(path, f"not closed: {inside}")


def number(cell):
    return re.fullmatch(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?", cell)


def tables(paths):
    for path in files(paths, ".csv"):
        read(path)
        with open(path, encoding="utf-8", newline="") as f:
            rows = list(csv.reader(f, strict=True))
        for row in rows:
            if len(row) != len(rows[0]):
                wrong(path, f"{len(row)} cells where {len(rows[0])} are")
            for cell in row:
                if cell[:1] in tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20") and \
                        len(cell) > 1 and not number(cell):
                    wrong(path, f"a formula: {cell[:60]!r}")


def script(paths):
    before = "window.tilannekuvaHaku = "
    for path in files(paths, "haku.js"):
        text = read(path)
        if not text.startswith(before) or not text.endswith(";\n") or \
                not text.isascii():
            wrong(path, "is not the one statement in ASCII")
            continue
        for row in json.loads(text[len(before):-2]):
            if not re.fullmatch(r"[\w./#-]+", row[1]) or row[1].startswith("/"):
                wrong(path, f"leads to {row[1]!r}")


def names(paths):
    for top in paths:
        for folder, below, here in os.walk(top):
            for name in below + here:
                if not re.fullmatch(r"\.?[A-Za-z0-9_][A-Za-z0-9._-]*", name) or \
                        ".." in name or MARK in name:
                    wrong(folder, f"a file called {name!r}")


def clean(paths):
    for path in files(paths):
        read(path)


def journal(paths):
    for path in files(paths, ".jsonl"):
        for line in read(path).split("\n")[:-1]:
            try:
                if json.loads(line)["level"] not in ("info", "warning", "error"):
                    wrong(path, f"a level of another's: {line[:80]}")
            except (ValueError, KeyError, TypeError) as why:
                wrong(path, f"no line of ours: {why}: {line[:80]}")


def metrics(paths):
    label = r'[a-z_]+="(?:[^"\\\n]|\\["\\n])*"'
    line = re.compile(r"# (TYPE|UNIT|HELP) tilannekuva_\w+ .*|# EOF|"
                      rf"tilannekuva_\w+(\{{{label}(,{label})*\}})? -?[\d.e+-]+")
    for path in files(paths):
        lines = read(path).split("\n")
        if lines[-2:] != ["# EOF", ""] or lines.count("# EOF") != 1:
            wrong(path, "does not end with one # EOF")
        for one in lines[:-1]:
            if not line.fullmatch(one):
                wrong(path, f"no line of ours: {one[:80]!r}")


def packed(paths):
    for path in files(paths, ".zip"):
        with zipfile.ZipFile(path) as z:
            for info in z.infolist():
                name = info.filename
                if name.startswith("/") or ".." in name.split("/") or \
                        not re.fullmatch(r"[A-Za-z0-9._/-]+", name) or \
                        info.external_attr >> 28 == 0o12:
                    wrong(path, f"a member called {name!r}")


def css(paths):
    for path in files(paths, ".css", ".js"):
        text = read(path)
        if path.endswith(".css") and \
                re.search(r"@import|url\(\s*['\"]?([a-z]+:|//)", text):
            wrong(path, "loads from elsewhere")
        if path.endswith(".js") and re.search(
                r"\beval\(|new Function|innerHTML|outerHTML|insertAdjacentHTML|"
                r"document\.write|\bfetch\(|XMLHttpRequest|WebSocket|https?://",
                text) and not path.endswith("haku.js"):
            wrong(path, "takes a text for markup or code, or asks elsewhere")


def objects(data):
    """What a PDF's objects say: packed ones unpacked, pictures and fonts left out,
    in whose bytes any short word may stand by chance."""
    for at in re.finditer(rb"(?s)(.*?)stream\r?\n(.*?)endstream|(.+)", data):
        head, packed, rest = at.groups()
        yield head or rest
        if head and b"/ObjStm" in head[head.rfind(b" obj"):]:
            yield zlib.decompress(packed)


def pdf(paths):
    runs = re.compile(rb"/(JavaScript|JS|Launch|OpenAction|EmbeddedFile|AA)\b")
    for path in files(paths, ".pdf"):
        with open(path, "rb") as f:
            data = f.read()
        if not data.startswith(b"%PDF") or any(map(runs.search, objects(data))):
            wrong(path, "has a part that runs")


DOORS = {"html": html, "svg": svg, "atom": atom, "ics": ics, "csv": tables,
         "script": script, "names": names, "clean": clean, "journal": journal,
         "metrics": metrics, "zip": packed, "css": css, "pdf": pdf}
MUTE = {"atom", "names", "metrics", "zip", "css", "pdf", "ics", "journal", "clean"}
door = sys.argv[1]
DOORS[door](sys.argv[2:])
if door not in MUTE and not seen and not problems:
    problems.append(f"{door}: no attack reached it, so nothing is shown")
for one in problems[:20]:
    print(one)
sys.exit(1 if problems else 0)
