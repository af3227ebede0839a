-- The tables that etl/ writes. tilannekuva.db is made anew from archive.db and
-- the tables in config/, so nothing here is ever migrated. Analysts read the v_* views, not
-- these tables.

-- Who publishes the figures.
CREATE TABLE source (
  id      INTEGER PRIMARY KEY,
  name    TEXT NOT NULL UNIQUE,   -- 'sotkanet', as on the command line
  title   TEXT NOT NULL,          -- 'Sotkanet.fi (THL)'
  licence TEXT NOT NULL           -- of the source's own metadata
) STRICT;

-- Areas of every kind; an area is (kind, code), codes keep their leading zeros.
CREATE TABLE area (
  id         INTEGER PRIMARY KEY, -- ours, never published
  kind       TEXT NOT NULL,       -- 'kunta', 'hyvinvointialue', 'maa' ...
  code       TEXT NOT NULL,       -- official code, unique within its kind
  name_fi    TEXT NOT NULL,
  name_sv    TEXT NOT NULL,
  name_en    TEXT NOT NULL,
  valid_from TEXT,                -- first day, NULL: not known
  valid_to   TEXT,                -- last day, NULL: still there
  UNIQUE (kind, code)
) STRICT;

-- Today's membership: a municipality's county, region and so on.
CREATE TABLE area_member (
  area   INTEGER NOT NULL,        -- the part
  parent INTEGER NOT NULL,        -- the whole
  PRIMARY KEY (area, parent)
) STRICT, WITHOUT ROWID;

-- Membership with its days, as far as config/areas.csv tells.
CREATE TABLE area_span (
  area       INTEGER NOT NULL,    -- the part
  parent     INTEGER NOT NULL,    -- the whole
  valid_from TEXT,                -- first day, NULL: not known
  valid_to   TEXT                 -- last day, NULL: still so
) STRICT;

-- Further names of an area, and those it had.
CREATE TABLE area_name (
  area INTEGER NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (area, name)
) STRICT, WITHOUT ROWID;

-- config/mergers.csv: municipalities that merged, were split or renamed.
CREATE TABLE merger (
  id          INTEGER PRIMARY KEY, -- row of the file
  date        TEXT NOT NULL,      -- first day on which it holds
  kind        TEXT NOT NULL,      -- merged, new_code, split, moved, renamed
  old_code    TEXT NOT NULL,
  old_name_fi TEXT NOT NULL,
  old_name_sv TEXT NOT NULL,
  new_code    TEXT NOT NULL,
  new_name_fi TEXT NOT NULL,      -- as it was on that day
  new_name_sv TEXT NOT NULL,
  today_code  TEXT                -- where new_code lies today, NULL: parted
) STRICT;

-- Sotkanet's own region ids. Read by source_sotkanet's loading alone.
CREATE TABLE sotkanet_region (
  region INTEGER PRIMARY KEY,     -- Sotkanet's number
  area   INTEGER NOT NULL,
  past   INTEGER NOT NULL CHECK (past IN (0, 1)) -- 1: from the retired list
) STRICT;

-- One row per indicator that an answer spoke of.
CREATE TABLE indicator (
  id           INTEGER PRIMARY KEY, -- ours, never published
  source       INTEGER NOT NULL REFERENCES source,
  code         TEXT NOT NULL,       -- the source's own id, '228'
  title_fi     TEXT NOT NULL,       -- entities and blanks evened out
  title_sv     TEXT NOT NULL,
  title_en     TEXT NOT NULL,
  unit         TEXT NOT NULL,       -- the source's code: PROS, PER1000, EUROA
  decimals     INTEGER NOT NULL,    -- how many to print
  organisation TEXT NOT NULL,       -- producer, in Finnish
  licence      TEXT NOT NULL,       -- the producer's terms
  class        TEXT NOT NULL DEFAULT '', -- as its source says; '': it does not
  data_updated TEXT,                -- the source's own date
  described_at TEXT,                -- when the newest description came; NULL:
                                    -- none but the list of indicators
  definition_fi TEXT,               -- what the figures are, plain text; NULL:
  definition_sv TEXT,               -- the newest description does not say
  definition_en TEXT,
  listed_at    TEXT,                -- newest list of indicators that has it
  listed_by    INTEGER,             -- that list's fetch.id in archive.db
  fetched_at   TEXT,                -- newest loaded answer with figures
  first_year   INTEGER,             -- of the figures held, NULL: none
  last_year    INTEGER,
  figures      INTEGER NOT NULL DEFAULT 0,
  digest       TEXT NOT NULL DEFAULT '', -- SHA-256 over its figures
  UNIQUE (source, code)
) STRICT;

