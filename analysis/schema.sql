-- The tables that analysis/ writes: findings, computed from etl's tables.

-- One row per series (indicator, area, sex) and kind of trend.
CREATE TABLE trend (
  indicator  INTEGER NOT NULL,
  area       INTEGER NOT NULL,
  sex        INTEGER NOT NULL,
  kind       TEXT NOT NULL,       -- 'long'
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
  PRIMARY KEY (indicator, area, sex, kind)
) STRICT, WITHOUT ROWID;

-- What the trends of an indicator were found from: as long as it is the same
-- they stand.
CREATE TABLE analysed (
  indicator INTEGER PRIMARY KEY,
  key       TEXT NOT NULL,        -- SHA-256; '': a change could not be seen
  followed  INTEGER NOT NULL CHECK (followed IN (0, 1)),
  series    INTEGER NOT NULL,     -- rows in `trend`
  clear     INTEGER NOT NULL      -- of them with a clear direction
) STRICT;

-- How the forecasts of an indicator and sex are made, and what they are worth:
-- one row where any series was looked at. It owns the rows of the next two.
CREATE TABLE forecast_choice (
  indicator     INTEGER NOT NULL,
  sex           INTEGER NOT NULL,
  series        INTEGER NOT NULL, -- forecast from their past (m)
  scores        INTEGER NOT NULL, -- errors in the choice of the method
  error_last    REAL,             -- their mean, in units of the series' mean
  error_mean3   REAL,             -- yearly change, for each candidate
  error_median4 REAL,
  chosen        TEXT,             -- NULL: nothing to choose by
  pool          TEXT CHECK (pool IN ('own', 'class')),
  pool_series   INTEGER NOT NULL, -- series whose errors the intervals hold
  checked       INTEGER NOT NULL, -- figures since the newest origin
  coverage80    REAL,             -- the part of them inside the 80 % interval
  accepted      INTEGER NOT NULL CHECK (accepted IN (0, 1)),
  reason        TEXT,             -- why not: no_series, too_few_series,
                                  -- coverage
  PRIMARY KEY (indicator, sex),
  CHECK (accepted = (reason IS NULL))
) STRICT, WITHOUT ROWID;

-- One row per series and year ahead.
CREATE TABLE forecast (
  indicator INTEGER NOT NULL,
  area      INTEGER NOT NULL,
  sex       INTEGER NOT NULL,
  year      INTEGER NOT NULL,
  value     REAL NOT NULL,
  low80     REAL,                 -- NULL: the series never changed
  high80    REAL,
  low95     REAL,
  high95    REAL,
  method    TEXT NOT NULL,
  from_year INTEGER NOT NULL,     -- the last year with a figure
  n         INTEGER NOT NULL,     -- points that were used
  note      TEXT NOT NULL,        -- '' or remarks joined by '; '
  PRIMARY KEY (indicator, area, sex, year),
  FOREIGN KEY (indicator, sex) REFERENCES forecast_choice ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- Series that are not forecast, whatever the choice.
CREATE TABLE forecast_refused (
  indicator INTEGER NOT NULL,
  area      INTEGER NOT NULL,
  sex       INTEGER NOT NULL,
  reason    TEXT NOT NULL,
  PRIMARY KEY (indicator, area, sex),
  FOREIGN KEY (indicator, sex) REFERENCES forecast_choice ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- The municipalities that resemble each municipality, nearest first.
CREATE TABLE peer (
  area      INTEGER NOT NULL,
  rank      INTEGER NOT NULL,     -- from 1
  peer      INTEGER NOT NULL,
  distance  REAL NOT NULL,        -- in robust z, no unit
  close     INTEGER NOT NULL CHECK (close IN (0, 1)), -- of the area: whether
                                  -- its nearest is as near as nine of ten are
  variables INTEGER NOT NULL,     -- that the two were compared by
  PRIMARY KEY (area, rank)
) STRICT, WITHOUT ROWID;

-- What became of each row of `background`.
CREATE TABLE peer_variable (
  position INTEGER PRIMARY KEY,   -- background.position
  year     INTEGER,               -- of the figures; NULL: none
  areas    INTEGER NOT NULL,      -- municipalities with a figure
  note     TEXT NOT NULL          -- '' or why it was not used
) STRICT;

-- Where a municipality stands among its peers: sex total, its newest year.
CREATE TABLE peer_position (
  indicator INTEGER NOT NULL,
  area      INTEGER NOT NULL,
  year      INTEGER NOT NULL,
  value     REAL NOT NULL,
  peers     INTEGER NOT NULL,     -- with a figure of that year
  median    REAL,                 -- theirs; NULL: fewer than three have one
  low       REAL,
  high      REAL,
  position  TEXT,                 -- above, below (all of them), within
  PRIMARY KEY (indicator, area)
) STRICT, WITHOUT ROWID;

-- Pairs of followed indicators that go together over municipalities.
CREATE TABLE link (
  kind       TEXT NOT NULL,       -- level, trend
  a          INTEGER NOT NULL,    -- indicator; a comes first by source and code
  b          INTEGER NOT NULL,
  n          INTEGER NOT NULL,    -- municipalities with both
  rho        REAL NOT NULL,       -- Spearman
  p          REAL NOT NULL,
  q          REAL NOT NULL,       -- after false discovery control
  family     INTEGER NOT NULL,    -- pairs of the kind that were looked at
  rho_first  REAL NOT NULL,       -- in either half of the country
  rho_second REAL NOT NULL,
  partial    REAL,                -- given background and county
  partial_p  REAL,
  partial_n  INTEGER NOT NULL,
  PRIMARY KEY (kind, a, b)
) STRICT, WITHOUT ROWID;

-- Which indicators were looked at for links.
CREATE TABLE link_subject (
  indicator INTEGER NOT NULL,
  kind      TEXT NOT NULL,
  year      INTEGER,              -- of the levels
  areas     INTEGER NOT NULL,     -- municipalities with a value
  note      TEXT NOT NULL,        -- '' or why it was left out
  PRIMARY KEY (indicator, kind)
) STRICT, WITHOUT ROWID;
