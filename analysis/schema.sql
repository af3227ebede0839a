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
