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

-- How unlike are the municipalities in an indicator? One row per sex and year;
-- followed indicators. The manual's section "inequality" tells how.
CREATE VIEW v_inequality AS
SELECT s.name AS source, i.code AS indicator, i.title_fi, x.name AS sex,
  q.year,
  q.n,                            -- municipalities with a figure
  q.mean, q.sd, q.cv,             -- weighted by inhabitants; cv = sd / mean
  q.p10, q.p90, q.ratio,          -- of municipalities; ratio = p90 / p10
  q.p10_people, q.p90_people,     -- of inhabitants
  q.gini,                         -- weighted, 0 to 1; 0: all equal
  q.theil,                        -- weighted Theil's T
  q.theil_between, q.theil_within,-- its parts between and within counties
  q.county_part,                  -- the counties' part of the variance, 0 to 1
  q.tau,                          -- the spread that chance leaves, in units
  q.note
FROM inequality AS q
JOIN indicator AS i ON i.id = q.indicator
JOIN source AS s ON s.id = i.source
JOIN sex AS x ON x.id = q.sex;

-- Do the municipalities grow more alike? One row per followed indicator and sex:
-- the trend of the cv (or sd) over the same municipalities in all years.
CREATE VIEW v_inequality_trend AS
SELECT s.name AS source, i.code AS indicator, i.title_fi, x.name AS sex,
  t.measure,                      -- cv; sd: of shares, or where there is no cv
  t.towns,                        -- municipalities, the same in all years
  t.first_year, t.last_year,      -- the window that was tested
  t.n,                            -- years in it
  t.s, t.p, t.p_adj, t.q,         -- as in v_trend; q within one sex
  t.slope,                        -- units of the measure a year
  t.slope_low, t.slope_high,      -- 95 % interval; NULL: none can be given
  t.verdict,                      -- the words of v_trend
  t.direction,                    -- widening, narrowing
  t.note,
  t.q_by, t.family, t.f
FROM inequality_trend AS t
JOIN indicator AS i ON i.id = t.indicator
JOIN source AS s ON s.id = i.source
JOIN sex AS x ON x.id = t.sex;

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
                  'break_in_series');
