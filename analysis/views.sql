-- The analysts' contract over analysis' tables: views only grow.

-- Has it changed? One row per series and kind of trend. METHODS: docs in the
-- manual, section "trend".
CREATE VIEW v_trend AS
SELECT s.name AS source, i.code AS indicator,
  a.kind AS area_kind, a.code AS area_code, a.name_fi AS area_fi,
  x.name AS sex,
  t.kind,                         -- long: the last ten data years
  t.first_year, t.last_year,      -- the window that was tested
  t.n,                            -- points in it
  t.s,                            -- Mann-Kendall S
  t.p,                            -- exact two-sided p, ties included
  t.p_adj,                        -- after the adjustment for persistence
  t.q,                            -- after false discovery control within one
                                  -- area, sex and kind; NULL: not in the family
  t.slope,                        -- Theil-Sen, units a year
  t.slope_low, t.slope_high,      -- 95 % interval; NULL: none can be given
  t.verdict,                      -- up, down, up_small, no_clear_trend ...
  t.direction,                    -- improving, worsening, rising, falling
  t.note,
  t.q_by,                         -- the same by Benjamini-Yekutieli
  t.family,                       -- hypotheses tested together
  t.f                             -- variance factor of persistence
FROM trend AS t
JOIN indicator AS i ON i.id = t.indicator
JOIN source AS s ON s.id = i.source
JOIN area AS a ON a.id = t.area
JOIN sex AS x ON x.id = t.sex;

-- Where does it go if it goes on as it did? One row per series and year ahead;
-- the interval belongs to the value. Only indicators whose intervals held in
-- the past are here, v_gap names the others.
CREATE VIEW v_forecast AS
SELECT s.name AS source, i.code AS indicator, a.code AS area_code,
  x.name AS sex,
  f.year, f.value,
  f.low80, f.high80,              -- four of five such intervals hold; NULL: the
                                  -- series never changed
  f.method,                       -- mean3, median4, mean2; last: no method
                                  -- beats the last value by 2 %
  a.kind AS area_kind, a.name_fi AS area_fi,
  f.from_year,                    -- the last year with a figure
  f.n,                            -- years that were used
  f.low95, f.high95,              -- nineteen of twenty
  c.coverage80 AS coverage,       -- what the 80 % interval of this indicator
                                  -- held of the newest figures
  f.note || CASE WHEN c.pool <> 'class' OR f.low80 IS NULL THEN ''
    ELSE iif(f.note = '', '', '; ')
      || 'interval from indicators of its class' END AS note
FROM forecast AS f
JOIN forecast_choice AS c ON c.indicator = f.indicator AND c.sex = f.sex
JOIN indicator AS i ON i.id = f.indicator
JOIN source AS s ON s.id = i.source
JOIN area AS a ON a.id = f.area
JOIN sex AS x ON x.id = f.sex;

-- How v_forecast is made, and whether it may be: one row per followed indicator
-- and sex. Errors are means over municipalities, in units of each series' mean
-- yearly change, from the newest three origins in the past.
CREATE VIEW v_forecast_method AS
SELECT s.name AS source, i.code AS indicator, x.name AS sex,
  c.series,                       -- municipalities forecast from their past
  c.scores,                       -- errors that were compared
  c.error_last, c.error_mean3, c.error_median4,
  c.chosen,                       -- a method must beat the last value by 2 %
  c.pool,                         -- whose errors make the intervals: its own
                                  -- municipalities', or its class's
  c.pool_series,                  -- how many series those are
  c.checked, c.coverage80,        -- newest figures, and the part of them that
                                  -- an 80 % interval made before had held
  c.accepted,                     -- 1: from 75 to 90 % of them
  c.reason                        -- why not: no_series, too_few_series,
                                  -- coverage
FROM forecast_choice AS c
JOIN indicator AS i ON i.id = c.indicator
JOIN source AS s ON s.id = i.source
JOIN sex AS x ON x.id = c.sex;

-- Each thing that was left out, and why.
CREATE VIEW v_gap AS
SELECT g.source, g.code AS indicator, NULL AS area_kind, NULL AS area_code,
  NULL AS sex, 'load' AS stage, g.reason
FROM gap AS g
UNION ALL
SELECT source, code, kind, area, NULL, 'areas', 'no such area'
FROM left_out
UNION ALL
SELECT source, indicator, area_kind, area_code, sex, 'trend', verdict
FROM v_trend
WHERE verdict IN ('too_few_points', 'out_of_date', 'not_assessable',
                  'break_in_series')
UNION ALL
SELECT s.name, i.code, a.kind, a.code, x.name, 'forecast', r.reason
FROM forecast_refused AS r
JOIN indicator AS i ON i.id = r.indicator
JOIN source AS s ON s.id = i.source
JOIN area AS a ON a.id = r.area
JOIN sex AS x ON x.id = r.sex
UNION ALL
SELECT source, indicator, NULL, NULL, sex, 'forecast', reason
FROM v_forecast_method
WHERE NOT accepted AND reason <> 'no_series';
