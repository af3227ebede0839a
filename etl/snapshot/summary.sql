-- What `make demo` prints: ten lines on what the snapshot shows. No municipality
-- is named here; the county is whichever settings show.
WITH here AS (
  SELECT a.* FROM v_area AS a
  WHERE a.kind = 'kunta' AND a.valid_to IS NULL
    AND a.hva_code IN (SELECT code FROM shown_county)),
t AS (
  SELECT v_trend.*, title_fi, unit FROM v_trend
  JOIN v_indicator USING (source, indicator)
  JOIN here ON here.kind = area_kind AND here.code = area_code
  WHERE v_trend.kind = 'long' AND sex = 'total'),
clear AS (SELECT * FROM t WHERE verdict IN ('up', 'down')),
top AS (
  SELECT direction, title_fi, count(*) AS n,
    row_number() OVER (PARTITION BY direction ORDER BY count(*) DESC, title_fi)
      AS place
  FROM clear WHERE direction IN ('improving', 'worsening') GROUP BY 1, 2)
SELECT line FROM (
SELECT 1 AS k, printf('%d figures of %d indicators in %d areas',
    (SELECT sum(figures) FROM indicator),
    (SELECT count(*) FROM indicator WHERE figures > 0),
    (SELECT count(DISTINCT area) FROM observation)) AS line
UNION ALL
SELECT 2, printf('%d municipalities shown, %d series, %d of them current enough to test',
    (SELECT count(*) FROM here), (SELECT count(*) FROM t),
    (SELECT count(q) FROM t))
UNION ALL
SELECT 3, printf('clearly improved: %d series, clearly worsened: %d',
    (SELECT count(*) FROM clear WHERE direction = 'improving'),
    (SELECT count(*) FROM clear WHERE direction = 'worsening'))
UNION ALL
SELECT 4, printf('clearly risen or fallen, neither good nor bad: %d',
    (SELECT count(*) FROM clear WHERE direction IN ('rising', 'falling')))
UNION ALL
SELECT 5, printf('signs only, which may be chance: %d; no clear change: %d',
    (SELECT count(*) FROM t WHERE verdict LIKE '%_indicative'),
    (SELECT count(*) FROM t WHERE verdict = 'no_clear_trend'))
UNION ALL
SELECT 6, printf('not judged (too old, too short, broken): %d',
    (SELECT count(*) FROM t WHERE verdict IN ('too_few_points', 'out_of_date',
      'not_assessable', 'break_in_series')))
UNION ALL
SELECT 6 + place, printf('improved in %d municipalities: %s', n, title_fi)
FROM top WHERE direction = 'improving' AND place <= 2
UNION ALL
SELECT 8 + place, printf('worsened in %d municipalities: %s', n, title_fi)
FROM top WHERE direction = 'worsening' AND place <= 2)
ORDER BY k
