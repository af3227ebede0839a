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

-- What says what kind of municipality one is, as far as it could be used.
CREATE VIEW v_background AS
SELECT b.source, b.code AS indicator,
  coalesce(n.title_fi, f.title, '') AS title_fi,
  CASE b.log WHEN 1 THEN 'log' ELSE 'none' END AS transform,
  b.weight,
  b.links,                        -- 1: links between indicators are given it
  b.why,
  v.year,                         -- of the figures; NULL: none
  coalesce(v.areas, 0) AS areas,  -- municipalities with a figure
  v.position IS NOT NULL AND v.note = '' AS used,
  coalesce(v.note, 'not analysed') AS note -- why it was not used
FROM background AS b
LEFT JOIN named AS n ON n.source = b.source AND n.indicator = b.code
LEFT JOIN followed AS f ON f.source = b.source AND f.code = b.code
LEFT JOIN peer_variable AS v ON v.position = b.position;

-- The municipalities that resemble each municipality: the seven nearest by its
-- background, never by an outcome.
CREATE VIEW v_peer AS
SELECT a.kind AS area_kind, a.code AS area_code, a.name_fi AS area_fi,
  p.rank,                         -- 1: the nearest
  b.code AS peer_code, b.name_fi AS peer_fi,
  p.distance,                     -- weighted, in robust z; no unit
  p.close,                        -- 0: even the nearest is farther than the
                                  -- nearest of nine municipalities in ten
  p.variables,                    -- that the two were compared by
  CASE WHEN p.close = 0 THEN 'no close peers' ELSE '' END
    || CASE WHEN p.close = 0 AND p.variables < u.n THEN '; ' ELSE '' END
    || CASE WHEN p.variables < u.n
      THEN 'compared by ' || p.variables || ' of ' || u.n || ' variables'
      ELSE '' END AS note
FROM peer AS p
JOIN (SELECT count(*) AS n FROM peer_variable WHERE note = '') AS u
JOIN area AS a ON a.id = p.area
JOIN area AS b ON b.id = p.peer;

-- Where a municipality stands among its peers. A place, not a judgement: chance
-- is not looked at.
CREATE VIEW v_peer_position AS
SELECT n.source, n.indicator, n.title_fi,
  a.kind AS area_kind, a.code AS area_code, a.name_fi AS area_fi,
  t.year,                         -- the municipality's newest
  'total' AS sex,
  t.value,
  t.median, t.low, t.high,        -- of its peers in that year; NULL: fewer than
                                  -- three of them have a figure
  t.peers,                        -- that have one
  t.position,                     -- above (all of them), below, within
  (SELECT close FROM peer WHERE area = t.area AND rank = 1) AS close,
  CASE WHEN t.median IS NULL THEN 'too few peers have a figure' ELSE '' END
    AS note
FROM peer_position AS t
JOIN named AS n ON n.id = t.indicator
JOIN area AS a ON a.id = t.area;

-- Which followed indicators go together over municipalities: their newest
-- figures (level), or how they have changed (trend). Where many people have the
-- one, they need not be those who have the other, and neither need bring about
-- the other. Pairs that speak of the same thing in part are left out.
CREATE VIEW v_link AS
SELECT l.kind,                    -- level, trend (Theil-Sen slopes)
  a.source AS source_a, a.indicator AS indicator_a, a.title_fi AS title_a,
  b.source AS source_b, b.indicator AS indicator_b, b.title_fi AS title_b,
  l.n,                            -- municipalities with both
  l.rho,                          -- Spearman, 0.3 or more in size
  l.p,
  l.q,                            -- 0.01 or less after false discovery control
  l.rho_first, l.rho_second,      -- in the counties that come first and last by
                                  -- code: of the same sign as rho
  l.partial,                      -- rank correlation among municipalities of
                                  -- the same county and alike in the background
                                  -- that has `links`; NULL: cannot be told
  l.partial_p, l.partial_n,
  l.family,                       -- pairs of the kind that were looked at
  u.year AS year_a, v.year AS year_b, -- of the levels; NULL: trend
  CASE WHEN l.partial IS NULL THEN 'cannot be told given the background'
    WHEN l.partial * l.rho <= 0 OR abs(l.partial) < 0.1
      THEN 'only as far as the background goes'
    ELSE '' END AS note
FROM link AS l
JOIN named AS a ON a.id = l.a
JOIN named AS b ON b.id = l.b
JOIN link_subject AS u ON u.indicator = l.a AND u.kind = l.kind
JOIN link_subject AS v ON v.indicator = l.b AND v.kind = l.kind;

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
WHERE NOT accepted AND reason <> 'no_series'
UNION ALL
SELECT source, indicator, NULL, NULL, NULL, 'peers', note
FROM v_background
WHERE note <> ''
UNION ALL
SELECT n.source, n.indicator, NULL, NULL, NULL, 'links',
  u.kind || ': ' || u.note
FROM link_subject AS u
JOIN named AS n ON n.id = u.indicator
WHERE u.note <> ''
UNION ALL
SELECT NULL, NULL, kind, code, NULL, 'peers', 'too little of its background'
FROM area AS a
WHERE kind = 'kunta' AND valid_to IS NULL
  AND EXISTS (SELECT 1 FROM peer)
  AND NOT EXISTS (SELECT 1 FROM peer WHERE area = a.id);
