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
  listed_at    TEXT,                -- newest list of indicators that has it
  listed_by    INTEGER,             -- that list's fetch.id in archive.db
  fetched_at   TEXT,                -- newest loaded answer with figures
  first_year   INTEGER,             -- of the figures held, NULL: none
  last_year    INTEGER,
  figures      INTEGER NOT NULL DEFAULT 0,
  digest       TEXT NOT NULL DEFAULT '', -- SHA-256 over its figures
  UNIQUE (source, code)
) STRICT;

-- What an indicator's figures are, plain text; no row, or NULL: the newest
-- description does not say. Apart from `indicator`, whose rows would be ten times as
-- long: whoever walks through all of them read 34 MB of 3 700 descriptions.
CREATE TABLE definition (
  indicator INTEGER PRIMARY KEY,
  fi        TEXT,
  sv        TEXT,
  en        TEXT
) STRICT;

CREATE INDEX indicator_listed ON indicator (source, listed_at, listed_by);

-- Full-text search over the titles, brought up after each load:
--   SELECT source, indicator, title_fi FROM indicator_search('perhe') ORDER BY rank
-- Trigrams find parts of compound words (lapsiPERHEet), from three letters on.
CREATE VIRTUAL TABLE indicator_search USING fts5 (
  source UNINDEXED, indicator UNINDEXED, title_fi, title_sv, title_en,
  tokenize = 'trigram'            -- upper and lower case alike
);

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
  sha256     TEXT NOT NULL,         -- of the body in archive.db; '': a figure
                                    -- of it is hidden or left out since, and
                                    -- could be guessed by it
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

-- Every figure that a later answer changed, left out or brought back. Where it
-- was hidden or left out, no figure of before that is here.
CREATE TABLE revision (
  indicator  INTEGER NOT NULL,
  area       INTEGER NOT NULL,
  sex        INTEGER NOT NULL,
  year       INTEGER NOT NULL,
  answer     INTEGER NOT NULL,      -- the answer that changed it
  kind       TEXT NOT NULL CHECK (kind IN ('changed', 'vanished', 'returned')),
  old_value  REAL,                  -- NULL: none, or hidden since
  new_value  REAL,
  old_status INTEGER NOT NULL,
  new_status INTEGER NOT NULL,
  seen_at    TEXT NOT NULL,         -- when that answer came
  PRIMARY KEY (indicator, area, sex, year, answer)
) STRICT, WITHOUT ROWID;

-- "What was revised since ..." reads no more than that.
CREATE INDEX revision_seen ON revision (seen_at);

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

