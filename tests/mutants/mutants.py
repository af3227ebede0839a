#!/usr/bin/env python3
"""Small lies in the statistical core, one at a time: do the tests notice?

A mutant is one file with one operator, constant, condition or returned value
changed. It is compiled into a shared object of its own that stands before the
library in the test programs (LD_PRELOAD), so that nothing else is built again.
The tests of the file run, the one that caught the last mutant first, until one
fails or takes too long: then the mutant is caught. One that the optimiser turns
into the same code as the original is none, and is counted apart.

	tests/mutants/mutants.py BUILD [--count N] [--seed S] [--file F]...
		[--share 0.95] [--jobs 2]

tests/mutants/tests.csv says which tests look at which file, the fastest first;
tests/mutants/same.csv lists the mutants that change nothing that can be seen,
each with the reason. An entry that fits no mutant any more, or one that was
caught after all, is an error. Exit status 1: fewer than the share are caught,
the same or listed, or the list is wrong.
"""
import argparse
import csv
import math
import os
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))

TOKEN = re.compile(
    r"""(?P<comment>/\*.*?\*/)
    |(?P<text>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')
    |(?P<number>(?:\d+\.\d*|\.\d+|\d+)(?:[eE][-+]?\d+)?[uUlLfF]*|0[xX][0-9a-fA-F]+[uUlL]*)
    |(?P<word>[A-Za-z_]\w*)
    |(?P<op><<=|>>=|\.\.\.|->|\+\+|--|<<|>>|<=|>=|==|!=|&&|\|\||[-+*/%&|^]=|\S)
    |(?P<space>\s+)""",
    re.X | re.S,
)
TYPES = {
    "void", "char", "int", "long", "short", "unsigned", "signed", "double",
    "float", "bool", "const", "size_t", "ssize_t", "int8_t", "int16_t",
    "int32_t", "int64_t", "uint8_t", "uint16_t", "uint32_t", "uint64_t",
    "FILE", "struct", "enum", "static",
}
SWAP = {
    "<": ["<=", ">="], "<=": ["<", ">"], ">": [">=", "<="], ">=": [">", "<"],
    "==": ["!="], "!=": ["=="], "&&": ["||"], "||": ["&&"],
    "+": ["-"], "-": ["+"], "*": ["/"], "/": ["*"], "%": ["*"],
    "+=": ["-="], "-=": ["+="], "*=": ["/="], "/=": ["*="],
    "++": ["--"], "--": ["++"], "|=": ["&="], "&=": ["|="],
    "&": ["|"], "|": ["&"], "<<": [">>"], ">>": ["<<"],
}
BINARY_ONLY = {"+", "-", "*", "&"}


class Token:
    def __init__(self, kind, text, at):
        self.kind, self.text, self.at = kind, text, at


def tokens_of(source):
    """The tokens that count; preprocessor lines only where they give a number a
    name."""
    out = []
    skip_until = -1
    for m in TOKEN.finditer(source):
        kind = m.lastgroup
        if m.start() < skip_until or kind in ("comment", "space"):
            continue
        if m.group() == "#" and source[: m.start()].rpartition("\n")[2] == "":
            end = source.find("\n", m.start())
            d = re.match(r"#define \w+\s+(?=[\d.(-])", source[m.start(): end])
            skip_until = m.start() + d.end() if d else end
            continue
        out.append(Token(kind, m.group(), m.start()))
    return out


def is_value(t):
    """Whether an operator behind it has this as its left side."""
    return t.kind in ("number", "text") or t.text in (")", "]") or (
        t.kind == "word" and t.text not in TYPES
        and t.text not in ("return", "sizeof", "case", "else"))


def matching(toks, i):
    """The place of the parenthesis that closes the one at i."""
    depth = 0
    for j in range(i, len(toks)):
        if toks[j].text == "(":
            depth += 1
        elif toks[j].text == ")":
            depth -= 1
            if depth == 0:
                return j
    return None


def opening(toks, i):
    depth = 0
    for j in range(i, -1, -1):
        if toks[j].text == ")":
            depth += 1
        elif toks[j].text == "(":
            depth -= 1
            if depth == 0:
                return j
    return None


def is_cast(toks, close):
    """Whether the parenthesis at `close` ends a cast or sizeof(type)."""
    o = opening(toks, close)
    inner = [t.text for t in toks[o + 1: close]]
    return bool(inner) and (inner[0] in TYPES)


