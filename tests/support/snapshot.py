"""The shipped snapshot as the answers of the Sotkanet REST API.

Of an indicator's files it is the newest that is not later than `until`; its
data-updated is the file's date, or `updated`. Region ids are these answers' own:
1000 and up, in the order of the list of areas. `say` is told each text and gives
what stands in its place.
"""
import glob
import os


class Snapshot:
    def __init__(self, say=lambda text: text, only=(), until="9999", updated=""):
        self.say, self.only, self.until = say, set(only), until
        self.updated = updated
        self.regions, self.ids, self.metas, self.rows = [], {}, {}, {}

    def title(self, *texts):
        return dict(zip(("fi", "sv", "en"), map(self.say, texts)))

    def read_areas(self, lines):
        cells = [line.split("\t") for line in lines]
        for i, c in enumerate(cells):
            self.ids[(c[0], c[1])] = 1000 + i
        for c in cells:
            self.regions.append({
                "id": self.ids[(c[0], c[1])], "code": c[1],
                "category": c[0].upper(), "title": self.title(*c[2:5]),
                "memberOf": [self.ids[tuple(m.split(":", 1))]
                             for m in c[5].split()]})

    def read_figures(self, head, lines):
        ident = int(head["indicator"])
        if (self.only and str(ident) not in self.only) or ident in self.metas:
            return
        span = head["scope"].split(" ")[0].split("-")
        self.metas[ident] = {
            "id": ident,
            "data-updated": self.updated or head["fetched_at"][:10],
            "range": {"start": int(span[0]), "end": int(span[1])},
            "title": self.title(head["title_fi"], head["title_sv"],
                                head["title_en"]),
            "primaryValueType": {"code": self.say(head["unit"]),
                                 "title": self.title("", "", "")},
            "decimals": int(head["decimals"]),
            "classifications": {"sex": {"values": ["total"]},
                                "region": {"values": [self.say("Kunta")]}},
            "organization": {
                "id": 2, "title": self.title(head["organisation"], "", "")}}
        out = self.rows.setdefault(ident, [])
        for line in lines:
            kind, code, sex, year, *tokens = line.split(" ")
            if (kind, code) not in self.ids:
                continue  # an area of the past: today's list has no id for it
            for i, t in enumerate(tokens):
                if t != ".":
                    value, _, numerator = t.partition("/")
                    out.append((self.ids[(kind, code)], int(year) + i, sex,
                                value, numerator))

    def read(self, folder):
        files = []
        for path in sorted(glob.glob(os.path.join(folder, "*.exchange")),
                           reverse=True):
            with open(path, encoding="utf-8") as f:
                head, _, body = f.read().partition("\n\n")
            head = dict(line.partition(" ")[::2] for line in head.split("\n"))
            files.append((head, body.rstrip("\n").split("\n")))
        for head, lines in files:
            if head["kind"] == "areas":
                self.read_areas(lines)
        for head, lines in files:  # newest first: it wins
            if head["kind"] == "figures" and \
                    head["fetched_at"][:10] <= self.until:
                self.read_figures(head, lines)

    def figures(self, query):
        ident = int(query["indicator"][0])
        years = {int(y) for y in query["years"]}
        out = []
        for region, year, sex, value, numerator in self.rows[ident]:
            if year in years and sex in query["genders"]:
                row = {"indicator": ident, "region": region, "year": year,
                       "gender": sex, "value": float(value)}
                if numerator:
                    row["absValue"] = float(numerator)
                out.append(row)
        return out

    def answer(self, path, query):
        """To the path below rest/1.1/; None: there is none."""
        if path == "regions":
            return self.regions
        if path == "indicators":
            keys = ("id", "title", "organization", "classifications")
            return [{k: m[k] for k in keys} for m in self.metas.values()]
        if path.startswith("indicators/"):
            return self.metas.get(int(path.rsplit("/", 1)[1]))
        return self.figures(query) if path == "json" else None