CREATE INDEX indicator_listed ON indicator (source, listed_at, listed_by);

-- config/indicators.csv: what we follow and what we know of it.
CREATE TABLE followed (
  source          TEXT NOT NULL,
  code            TEXT NOT NULL,
  title           TEXT NOT NULL,    -- expected Finnish title
  class           TEXT NOT NULL,    -- proportion, rate, count, money, index ...
  polarity        TEXT NOT NULL,    -- lower_better, higher_better, neutral
  polarity_source TEXT NOT NULL,    -- who decided it
  theme           TEXT NOT NULL,
  span            INTEGER NOT NULL, -- years of a moving average, 1: none
  dimension       TEXT NOT NULL,    -- having, loving, doing, being or ''
  felt            TEXT NOT NULL,    -- 'survey' or 'register'
  position        INTEGER NOT NULL, -- row of the file
  PRIMARY KEY (source, code)
) STRICT, WITHOUT ROWID;

-- The same file's columns breaks and breaks_source.
CREATE TABLE known_break (
  source  TEXT NOT NULL,
  code    TEXT NOT NULL,
  year    INTEGER NOT NULL,         -- the first that is counted in a new way
  said_by TEXT NOT NULL,            -- who says so
  PRIMARY KEY (source, code, year)
) STRICT, WITHOUT ROWID;

-- config/background.csv: what says what kind of municipality one is.
CREATE TABLE background (
  position  INTEGER PRIMARY KEY,    -- row of the file
  source    TEXT NOT NULL,
  code      TEXT NOT NULL,
  log       INTEGER NOT NULL CHECK (log IN (0, 1)), -- its logarithm is meant
  weight    REAL NOT NULL,
  links     INTEGER NOT NULL CHECK (links IN (0, 1)), -- links are given it
  why       TEXT NOT NULL,
  UNIQUE (source, code)
) STRICT;

-- The counties whose municipalities the site shows (setting site.counties).
CREATE TABLE shown_county (
  position INTEGER PRIMARY KEY,
  code     TEXT NOT NULL UNIQUE     -- of kind hyvinvointialue
) STRICT;

-- The figures. Small integer keys; names are put together in the views.
-- No foreign keys here: load looks every key up before it writes.
CREATE TABLE observation (
  indicator INTEGER NOT NULL,
  area      INTEGER NOT NULL,
  sex       INTEGER NOT NULL,       -- 0 total, 1 male, 2 female
  year      INTEGER NOT NULL,
  value     REAL NOT NULL,
  numerator REAL,                   -- persons, cases; NULL: not given
  PRIMARY KEY (indicator, area, sex, year)
) STRICT, WITHOUT ROWID;

-- Where a source says why there is no figure.
CREATE TABLE absence (
  indicator INTEGER NOT NULL,
  area      INTEGER NOT NULL,
  sex       INTEGER NOT NULL,
  year      INTEGER NOT NULL,
  reason    INTEGER NOT NULL,       -- see `status`
  PRIMARY KEY (indicator, area, sex, year)
) STRICT, WITHOUT ROWID;

-- One row per series, so that its newest year is found without a scan.
CREATE TABLE series (
  indicator INTEGER NOT NULL,
  area      INTEGER NOT NULL,
  sex       INTEGER NOT NULL,
  last_year INTEGER NOT NULL,       -- of a figure or a stated absence
  PRIMARY KEY (indicator, area, sex)
) STRICT, WITHOUT ROWID;