def is_binary(toks, i):
    if i == 0:
        return False
    p = toks[i - 1]
    if not is_value(p):
        return False
    if p.text == ")" and is_cast(toks, i - 1):
        return False
    # struct mk *x, double *x: a declaration
    if toks[i].text == "*" and p.kind == "word" and i > 1 and \
            toks[i - 2].text in ("struct", "enum"):
        return False
    return True


def more(number):
    """n -> n + 1, 0.05 -> 0.06, or None for what is no plain number. What is
    smaller than a millionth is a tolerance: a little more of it is the same."""
    if re.fullmatch(r"\d+", number):
        return str(int(number) + 1)
    if re.fullmatch(r"(\d+\.\d*|\.\d+)([eE][-+]?\d+)?|\d+[eE][-+]?\d+", number):
        v = float(number)
        return repr(v * (1.2 if v > 1e-6 else 1e6)) if v else "1.0"
    return None


def functions(source, toks):
    """(begin, end, type) of each function's body, by the house's format: the
    head begins and the last brace stands in the first column."""
    out = []
    for m in re.finditer(r"^([A-Za-z_][^;={}#\"]*?)\(([^;{}]*)\)\n\{$(.*?)^\}$",
                         source, re.M | re.S):
        head = m.group(1).split()
        name_stars = m.group(1).rstrip()
        pointer = "*" in name_stars
        kind = "pointer" if pointer else next(
            (w for w in head if w in ("void", "bool", "int", "double", "size_t",
                                      "int64_t", "uint64_t", "uint32_t",
                                      "long", "enum", "struct")), "?")
        out.append((m.start(3), m.end(3), kind))
    return out


class Mutant:
    def __init__(self, path, source, begin, end, new, what):
        self.path, self.begin, self.end, self.new = path, begin, end, new
        first = source.rfind("\n", 0, begin) + 1
        last = source.find("\n", begin)
        self.line_no = source.count("\n", 0, begin) + 1
        self.line = " ".join(source[first:last].split())
        nth = source[first:begin].count(source[begin:end])
        self.what = what + ("" if nth == 0 else " (%d.)" % (nth + 1))

    def key(self):
        return (self.path, self.line, self.what)

    def __str__(self):
        return "%s:%d: %s  [%s]" % (self.path, self.line_no, self.line, self.what)


def mutants_of(path):
    source = open(os.path.join(ROOT, path), encoding="utf-8").read()
    toks = tokens_of(source)
    bodies = functions(source, toks)
    found = []
    in_for = set()      # tokens of the head of a for
    plain_if = set()    # operators that a negated condition already turns round
    roomy = set()       # tokens that say how much memory
    dead = set()        # tokens of die(...) and of array dimensions

    def body_of(at):
        return next((b for b in bodies if b[0] <= at < b[1]), None)

    def add(begin, end, new, what):
        found.append(Mutant(path, source, begin, end, new, what))

    for i, t in enumerate(toks):
        if t.kind == "word" and t.text == "for" and toks[i + 1].text == "(":
            in_for.update(range(i + 1, matching(toks, i + 1)))
        if t.kind == "word" and t.text == "die" and toks[i + 1].text == "(":
            dead.update(range(i, matching(toks, i + 1) + 1))
        # a larger buffer is no lie, only a smaller one would be
        if t.kind == "word" and t.text in ("xmalloc", "xcalloc", "grown",
                                           "xreallocarray"):
            roomy.update(range(i, matching(toks, i + 1) + 1))
        if t.text == "[" and i > 1 and toks[i - 1].kind == "word" and (
                toks[i - 2].text in TYPES or toks[i - 2].text == "*" or
                (i > 2 and toks[i - 3].text == "struct") or
                re.match(r"\s*(static |const |struct \w+ |unsigned )*\w+ \*?\w+\[",
                         source[source.rfind("\n", 0, t.at) + 1: t.at + 1])):
            j = i
            while toks[j].text != "]":
                dead.add(j)
                j += 1
        if t.kind == "word" and t.text in ("if", "while") and \
                toks[i + 1].text == "(":
            close = matching(toks, i + 1)
            inner = range(i + 2, close)
            ops = [j for j in inner if toks[j].text in
                   ("<", "<=", ">", ">=", "==", "!=") or
                   toks[j].text in ("&&", "||")]
            if len(ops) == 1:
                plain_if.update(ops)
            begin, end = toks[i + 1].at, toks[close].at + 1
            add(begin, end, "(!" + source[begin:end] + ")", t.text + " not")
        if t.kind == "word" and t.text == "return" and toks[i + 1].text != ";":
            b = body_of(t.at)
            j = i
            while toks[j].text != ";":
                j += 1
            begin, end = toks[i + 1].at, toks[j].at
            expr = source[begin:end]
            kind = b[2] if b else "?"
            if kind == "bool":
                add(begin, end, "!(" + expr + ")", "return not")
            elif kind in ("int", "double", "size_t", "int64_t", "uint64_t",
                          "uint32_t", "long"):
                add(begin, end, "(" + expr + ") + 1", "return + 1")
            elif kind == "pointer" and expr != "NULL":
                add(begin, end, "NULL", "return NULL")

    for i, t in enumerate(toks):
        if i in dead:
            continue
        if t.kind == "number":
            new = None if i in roomy else more(t.text)
            if new and not (toks[i - 1].text == "{" and toks[i + 1].text == "}"):
                add(t.at, t.at + len(t.text), new, "%s -> %s" % (t.text, new))
        elif t.kind == "op" and t.text == "!":
            add(t.at, t.at + 1, " ", "! dropped")
        elif t.kind == "op" and t.text in SWAP:
            if not body_of(t.at):
                continue
            if t.text in BINARY_ONLY and not is_binary(toks, i):
                if t.text == "-" and not (toks[i - 1].text in TYPES):
                    add(t.at, t.at + 1, " ", "- dropped")
                continue
            if t.text in ("++", "--") and i in in_for:
                continue
            for k, new in enumerate(SWAP[t.text]):
                whole = t.text in ("<", "<=", ">", ">=") and k == 1 or \
                    t.text in ("==", "!=")
                if whole and i in plain_if:
                    continue
                add(t.at, t.at + len(t.text), new, "%s -> %s" % (t.text, new))
    # the same source text twice is one mutant
    seen = {}
    for m in found:
        seen.setdefault((m.begin, m.end, m.new), m)
    return source, list(seen.values())


