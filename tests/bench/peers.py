#!/usr/bin/python3
"""The same work done with what analysts would use instead.

    peers.py BENCH TILANNEKUVA CONFIG DIR [short|small]

A server of made-up answers (bench serve) gives the figures. Each tool gets
them once: we fetch, archive, check and load into SQLite; pandas and R's
jsonlite read the JSON over HTTP into one data frame; readers of CSV get the
same rows as local files, which spares them the network. Trends: Mann-Kendall
and Theil-Sen of the same series. A tool that is not installed is left out.
DuckDB reads the same rows from local files, CSV and JSON, which are not gzipped; it
comes from npm into DUCKDB_HOME. Ours keeps, checks and indexes what it reads, the others
hold it in memory. Medians of three rounds; the machine may be shared, so ratios are what
counts.
"""
import csv
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import time
import urllib.request

ROUNDS = 3
SERIES = 400

PANDAS_JSON = """
import json, sys, urllib.request, pandas as pd
frames = []
for url in open(sys.argv[1]).read().split():
    ask = urllib.request.Request(url, headers={"User-Agent": "peers"})
    frames.append(pd.DataFrame(json.load(urllib.request.urlopen(ask))))
all = pd.concat(frames)
print(len(all))
"""

PANDAS_CSV = """
import sys, pandas as pd
all = pd.concat(pd.read_csv(f, sep=";", decimal=".", low_memory=False)
                for f in open(sys.argv[1]).read().split())
print(len(all))
"""

R_JSON = """
urls <- readLines(commandArgs(TRUE)[1])
read <- function(u) jsonlite::fromJSON(u)
all <- data.table::rbindlist(lapply(urls, read), fill = TRUE)
cat(nrow(all), "\\n")
"""

R_FREAD = """
files <- readLines(commandArgs(TRUE)[1])
all <- data.table::rbindlist(lapply(files, data.table::fread), fill = TRUE)
cat(nrow(all), "\\n")
"""

SCIPY = """
import csv, sys, time
from scipy import stats
series = {}
for r in csv.DictReader(open(sys.argv[1])):
    series.setdefault(r["series_id"], []).append(
        (int(r["year"]), float(r["value"])))
start = time.perf_counter()
for points in series.values():
    t, x = zip(*points[-10:])
    stats.kendalltau(t, x)
    stats.theilslopes(x, t, 0.95)
print((time.perf_counter() - start) / len(series) * 1e6)
"""

R_TRENDS = """
d <- data.table::fread(commandArgs(TRUE)[1])
s <- split(d, d$series_id)
start <- proc.time()[["elapsed"]]
for (one in s) {
  one <- tail(one, 10)
  suppressWarnings(cor.test(one$year, one$value, method = "kendall"))
  i <- combn(nrow(one), 2)
  median((one$value[i[2, ]] - one$value[i[1, ]]) /
         (one$year[i[2, ]] - one$year[i[1, ]]))
}
cat((proc.time()[["elapsed"]] - start) / length(s) * 1e6, "\\n")
"""


def worked():
    """Processor seconds of the processes that have ended."""
    use = resource.getrusage(resource.RUSAGE_CHILDREN)
    return use.ru_utime + use.ru_stime


def timed(argv):
    """(seconds by the clock, by the processors) and what was printed."""
    start, before = time.perf_counter(), worked()
    out = subprocess.run(argv, check=True, capture_output=True, text=True)
    took = time.perf_counter() - start, worked() - before
    return took, out.stdout.strip()


def python(code, *args):
    return [sys.executable, "-c", code, *args]


def rscript(code, *args):
    return ["Rscript", "-e", code, *args]


def has(argv):
    try:
        return subprocess.run(argv, capture_output=True).returncode == 0
    except OSError:
        return False


def duckdb(what, files):
    script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "duckdb.mjs")
    return ["node", script, what, files]


def has_duckdb():
    home = os.environ.get("DUCKDB_HOME", "")
    return os.path.isdir(os.path.join(home, "node_modules", "@duckdb", "node-api"))


def ours(program, config, url, var):
    shutil.rmtree(var, ignore_errors=True)
    seconds = (0, 0)
    for words in (["fetch", "--all"], ["load"]):
        took, _ = timed([program, "--var", var, "--config", config,
                         "--now", "2026-03-02T03:00:00Z",
                         "--set", "quality.hold=",
                         "--set", "sotkanet.url=" + url, *words])
        seconds = tuple(a + b for a, b in zip(seconds, took))
    return seconds