CREATE TABLE status (id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;

INSERT INTO status VALUES (0, 'value'), (1, 'missing'), (2, 'suppressed'),
  (3, 'not_applicable'), (4, 'not_yet_published');

CREATE TABLE sex (id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;

INSERT INTO sex VALUES (0, 'total'), (1, 'male'), (2, 'female');

-- The loaded answers: what was asked, when, and which bytes came.
CREATE TABLE answer (
  id         INTEGER PRIMARY KEY,   -- fetch.id in archive.db
  indicator  INTEGER NOT NULL REFERENCES indicator,
  request    TEXT NOT NULL,         -- the address as it was asked
  fetched_at TEXT NOT NULL,
  sha256     TEXT NOT NULL,         -- of the body in archive.db
  figures    INTEGER NOT NULL
) STRICT;

CREATE INDEX answer_indicator ON answer (indicator);

-- What an answer speaks for: its years and sexes. One row per run of years.
CREATE TABLE scope (
  answer     INTEGER NOT NULL REFERENCES answer ON DELETE CASCADE,
  sex        INTEGER NOT NULL,
  first_year INTEGER NOT NULL,
  last_year  INTEGER NOT NULL,
  PRIMARY KEY (answer, sex, first_year)
) STRICT, WITHOUT ROWID;

-- Every figure that a later answer changed, left out or brought back.
CREATE TABLE revision (
  indicator  INTEGER NOT NULL,
  area       INTEGER NOT NULL,
  sex        INTEGER NOT NULL,
  year       INTEGER NOT NULL,
  answer     INTEGER NOT NULL,      -- the answer that changed it
  kind       TEXT NOT NULL CHECK (kind IN ('changed', 'vanished', 'returned')),
  old_value  REAL,
  new_value  REAL,
  old_status INTEGER NOT NULL,
  new_status INTEGER NOT NULL,
  PRIMARY KEY (indicator, area, sex, year, answer)
) STRICT, WITHOUT ROWID;

-- Answers that the checks hold back: they are in the archive, not in the figures.
CREATE TABLE held_answer (
  id         INTEGER PRIMARY KEY,   -- fetch.id in archive.db
  source     TEXT NOT NULL,
  indicator  INTEGER NOT NULL,      -- 0: a list of areas
  scope      TEXT NOT NULL,         -- years and sexes that it speaks for
  request    TEXT NOT NULL,
  fetched_at TEXT NOT NULL,
  sha256     TEXT NOT NULL          -- of the body in archive.db
) STRICT;

CREATE INDEX held_answer_indicator ON held_answer (indicator);

-- What the checks found.
CREATE TABLE quality_finding (
  indicator INTEGER NOT NULL,       -- 0: a list of areas
  answer    INTEGER NOT NULL,       -- held_answer.id; 0: in the figures that
                                    -- are shown, -1: in the description
  position  INTEGER NOT NULL,
  severity  TEXT NOT NULL,          -- error, warning, note
  name      TEXT NOT NULL,          -- of the check
  area      INTEGER NOT NULL,       -- 0: no single one
  year      INTEGER NOT NULL,       -- 0: no single one
  sex       INTEGER NOT NULL,       -- -1: no single one
  text      TEXT NOT NULL,          -- what was found, what was expected
  PRIMARY KEY (indicator, answer, position)
) STRICT, WITHOUT ROWID;

-- config/corrections.csv, as far as it was applied.
CREATE TABLE correction (
  indicator INTEGER NOT NULL,
  area      INTEGER NOT NULL,
  sex       INTEGER NOT NULL,
  year      INTEGER NOT NULL,
  value     REAL NOT NULL,          -- what the source says
  numerator REAL,                   -- that it gives with it
  corrected REAL,                   -- what is shown; NULL: no figure
  reason    TEXT NOT NULL,
  date      TEXT NOT NULL,
  decided_by TEXT NOT NULL,
  PRIMARY KEY (indicator, area, sex, year)
) STRICT, WITHOUT ROWID;

-- What was wanted and is not here, and why.
CREATE TABLE gap (
  source TEXT NOT NULL,
  code   TEXT NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (source, code, reason)
) STRICT, WITHOUT ROWID;

-- Areas of which an answer gave figures and that no list knows: left out.
CREATE TABLE left_out (
  source TEXT NOT NULL,
  code   TEXT NOT NULL,             -- of the indicator
  kind   TEXT NOT NULL,
  area   TEXT NOT NULL,             -- the area's code
  PRIMARY KEY (source, code, kind, area)
) STRICT, WITHOUT ROWID;

-- The run ledger, copied from archive.db; not part of the content id.
CREATE TABLE run (
  id         INTEGER PRIMARY KEY,
  command    TEXT NOT NULL,
  version    TEXT NOT NULL,
  started_at TEXT NOT NULL,
  ended_at   TEXT,                  -- NULL: still going, or killed
  outcome    TEXT,                  -- 'ok', 'incomplete', 'failed'
  requests   INTEGER,
  bytes      INTEGER,               -- received
  new        INTEGER,               -- answers with something new
  same       INTEGER,
  refused    INTEGER,
  message    TEXT
) STRICT;

-- Its stages, each as soon as it was over.
CREATE TABLE run_stage (
  run     INTEGER NOT NULL REFERENCES run,
  stage   TEXT NOT NULL,            -- 'fetch', 'load', 'analyse' ...
  seconds REAL NOT NULL,
  changed INTEGER,                  -- what came out other than before: answers,
                                    -- figures, trends, charts, pages; NULL: the
                                    -- stage failed
  PRIMARY KEY (run, stage)
) STRICT, WITHOUT ROWID;