def bounds():
    """What a mutant may do to the machine."""
    os.nice(19)
    # one that runs in circles ends, even where nobody waits for it any more
    resource.setrlimit(resource.RLIMIT_CPU, (300, 300))
    resource.setrlimit(resource.RLIMIT_FSIZE, (256 << 20, 256 << 20))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


class Bench:
    def __init__(self, build, tests):
        self.build = os.path.abspath(build)
        self.work = tempfile.mkdtemp(prefix="mutants-")
        self.tests = tests
        self.times = {}
        self.lock = threading.Lock()
        self.cflags = subprocess.run(
            ["make", "-s", "--no-print-directory", "-C", ROOT, "B=" + self.build,
             "mutants-flags"], check=True, capture_output=True, text=True
        ).stdout.split()

    def compile(self, text, to, *more_flags):
        return subprocess.run(
            ["gcc", *self.cflags, *more_flags, "-w", "-static-libasan", "-x", "c",
             "-o", to, "-"],
            input=text, text=True, cwd=ROOT, capture_output=True, timeout=120,
            preexec_fn=bounds).returncode == 0

    def run(self, test, so, limit):
        """Whether the test passes, with this in front of the library."""
        d = tempfile.mkdtemp(dir=self.work)
        env = dict(os.environ, LD_PRELOAD=so, TMPDIR=d, TZ="UTC",
                   LC_ALL="C.UTF-8", CMOCKA_MESSAGE_OUTPUT="TAP",
                   ASAN_OPTIONS="detect_odr_violation=0:"
                   "verify_asan_link_order=0:hard_rss_limit_mb=2000")
        for word in ("RECORDINGS", "ORACLES"):
            env.pop(word, None)
        p = subprocess.Popen([os.path.join(self.build, "mutants", test)],
                             cwd=ROOT, env=env, stdin=subprocess.DEVNULL,
                             stdout=subprocess.DEVNULL,
                             stderr=subprocess.DEVNULL, preexec_fn=bounds,
                             start_new_session=True)
        try:
            return p.wait(limit) == 0
        except subprocess.TimeoutExpired:
            os.killpg(p.pid, 9)
            p.wait()
            return False
        finally:
            shutil.rmtree(d, ignore_errors=True)

    def baseline(self, path, source):
        """The original in the mutant's place passes; how long its tests take."""
        so = os.path.join(self.work, path.replace("/", "_") + ".so")
        if not self.compile(source, so, "-O1", "-shared"):
            sys.exit("%s does not compile" % path)
        for test in self.tests[path]:
            if test in self.times:
                continue
            begin = time.monotonic()
            if not self.run(test, so, 600):
                sys.exit("%s fails without a mutant" % test)
            self.times[test] = time.monotonic() - begin
        self.tests[path].sort(key=self.times.get)

    def judge(self, m, source, original):
        """caught by TEST, "same", "none" (does not compile), or None: survived."""
        text = source[: m.begin] + m.new + source[m.end:]
        so = tempfile.mktemp(suffix=".so", dir=self.work)
        try:
            if not self.compile(text, so, "-O1", "-shared"):
                return "none"
            with self.lock:
                order = list(self.tests[m.path])
            for test in order:
                if not self.run(test, so, 10 + 6 * self.times[test]):
                    with self.lock:
                        self.tests[m.path].remove(test)
                        self.tests[m.path].insert(0, test)
                    return test
            if not self.compile(text, so, "-O2", "-c"):
                return "none"
            return "same" if open(so, "rb").read() == original else None
        finally:
            if os.path.exists(so):
                os.remove(so)

    def object_of(self, source):
        to = tempfile.mktemp(suffix=".o", dir=self.work)
        self.compile(source, to, "-O2", "-c")
        return open(to, "rb").read()