-- The tables of config/negotiations/, a row as it is kept there; NULL: the cell
-- is empty, so not known. Areas are written KIND:CODE, indicators SOURCE:ID.
-- position: the order of the file's rows.
CREATE TABLE negotiation (
  negotiation TEXT PRIMARY KEY,
  position    INTEGER NOT NULL,
  id          TEXT NOT NULL,        -- the same
  status      TEXT NOT NULL,        -- 'agreed': drafts are not loaded
  county      TEXT NOT NULL,
  date        TEXT NOT NULL,        -- its first day
  date_to     TEXT,                 -- its last day, NULL: the first
  target_year INTEGER,              -- for which it agrees
  title       TEXT NOT NULL,
  form        TEXT,                 -- how it was held
  opening     TEXT,                 -- by whom, in which role
  input       TEXT,                 -- what it started from
  method      TEXT,
  purpose     TEXT,
  legal_basis TEXT,
  follow_up   TEXT,                 -- the channel of follow-up that was stated
  reported_to TEXT,
  reported    TEXT,                 -- when
  votes_total INTEGER,              -- as stated; NULL: no vote was taken
  source      TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE negotiation_round (
  negotiation TEXT NOT NULL,
  position    INTEGER NOT NULL,
  id          TEXT NOT NULL,
  date        TEXT,
  time        TEXT,
  place       TEXT,
  parties     TEXT,                 -- see negotiation_party
  groups      TEXT,
  text        TEXT,                 -- as the source names it
  note        TEXT,
  PRIMARY KEY (negotiation, id)
) STRICT, WITHOUT ROWID;

-- Who took part in a round: a row an area or a group.
CREATE TABLE negotiation_party (
  negotiation TEXT NOT NULL,
  round       TEXT NOT NULL,
  position    INTEGER NOT NULL,
  area        TEXT,                 -- NULL: a group
  name        TEXT,                 -- of a group
  PRIMARY KEY (negotiation, round, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE negotiation_priority (
  negotiation TEXT NOT NULL,
  position    INTEGER NOT NULL,
  id          TEXT NOT NULL,
  kind        TEXT NOT NULL,        -- challenge (voted on), topic, ngo,
                                    -- spearhead (the county's own programme)
  parent      TEXT,                 -- the priority under which it stands
  text        TEXT NOT NULL,
  votes       INTEGER,
  rank        TEXT,                 -- '2=': shared; NULL: no votes
  first_year  INTEGER,
  last_year   INTEGER,
  PRIMARY KEY (negotiation, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE negotiation_resource (
  negotiation TEXT NOT NULL,
  position    INTEGER NOT NULL,
  id          TEXT NOT NULL,
  priority    TEXT NOT NULL,
  kind        TEXT NOT NULL,        -- resource, detail, reason
  applies_to  TEXT NOT NULL,        -- 'all': to every priority
  text        TEXT NOT NULL,
  PRIMARY KEY (negotiation, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE negotiation_link (
  negotiation TEXT NOT NULL,
  position    INTEGER NOT NULL,
  priority    TEXT NOT NULL,
  indicator   TEXT NOT NULL,
  role        TEXT NOT NULL,        -- outcome, process, context
  strength    TEXT NOT NULL,        -- direct, proxy, weak, context
  why         TEXT NOT NULL,
  decided_by  TEXT NOT NULL,        -- 'own reading': this project's
  PRIMARY KEY (negotiation, priority, indicator)
) STRICT, WITHOUT ROWID;

CREATE TABLE negotiation_item (
  negotiation TEXT NOT NULL,
  position    INTEGER NOT NULL,
  id          TEXT NOT NULL,
  priority    TEXT NOT NULL,        -- or a measure
  text        TEXT NOT NULL,
  decided_by  TEXT NOT NULL,
  PRIMARY KEY (negotiation, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE negotiation_measure (
  negotiation TEXT NOT NULL,
  position    INTEGER NOT NULL,
  id          TEXT NOT NULL,
  text        TEXT NOT NULL,
  agreed      TEXT,                 -- a day, a month or a year
  responsible TEXT,
  co_parties  TEXT,
  due         TEXT,                 -- a day, a month or a year
  due_text    TEXT,                 -- as it was said
  effect      TEXT,                 -- what is expected of it
  lag_years   INTEGER,              -- after how many years
  follow_up   TEXT,                 -- what its state is told by
  priorities  TEXT,                 -- see negotiation_tie
  indicators  TEXT,
  decided_by  TEXT,                 -- who read due and the ties out of it
  PRIMARY KEY (negotiation, id)
) STRICT, WITHOUT ROWID;

-- What a measure is tied to: a row a priority or an indicator.
CREATE TABLE negotiation_tie (
  negotiation TEXT NOT NULL,
  measure     TEXT NOT NULL,
  position    INTEGER NOT NULL,
  priority    TEXT,
  indicator   TEXT,
  PRIMARY KEY (negotiation, measure, position)
) STRICT, WITHOUT ROWID;

-- What a measure's expected effect states to reach, as far as it can be read.
CREATE TABLE negotiation_target (
  negotiation TEXT NOT NULL,
  measure     TEXT NOT NULL,
  target      REAL NOT NULL,
  target_year INTEGER NOT NULL,
  PRIMARY KEY (negotiation, measure)
) STRICT, WITHOUT ROWID;

-- Dated states of measures and items; archive.db remembers them too.
CREATE TABLE negotiation_followup (
  negotiation TEXT NOT NULL,
  position    INTEGER NOT NULL,
  item        TEXT NOT NULL,
  date        TEXT NOT NULL,
  state       TEXT NOT NULL,        -- planned, ongoing, done, not_done, dropped
  value       TEXT,                 -- a count, a version, a day
  note        TEXT,
  by          TEXT NOT NULL,        -- in which role
  PRIMARY KEY (negotiation, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE negotiation_practice (
  negotiation TEXT NOT NULL,
  position    INTEGER NOT NULL,
  id          TEXT NOT NULL,
  area        TEXT,                 -- NULL: several
  text        TEXT NOT NULL,
  PRIMARY KEY (negotiation, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE negotiation_feedback (
  negotiation TEXT NOT NULL,
  position    INTEGER NOT NULL,
  id          TEXT NOT NULL,
  text        TEXT NOT NULL,
  mean        TEXT,                 -- its digits as they are quoted: '3.00'
  n_reported  INTEGER,
  scale       TEXT,
  PRIMARY KEY (negotiation, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE negotiation_point (
  negotiation TEXT NOT NULL,
  position    INTEGER NOT NULL,
  id          TEXT NOT NULL,
  kind        TEXT NOT NULL,        -- keynote, finding, point_raised,
                                    -- ngo_strength, development_wish
  text        TEXT NOT NULL,
  PRIMARY KEY (negotiation, id)
) STRICT, WITHOUT ROWID;

-- What people are worried about, in their own words.
CREATE TABLE negotiation_worry (
  negotiation TEXT NOT NULL,
  position    INTEGER NOT NULL,
  id          TEXT NOT NULL,
  date        TEXT NOT NULL,
  area        TEXT,
  by          TEXT NOT NULL,        -- in which role
  priority    TEXT,
  text        TEXT NOT NULL,
  PRIMARY KEY (negotiation, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE negotiation_vote (
  negotiation TEXT NOT NULL,
  position    INTEGER NOT NULL,
  priority    TEXT NOT NULL,
  party       TEXT NOT NULL,        -- KIND:CODE, or the name of a group
  votes       INTEGER NOT NULL,
  PRIMARY KEY (negotiation, priority, party)
) STRICT, WITHOUT ROWID;

-- The texts in further languages, by the id of what they say.
CREATE TABLE negotiation_text (
  negotiation TEXT NOT NULL,
  position    INTEGER NOT NULL,
  id          TEXT NOT NULL,
  lang        TEXT NOT NULL,        -- sv, en
  text        TEXT NOT NULL,
  decided_by  TEXT,                 -- 'own translation': this project's
  PRIMARY KEY (negotiation, id, lang)
) STRICT, WITHOUT ROWID;

-- The newest figure that was known at the end of a negotiation's day, of each
-- indicator that it is tied to: what came later does not change it.
CREATE TABLE agreed_figure (
  negotiation TEXT NOT NULL,
  source      TEXT NOT NULL,
  code        TEXT NOT NULL,
  area        INTEGER NOT NULL,
  sex         INTEGER NOT NULL,
  year        INTEGER,              -- NULL: there was none
  value       REAL,                 -- NULL too where the source hides or leaves
                                    -- it out since
  reason      TEXT,                 -- why there was none: not_held_yet,
                                    -- nothing_known, no_figure, suppressed ...
  PRIMARY KEY (negotiation, source, code, area, sex),
  CHECK ((year IS NULL) <> (reason IS NULL)
    AND (value IS NULL OR year IS NOT NULL))
) STRICT, WITHOUT ROWID;

-- What those were made from: as long as it is the same they stand.
CREATE TABLE agreed_made (
  negotiation TEXT PRIMARY KEY,
  key         TEXT NOT NULL         -- SHA-256
) STRICT, WITHOUT ROWID;

-- config/calendar.csv: fixed dates of the year clock.
CREATE TABLE calendar (
  position    INTEGER PRIMARY KEY,
  id          TEXT NOT NULL UNIQUE,
  county      TEXT,                 -- NULL: every county
  negotiation TEXT,
  kind        TEXT NOT NULL,        -- law, negotiation, report, meeting, deadline
  date        TEXT,                 -- a day, a month or a year; NULL: no date
  repeats     TEXT NOT NULL,        -- once, yearly
  text        TEXT NOT NULL,
  source      TEXT NOT NULL
) STRICT;

-- When a year's figures of a followed indicator appeared, as far as the answers
-- tell.
CREATE TABLE release (
  source   TEXT NOT NULL,
  code     TEXT NOT NULL,
  year     INTEGER NOT NULL,        -- of the figures
  day      TEXT NOT NULL,           -- on which they appeared, or were there
  evidence TEXT NOT NULL,           -- dated: the source's own day; seen: between
                                    -- two looks that lie close; latest: they
                                    -- were there by then
  PRIMARY KEY (source, code, year)
) STRICT, WITHOUT ROWID;

-- What follows from that: when the next year is expected.
CREATE TABLE rhythm (
  source    TEXT NOT NULL,
  code      TEXT NOT NULL,
  releases  INTEGER NOT NULL,       -- from how many it was learned
  evidence  TEXT NOT NULL,          -- the weakest of them
  last_year INTEGER NOT NULL,       -- of the figures held
  next_year INTEGER NOT NULL,       -- that is waited for
  first_day TEXT NOT NULL,          -- expected between these days, ...
  day       TEXT NOT NULL,          -- most likely on this one
  last_day  TEXT NOT NULL,
  PRIMARY KEY (source, code)
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