def write_inputs(var, url, folder):
    """The addresses that we asked for, and their answers as CSV files."""
    out = subprocess.run(
        ["sqlite3", os.path.join(var, "tilannekuva.db"),
         "SELECT DISTINCT request FROM v_provenance"
         "  WHERE source = 'sotkanet' ORDER BY 1"],
        check=True, capture_output=True, text=True).stdout.split()
    base = url.split("/rest/")[0]
    urls = [r if r.startswith("http") else base + r for r in out]
    files, bodies = [], []
    for i, u in enumerate(urls):
        ask = urllib.request.Request(u, headers={"User-Agent": "peers"})
        body = urllib.request.urlopen(ask).read()
        rows = json.loads(body)
        bodies.append(os.path.join(folder, "%d.json" % i))
        with open(bodies[-1], "wb") as f:
            f.write(body)
        name = os.path.join(folder, "%d.csv" % i)
        with open(name, "w", newline="") as f:
            w = csv.DictWriter(f, rows[0].keys(), delimiter=";")
            w.writeheader()
            w.writerows(rows)
        files.append(name)
    for name, lines in (("urls", urls), ("files", files), ("bodies", bodies)):
        with open(os.path.join(folder, name), "w") as f:
            f.write("\n".join(lines) + "\n")
    return [os.path.join(folder, n) for n in ("urls", "files", "bodies")]


def report(title, peers, unit):
    print(title)
    best = statistics.median(peers[0][1])
    for name, runs in peers:
        m = statistics.median(runs)
        print("  %-34s %10.3f %s %8.1f x" % (name, m, unit, m / best))


def ingest(bench, program, config, folder, url):
    var = os.path.join(folder, "var")
    first = [ours(program, config, url, var) for _ in range(ROUNDS)]
    peers = [("tilannekuva: fetch, archive, load", first)]
    urls, files, bodies = write_inputs(var, url, folder)
    tools = (
        ("DuckDB, local CSV", duckdb("csv", files), has_duckdb()),
        ("DuckDB, local JSON", duckdb("json", bodies), has_duckdb()),
        ("R, fread, local CSV", rscript(R_FREAD, files),
         has(rscript("library(data.table)"))),
        ("pandas, local CSV", python(PANDAS_CSV, files),
         has(python("import pandas"))),
        ("pandas, JSON over HTTP", python(PANDAS_JSON, urls),
         has(python("import pandas"))),
        ("R, jsonlite over HTTP", rscript(R_JSON, urls),
         has(rscript("library(jsonlite); library(data.table)"))),
    )
    for name, argv, there in tools:
        if there:
            peers.append((name, [timed(argv)[0] for _ in range(ROUNDS)]))
        else:
            print("%s: cannot be had here, left out" % name)
    by = ("by the clock", "by the processors' time: what a busy machine changes least")
    for i, how in enumerate(by):
        report("figures into a table, " + how,
               [(name, [run[i] for run in runs]) for name, runs in peers], "s ")
    return var


def trends(bench, var, folder):
    name = os.path.join(folder, "series.csv")
    with open(name, "w") as f:
        run = subprocess.run([bench, "trends",
                              os.path.join(var, "tilannekuva.db"),
                              str(SERIES)],
                             check=True, stdout=f, stderr=subprocess.PIPE,
                             text=True)
    peers = [("tilannekuva", [float(run.stderr.split()[0])])]
    for label, argv, there in (
            ("scipy: kendalltau, theilslopes", python(SCIPY, name),
             has(python("import scipy"))),
            ("R: cor.test, median of slopes", rscript(R_TRENDS, name),
             has(rscript("library(data.table)")))):
        if there:
            peers.append((label, [float(timed(argv)[1])
                                  for _ in range(ROUNDS)]))
        else:
            print("%s: not installed, left out" % label)
    report("a trend with its interval, one core", peers, "us")


def main():
    bench, program, config, folder = sys.argv[1:5]
    size = sys.argv[5] if len(sys.argv) > 5 else "short"
    os.makedirs(folder, exist_ok=True)
    server = subprocess.Popen([bench, "serve", size, folder],
                              stdout=subprocess.PIPE, text=True)
    try:
        url = server.stdout.readline().strip()
        var = ingest(bench, program, config, folder, url)
        trends(bench, var, folder)
    finally:
        server.terminate()
        server.wait(30)


if __name__ == "__main__":
    main()
