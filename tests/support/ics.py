#!/usr/bin/env python3
"""Reads a calendar strictly by RFC 5545 and prints an event a line.

    ics.py FILE

UID|first day|day after the last|yearly or once|summary|description, in the order
of the file. Ends with 1 and the reason where a line is not ended by CRLF, longer
than 75 octets, no UTF-8 of its own (a character cut by folding), where components
are not balanced, a property is missing, doubled or malformed, a text is not escaped
or an UID comes twice. Where python3-icalendar is there, what it reads must be the
same.
"""
import re
import sys


def fail(what):
    sys.exit("ics: " + what)


def unescape(text):
    out, i = [], 0
    while i < len(text):
        c = text[i]
        if c == "\\":
            i += 1
            if i == len(text) or text[i] not in "\\;,nN":
                fail(f"escape in '{text}'")
            out.append("\n" if text[i] in "nN" else text[i])
        elif c in ";,":
            fail(f"'{c}' is not escaped in '{text}'")
        else:
            out.append(c)
        i += 1
    return "".join(out)


def unfold(raw):
    if not raw.endswith(b"\r\n"):
        fail("the last line does not end")
    lines = []
    for n, line in enumerate(raw[:-2].split(b"\r\n"), 1):
        if b"\n" in line or b"\r" in line:
            fail(f"line {n}: a bare CR or LF")
        if len(line) > 75:
            fail(f"line {n}: {len(line)} octets")
        try:
            text = line.decode("utf-8")
        except UnicodeDecodeError:
            fail(f"line {n}: no UTF-8")
        if any(ord(c) < 32 or ord(c) == 127 for c in text):
            fail(f"line {n}: a control character")
        if text.startswith(" "):
            if not lines:
                fail("the first line goes on")
            lines[-1] += text[1:]
        elif text:
            lines.append(text)
        else:
            fail(f"line {n}: empty")
    return lines


DAY = re.compile(r"\d{8}")
ONCE = {"UID", "DTSTAMP", "DTSTART;VALUE=DATE", "DTEND;VALUE=DATE", "SUMMARY"}


def read(raw):
    stack, events, current, calendar = [], [], None, {}
    for line in unfold(raw):
        name, colon, value = line.partition(":")
        if not colon or not re.fullmatch(r"[A-Z-]+(;[A-Z-]+=[A-Z-]+)*", name):
            fail(f"no property: {line}")
        if name == "BEGIN":
            stack.append(value)
            if value == "VEVENT":
                current = {}
        elif name == "END":
            if not stack or stack.pop() != value:
                fail(f"END:{value} ends nothing")
            if value == "VEVENT":
                events.append(current)
                current = None
        else:
            into = calendar if current is None else current
            if name in into:
                fail(f"{name} twice")
            into[name] = value
    if stack:
        fail(f"{stack[-1]} is never ended")
    if calendar.get("VERSION") != "2.0" or not calendar.get("PRODID"):
        fail("no VERSION:2.0 or PRODID")
    seen = set()
    for e in events:
        if ONCE - e.keys():
            fail(f"an event lacks {ONCE - e.keys()}")
        if e["UID"] in seen:
            fail(f"UID {e['UID']} twice")
        seen.add(e["UID"])
        if not re.fullmatch(r"\d{8}T\d{6}Z", e["DTSTAMP"]):
            fail(f"DTSTAMP {e['DTSTAMP']}")
        first, last = e["DTSTART;VALUE=DATE"], e["DTEND;VALUE=DATE"]
        if not DAY.fullmatch(first) or not DAY.fullmatch(last) or last <= first:
            fail(f"days {first} to {last}")
        yield (unescape(e["UID"]), first, last,
               "yearly" if e.get("RRULE") == "FREQ=YEARLY" else "once",
               unescape(e["SUMMARY"]), unescape(e.get("DESCRIPTION", "")))


def other(raw):
    try:
        import icalendar
    except ImportError:
        return None
    return [(str(v["uid"]), v["dtstart"].dt.strftime("%Y%m%d"),
             v["dtend"].dt.strftime("%Y%m%d"),
             "yearly" if "rrule" in v else "once", str(v["summary"]),
             str(v.get("description", "")))
            for v in icalendar.Calendar.from_ical(raw).walk("VEVENT")]


raw = open(sys.argv[1], "rb").read()
events = list(read(raw))
if other(raw) not in (None, events):
    fail("icalendar reads something else")
for e in events:
    print("|".join(e).replace("\n", "\\n"))
