-- The charts that stand in var/charts/. Written by plots/, read by briefing/.
CREATE TABLE chart (
  name      TEXT PRIMARY KEY,     -- file name without its ending
  kind      TEXT NOT NULL,        -- 'trend'
  area      INTEGER NOT NULL,     -- 0: of no single area
  indicator INTEGER NOT NULL,     -- 0: of no single indicator
  lang      TEXT NOT NULL,        -- fi, sv, en
  title     TEXT NOT NULL,
  alt       TEXT NOT NULL,        -- text alternative, two sentences
  digest    TEXT NOT NULL         -- SHA-256 of what was drawn
) STRICT, WITHOUT ROWID;