def table(name):
    path = os.path.join(HERE, name)
    with open(path, encoding="utf-8", newline="") as f:
        return [row for row in csv.reader(f, delimiter=";")
                if row and not row[0].startswith("#")]


def wilson(good, n):
    z = 1.959963984540054
    p = good / n
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return middle - half, middle + half


def report(results, whole, share, stale):
    files = sorted({m.path for m, _ in results})
    print("%-28s %8s %8s %8s %8s %8s" % (
        "file", "mutants", "caught", "the same", "listed", "missed"))
    total = [0] * 5
    for path in files + [None]:
        if path:
            kinds = [k for m, k in results if m.path == path and k != "none"]
            row = [len(kinds), 0, kinds.count("same"), kinds.count("listed"),
                   kinds.count(None)]
            row[1] = row[0] - sum(row[2:])
            total = [a + b for a, b in zip(total, row)]
        else:
            row = total
        print("%-28s %8d %8d %8d %8d %8d" % (path or "all", *row))
    if not total[0]:
        sys.exit("no mutant")
    good = total[0] - total[4]
    print("caught, the same or listed: %.1f %%" % (100 * good / total[0]), end="")
    if len(results) < whole:
        low, high = wilson(good, total[0])
        print(" of %d drawn from %d (95 %% interval %.1f-%.1f %%)" % (
            len(results), whole, 100 * low, 100 * high), end="")
    print()
    for s in stale:
        print("same.csv: " + s)
    return good >= share * total[0] and not stale


def main():
    a = argparse.ArgumentParser()
    a.add_argument("build")
    a.add_argument("--count", type=int, default=0, help="draw so many; 0: all")
    a.add_argument("--seed", default="1")
    a.add_argument("--file", action="append", default=[])
    a.add_argument("--share", type=float, default=0.95)
    a.add_argument("--jobs", type=int, default=2)
    a.add_argument("--list", action="store_true", help="only list the mutants")
    a = a.parse_args()

    tests = {row[0]: row[1].split() for row in table("tests.csv")}
    paths = a.file or list(tests)
    sources, mutants = {}, []
    for path in paths:
        sources[path], found = mutants_of(path)
        mutants += found
    listed = {tuple(row[:3]): row[3] for row in table("same.csv")}
    stale = ["no such mutant: " + "; ".join(k) for k in listed
             if k[0] in paths and k not in {m.key() for m in mutants}]
    stale += ["no reason: " + "; ".join(k) for k in listed if not listed[k].strip()]
    whole = len(mutants)
    if a.count and a.count < whole:
        mutants = random.Random(a.seed).sample(mutants, a.count)
        mutants.sort(key=lambda m: (m.path, m.begin))
    if a.list:
        print("\n".join(map(str, mutants)))
        return 0

    bench = Bench(a.build, tests)
    try:
        results = []
        for path in sorted({m.path for m in mutants}):
            bench.baseline(path, sources[path])
            original = bench.object_of(sources[path])
            here = [m for m in mutants if m.path == path]
            with ThreadPoolExecutor(a.jobs) as pool:
                verdicts = list(pool.map(
                    lambda m: bench.judge(m, sources[path], original), here))
            for m, v in zip(here, verdicts):
                if m.key() in listed:
                    if v in (None, "same"):
                        v = "listed"
                    elif v != "none":
                        stale.append("caught after all by %s: %s" % (v, m))
                if v is None:
                    print("missed: %s" % m, flush=True)
                results.append((m, v))
        return 0 if report(results, whole, a.share, stale) else 1
    finally:
        shutil.rmtree(bench.work, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
