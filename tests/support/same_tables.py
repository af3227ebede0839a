#!/usr/bin/env python3
"""Every view of a store beside the table of its name in PostgreSQL.

    same_tables.py STORE SCHEMA psql WORD...

`psql WORD...` reaches the database. Row by row and cell by cell, NULL apart from
an empty text, numbers bit for bit, each of the type of its column; also the keys
and the comments. Prints "same TABLES ROWS", or what differs, exit status 1.
"""
import sqlite3
import subprocess
import sys

store, schema, psql = sys.argv[1], sys.argv[2], sys.argv[3:]


def ask(sql):
    done = subprocess.run(psql + ["-qAtX", "-v", "ON_ERROR_STOP=1"],
                          input=sql.encode(), capture_output=True,
                          check=True, timeout=120)
    return done.stdout.decode()


ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v",
           "\\": "\\"}


def plain(text):
    """A text as COPY escapes it."""
    out, i = [], 0
    while i < len(text):
        if text[i] == "\\":
            i += 1
            out.append(ESCAPES[text[i]])
        else:
            out.append(text[i])
        i += 1
    return "".join(out)


def cell(text, make):
    if text == "\\N":
        return None
    return make(plain(text) if "\\" in text else text)


MAKE = {"text": str, "integer": int, "bigint": int, "double precision": float}


def line_of(row):
    """What sorts, and tells 1 from 1.0, 0.0 from -0.0, None from ''."""
    return repr(tuple(row))


wrong = []
columns = {}
for line in ask(f"""SELECT table_name || chr(9) || column_name || chr(9)
        || data_type FROM information_schema.columns
        WHERE table_schema = '{schema}'
        ORDER BY table_name, ordinal_position""").splitlines():
    table, name, kind = line.split("\t")
    columns.setdefault(table, []).append((name, kind))
keys = dict(line.split("\t") for line in ask(f"""SELECT conrelid::regclass::text
        || chr(9) || pg_get_constraintdef(oid) FROM pg_constraint
        WHERE contype = 'p' AND connamespace = '{schema}'::regnamespace
        """).splitlines())
untold = ask(f"""SELECT relname FROM pg_class WHERE relkind = 'r'
        AND relnamespace = '{schema}'::regnamespace
        AND coalesce(obj_description(oid, 'pg_class'), '') = ''""")
if untold:
    wrong.append("without a comment: " + untold)

db = sqlite3.connect(f"file:{store}?mode=ro", uri=True)
views = [r[0] for r in db.execute("""SELECT name FROM sqlite_schema
    WHERE type = 'view' AND name LIKE 'v\\_%' ESCAPE '\\' ORDER BY name""")]
# a run that publishes says nothing of itself
LESS = {"v_run": " WHERE state <> 'not ended'"}
END = "--- end of a table"
copies = {}
told = ask("".join(f"COPY (SELECT * FROM {schema}.{v}) TO STDOUT;\n\\echo {END}\n"
                   for v in views if v in columns))
for view, copied in zip((v for v in views if v in columns),
                        told.split(END + "\n")):
    copies[view] = copied
rows = 0
for view in views:
    q = db.execute(f"SELECT * FROM {view}{LESS.get(view, '')}")
    names = [d[0] for d in q.description]
    have = columns.get(view, [])
    if [n for n, _ in have] != names:
        wrong.append(f"{view}: columns {have}, not {names}")
        continue
    kinds = [k for _, k in have]
    makes = [MAKE[k] for k in kinds]
    # a cell of another type than its column cannot be equal; sums of whole
    # numbers are whole where a number is wanted
    want = [line_of([float(v) if m is float and type(v) is int else v
                     for v, m in zip(row, makes)]) for row in q]
    got = [line_of(map(cell, line.split("\t"), makes))
           for line in copies[view].split("\n")[:-1]]
    want.sort()
    got.sort()
    if want != got:
        missing = [r for r in want if r not in set(got)][:2]
        more = [r for r in got if r not in set(want)][:2]
        wrong.append(f"{view}: {len(want)} rows, {len(got)} copied: "
                     f"missing {missing}, too many {more}")
    rows += len(got)
for table in ("v_area", "v_indicator", "v_observation", "v_trend", "v_latest"):
    if f"{schema}.{table}" not in keys:
        wrong.append(f"{table} has no key")
others = sorted(set(columns) - set(views))
if others != ["meta", "meta_source", "published_part", "published_table"]:
    wrong.append(f"others: {others}")
for w in wrong:
    print(w[:1500])
if wrong:
    sys.exit(1)
print("same", len(views), rows > 0)
