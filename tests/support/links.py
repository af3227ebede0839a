#!/usr/bin/env python3
"""Whether what the pages of a site lead to is there.

    links.py SITE

Every link, picture and script of every page: a file of the site, and the section
of it that is named. Addresses elsewhere are not asked. Prints "N pages, N links",
or what is missing, exit status 1.
"""
import os
import re
import sys
from html import unescape
from urllib.parse import unquote

site = os.path.realpath(sys.argv[1])
LINK = re.compile(r'<[^>]*?\s(?:href|src)="([^"]*)"')
ID = re.compile(r'\sid="([^"]*)"')
links, ids = {}, {}
for folder, _, names in os.walk(site):
    for name in names:
        path = os.path.join(folder, name)
        if not name.endswith(".html"):
            ids[path] = set()
            continue
        with open(path, encoding="utf-8") as f:
            text = f.read()
        links[path] = set(LINK.findall(text))
        ids[path] = set(ID.findall(text))

bad, n = [], 0
for page, targets in sorted(links.items()):
    for target in sorted(targets):
        if re.match(r"[a-z]+:", target):
            continue
        n += 1
        name, _, part = unescape(target).partition("#")
        path = page if not name else os.path.normpath(
            os.path.join(os.path.dirname(page), unquote(name)))
        if path not in ids:
            bad.append(f"{os.path.relpath(page, site)}: {target}: not there")
        elif part and unquote(part) not in ids[path]:
            bad.append(f"{os.path.relpath(page, site)}: {target}: no section")
print("\n".join(bad[:20]) if bad else f"{len(links)} pages, {n} links")
sys.exit(bool(bad))
