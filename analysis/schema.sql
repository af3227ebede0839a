-- The tables that analysis/ writes: findings, computed from etl's tables.

-- One row per series (indicator, area, sex) and kind of trend.
CREATE TABLE trend (
  indicator  INTEGER NOT NULL,
  area       INTEGER NOT NULL,
  sex        INTEGER NOT NULL,
  kind       TEXT NOT NULL,       -- 'long', 'recent', 'gap', 'sexes'
  first_year INTEGER,             -- of the window that was tested
  last_year  INTEGER,
  n          INTEGER NOT NULL,    -- points in the window
  s          INTEGER,             -- Mann-Kendall S
  p          REAL,                -- exact, two-sided
  p_adj      REAL,                -- after the adjustment for persistence
  q          REAL,                -- p_adj after false discovery control
  q_by       REAL,                -- the same by Benjamini-Yekutieli
  family     INTEGER,             -- hypotheses tested together (m)
  f          REAL,                -- variance factor of persistence
  slope      REAL,                -- Theil-Sen, units a year
  slope_low  REAL,                -- 95 % interval
  slope_high REAL,
  verdict    TEXT NOT NULL,
  direction  TEXT,
  note       TEXT NOT NULL,       -- '' or remarks joined by '; '
  suppressed INTEGER NOT NULL DEFAULT 0, -- years of the window
  missing    INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (indicator, area, sex, kind)
) STRICT, WITHOUT ROWID;

-- Where the figures of followed indicators themselves tell of a break.
CREATE TABLE level_change (
  indicator INTEGER NOT NULL,
  area      INTEGER NOT NULL,     -- 0: nearly all municipalities moved alike;
                                  -- else one step in this area's series fits far
                                  -- better than none and than a line
  sex       INTEGER NOT NULL,
  year      INTEGER NOT NULL,     -- the first on the other level
  direction INTEGER NOT NULL,     -- 1 up, -1 down
  shock     INTEGER NOT NULL,     -- 1: taken back within two years, or takes back
  strength  REAL NOT NULL,        -- common: z; single: BIC below the next better
  share     REAL,                 -- common: of the municipalities, that moved so
  areas     INTEGER,              -- common: municipalities that the year has
  before    REAL,                 -- single: mean of the years before
  after     REAL,                 -- single: mean from then on
  PRIMARY KEY (indicator, area, sex, year)
) STRICT, WITHOUT ROWID;

-- What the trends of an indicator were found from: as long as it is the same
-- they stand.
CREATE TABLE analysed (
  indicator INTEGER PRIMARY KEY,
  key       TEXT NOT NULL,        -- SHA-256; '': a change could not be seen
  followed  INTEGER NOT NULL CHECK (followed IN (0, 1)),
  series    INTEGER NOT NULL,     -- rows in `trend` of kind long
  clear     INTEGER NOT NULL      -- of them with a clear direction
) STRICT;
