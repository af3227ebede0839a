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

-- Do the municipalities grow more alike in a followed indicator? One row per
-- sex, over the same municipalities in all years.
CREATE TABLE inequality_trend (
  indicator  INTEGER NOT NULL,
  sex        INTEGER NOT NULL,
  measure    TEXT,                -- 'cv' or 'sd', tested by year
  towns      INTEGER NOT NULL,    -- municipalities, the same in all years; 0:
                                  -- there are no years to judge
  first_year INTEGER,             -- of the window that was tested
  last_year  INTEGER,
  n          INTEGER NOT NULL,    -- years in the window
  s          INTEGER,             -- from here on as in `trend`
  p          REAL,
  p_adj      REAL,
  q          REAL,                -- within one sex, all followed indicators
  q_by       REAL,
  family     INTEGER,
  f          REAL,
  slope      REAL,                -- units of the measure a year
  slope_low  REAL,
  slope_high REAL,
  verdict    TEXT NOT NULL,
  direction  TEXT,                -- 'widening', 'narrowing'
  note       TEXT NOT NULL,
  PRIMARY KEY (indicator, sex)
) STRICT, WITHOUT ROWID;

-- How unlike they are: one row per year with at least ten of them. NULL: not to
-- be had, `note` says why. The rows go with their trend.
CREATE TABLE inequality (
  indicator     INTEGER NOT NULL,
  sex           INTEGER NOT NULL,
  year          INTEGER NOT NULL,
  n             INTEGER NOT NULL, -- municipalities with a figure
  mean          REAL,             -- weighted by inhabitants, as are sd, cv,
  sd            REAL,             --   gini and theil
  cv            REAL,             -- sd / mean
  p10           REAL,             -- of municipalities, each counting once
  p90           REAL,
  ratio         REAL,             -- p90 / p10
  p10_people    REAL,             -- of inhabitants
  p90_people    REAL,
  gini          REAL,
  theil         REAL,
  theil_between REAL,             -- between today's counties, and within them;
  theil_within  REAL,             --   theil is their sum
  county_part   REAL,             -- the counties' part of the variance, 0 to 1
  tau           REAL,             -- spread without chance, in units
  note          TEXT NOT NULL,    -- '' or remarks joined by '; '
  PRIMARY KEY (indicator, sex, year),
  FOREIGN KEY (indicator, sex) REFERENCES inequality_trend ON DELETE CASCADE
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

-- The newest figure of each municipality and county, of followed indicators.
CREATE TABLE position (
  indicator        INTEGER NOT NULL,
  area             INTEGER NOT NULL,
  sex              INTEGER NOT NULL,
  year             INTEGER NOT NULL,
  value            REAL,            -- NULL: suppressed
  low              REAL,            -- 95 % interval; NULL: none can be given
  high             REAL,
  low998           REAL,            -- 99.8 %
  high998          REAL,
  method           TEXT,            -- Wilson, Exact, Byars
  numerator        REAL,            -- as the source gives it
  denominator      REAL,            -- NULL: not known
  denominator_from TEXT,            -- population, own
  benchmark        REAL,            -- the country's figure, NULL: not compared
  level_class      TEXT NOT NULL,   -- not_compared, much_lower, lower, similar,
                                    -- higher, much_higher; below, same, above
  slight           INTEGER NOT NULL CHECK (slight IN (0, 1)),
  standing         TEXT,            -- much_worse ... much_better
  difference       REAL,            -- value - benchmark
  percent          REAL,            -- of the benchmark
  county_benchmark REAL,
  county_class     TEXT NOT NULL,
  county_standing  TEXT,
  unstable         INTEGER NOT NULL CHECK (unstable IN (0, 1)),
  pooled_from      INTEGER,         -- first of the years up to `year`
  pooled_value     REAL,
  pooled_low       REAL,
  pooled_high      REAL,
  pooled_class     TEXT,
  rank             INTEGER,         -- 1: the highest
  ranked           INTEGER,
  quintile         INTEGER,         -- 1: the lowest fifth
  rank_low         REAL,            -- 90 % interval of the rank
  rank_high        REAL,
  rank_uncertain   INTEGER NOT NULL CHECK (rank_uncertain IN (0, 1)),
  by_shrunken      INTEGER NOT NULL CHECK (by_shrunken IN (0, 1)),
  z                REAL,            -- robust
  shrunken         REAL,            -- empirical Bayes
  excess           REAL,            -- persons, of the shrunken figure
  unusual          TEXT,            -- low, usual, high; NULL: no funnel
  phi              REAL,
  reason           TEXT,            -- why it was not compared
  note             TEXT NOT NULL,   -- '' or words joined by '; '
  PRIMARY KEY (indicator, area, sex)
) STRICT, WITHOUT ROWID;

-- What became of what was agreed: the figures of `agreed_figure` beside the
-- newest ones. One row per measure, indicator, area and sex.
CREATE TABLE agreement (
  negotiation  TEXT NOT NULL,
  measure      TEXT NOT NULL,       -- '': a priority's, no measure is tied to it
  source       TEXT NOT NULL,
  code         TEXT NOT NULL,
  area         INTEGER NOT NULL,
  sex          INTEGER NOT NULL,
  priority     TEXT,                -- of the strongest link; NULL: tied directly
  role         TEXT NOT NULL,
  strength     TEXT NOT NULL,
  revised      REAL,                -- of the year agreed on, as it is now
  current      REAL,                -- the newest
  current_year INTEGER,
  change       REAL,                -- current - revised
  low          REAL,                -- 95 % interval of the evidence
  high         REAL,
  evidence     TEXT,                -- interval, trend; NULL: none
  p            REAL,
  q            REAL,                -- within one negotiation, area and sex
  family       INTEGER,             -- hypotheses tested together
  verdict      TEXT NOT NULL,
  note         TEXT NOT NULL,       -- '' or words joined by '; '
  first_year   INTEGER NOT NULL,    -- of data that the measure is judged by
  PRIMARY KEY (negotiation, measure, source, code, area, sex)
) STRICT, WITHOUT ROWID;

-- The limits of the funnel that position.unusual is judged by, at denominators
-- from the smallest to the largest municipality: what a picture is drawn from.
-- One funnel for each sex and year in which more than twenty municipalities have
-- their newest figure.
CREATE TABLE funnel_limit (
  indicator   INTEGER NOT NULL,
  sex         INTEGER NOT NULL,
  year        INTEGER NOT NULL,
  denominator REAL NOT NULL,
  target      REAL NOT NULL,        -- pooled, in the indicator's units
  low95       REAL NOT NULL,
  high95      REAL NOT NULL,
  low998      REAL NOT NULL,
  high998     REAL NOT NULL,
  phi         REAL NOT NULL,        -- overdispersion
  tau2        REAL NOT NULL,        -- variance between them; 0: none needed
  areas       INTEGER NOT NULL,     -- that it was fitted to
  PRIMARY KEY (indicator, sex, year, denominator)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER position_gone AFTER DELETE ON position BEGIN
  DELETE FROM funnel_limit WHERE indicator = old.indicator;
END;
