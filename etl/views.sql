-- The analysts' contract over etl's tables: views only grow.

-- Areas of every kind that a source knows.
CREATE VIEW v_area AS
SELECT a.kind,                    -- kunta, hyvinvointialue, maakunta, maa ...
  a.code,                         -- official code, text with leading zeros
  a.name_fi, a.name_sv, a.name_en,
  h.code AS hva_code,             -- today's wellbeing services county
  h.name_fi AS hva_fi,
  a.valid_from,                   -- NULL: not known
  a.valid_to                      -- NULL: the area still exists
FROM area AS a
LEFT JOIN area AS h ON h.kind = 'hyvinvointialue'
  AND h.id IN (SELECT parent FROM area_member WHERE area = a.id);

-- Municipalities through time: one row a step, by date.
CREATE VIEW v_merger AS
SELECT m.date,                    -- first day on which it holds
  m.kind,                         -- merged (into one that was there), new_code,
                                  -- split (a row a part), moved (a part of the
                                  -- old passed to the new), renamed
  m.old_code, m.old_name_fi, m.old_name_sv,
  m.new_code, m.new_name_fi, m.new_name_sv, -- as they were on that day
  m.today_code,                   -- where new_code lies today
  coalesce(a.name_fi, m.new_name_fi) AS today_fi
FROM merger AS m
LEFT JOIN area AS a ON a.kind = 'kunta' AND a.code = m.today_code;

-- Which area is, or was, part of which.
CREATE VIEW v_membership AS
SELECT a.kind, a.code, a.name_fi,
  p.kind AS whole_kind, p.code AS whole_code, p.name_fi AS whole_fi,
  (SELECT max(s.valid_from) FROM area_span AS s WHERE s.area = m.area
     AND s.parent = m.parent AND s.valid_to IS NULL) AS valid_from,
                                  -- NULL: not known
  NULL AS valid_to                -- NULL: still so
FROM area_member AS m
JOIN area AS a ON a.id = m.area
JOIN area AS p ON p.id = m.parent
UNION ALL
SELECT a.kind, a.code, a.name_fi, p.kind, p.code, p.name_fi, s.valid_from,
  s.valid_to
FROM area_span AS s
JOIN area AS a ON a.id = s.area
JOIN area AS p ON p.id = s.parent
WHERE s.valid_to IS NOT NULL;

-- Indicators that an answer spoke of.
CREATE VIEW v_indicator AS
SELECT s.name AS source,
  i.code AS indicator,            -- the source's own id
  coalesce(nullif(i.title_fi, ''), f.title, '') AS title_fi,
  i.title_sv, i.title_en,         -- '': the source gives none
  i.unit,                         -- the source's code: PROS, PER1000 ...
  i.decimals,                     -- how many to print
  coalesce(f.class, nullif(i.class, ''), 'unknown') AS class,
  coalesce(f.polarity, 'neutral') AS polarity, -- lower_better, higher_better
  f.theme,                        -- NULL: not followed
  i.organisation,                 -- the producer
  i.licence,                      -- the producer's terms
  i.data_updated,                 -- the source's own date
  i.first_year, i.last_year,      -- of the figures held
  i.fetched_at,                   -- newest answer with figures
  f.polarity_source,              -- who decided the polarity
  coalesce(f.span, 1) AS span,    -- years of a moving average
  f.dimension, f.felt,
  f.code IS NOT NULL AS followed,
  d.fi AS definition_fi,          -- what the figures are, as the source says it
  d.sv AS definition_sv,          -- the same in Swedish, '': not translated
  d.en AS definition_en,          -- in English; all three NULL: not known
  CASE WHEN i.listed_by = s.newest_list THEN 1
    WHEN s.newest_list IS NOT NULL THEN 0
  END AS offered                  -- 1: in the source's newest list, 0: not in
                                  -- it (any more), NULL: no list is known
FROM indicator AS i
JOIN (SELECT id, name, (SELECT listed_by FROM indicator WHERE source = o.id
    ORDER BY listed_at DESC, listed_by DESC LIMIT 1) AS newest_list
  FROM source AS o) AS s ON s.id = i.source
LEFT JOIN followed AS f ON f.source = s.name AND f.code = i.code
LEFT JOIN definition AS d ON d.indicator = i.id;

-- An indicator as the views below name it; not part of the contract.
CREATE VIEW named AS
SELECT i.id, s.name AS source, i.code AS indicator,
  coalesce(nullif(i.title_fi, ''), f.title, '') AS title_fi,
  coalesce(f.span, 1) AS span
FROM indicator AS i
JOIN source AS s ON s.id = i.source
LEFT JOIN followed AS f ON f.source = s.name AND f.code = i.code;

-- Every figure, and every stated reason for its absence.
CREATE VIEW v_observation AS
SELECT i.source, i.indicator, i.title_fi,
  a.kind AS area_kind, a.code AS area_code, a.name_fi AS area_fi,
  o.year,
  i.span,                         -- years that the figure covers, ending in year
  x.name AS sex,                  -- total, male, female
  o.value,                        -- NULL where status is not 'value'
  o.numerator,                    -- persons or cases, NULL: not given
  CAST(NULL AS REAL) AS denominator, -- NULL: the source does not give it
  'value' AS status               -- or missing, suppressed, not_applicable ...
FROM observation AS o
JOIN named AS i ON i.id = o.indicator
JOIN area AS a ON a.id = o.area
JOIN sex AS x ON x.id = o.sex
UNION ALL
SELECT i.source, i.indicator, i.title_fi, a.kind, a.code, a.name_fi, o.year,
  i.span, x.name, NULL, NULL, NULL, t.name
FROM absence AS o
JOIN named AS i ON i.id = o.indicator
JOIN area AS a ON a.id = o.area
JOIN sex AS x ON x.id = o.sex
JOIN status AS t ON t.id = o.reason;

-- The newest of those per indicator, area and sex, beside its county's and the
-- country's figure of the same year. The country is `maa`, or Mainland Finland
-- where an indicator has its national row there (surveys).
CREATE VIEW v_latest AS
SELECT i.source, i.indicator, i.title_fi,
  a.kind AS area_kind, a.code AS area_code, a.name_fi AS area_fi,
  k.last_year AS year,            -- of its newest figure or stated absence
  i.span, x.name AS sex,
  o.value,                        -- NULL where status is not 'value'
  o.numerator, CAST(NULL AS REAL) AS denominator,
  CASE WHEN o.value IS NOT NULL THEN 'value' ELSE
    (SELECT t.name FROM absence AS b JOIN status AS t ON t.id = b.reason
     WHERE b.indicator = k.indicator AND b.area = k.area AND b.sex = k.sex
       AND b.year = k.last_year) END AS status, -- as in v_observation
  coalesce(
    (SELECT value FROM observation AS c WHERE c.indicator = k.indicator
       AND c.area = (SELECT id FROM area WHERE kind = 'maa')
       AND c.sex = k.sex AND c.year = k.last_year),
    (SELECT value FROM observation AS c WHERE c.indicator = k.indicator
       AND c.area = (SELECT id FROM area WHERE kind = 'nuts1' AND code = '1')
       AND c.sex = k.sex AND c.year = k.last_year))
    AS country_value,             -- of the same year; NULL: none
  (SELECT value FROM observation AS c WHERE c.indicator = k.indicator
     AND c.area = (SELECT m.parent FROM area_member AS m
                   JOIN area AS p ON p.id = m.parent
                   WHERE m.area = k.area AND p.kind = 'hyvinvointialue')
     AND c.sex = k.sex AND c.year = k.last_year)
    AS county_value               -- the same of today's county
FROM series AS k
JOIN named AS i ON i.id = k.indicator
JOIN area AS a ON a.id = k.area
JOIN sex AS x ON x.id = k.sex
LEFT JOIN observation AS o ON o.indicator = k.indicator AND o.area = k.area
  AND o.sex = k.sex AND o.year = k.last_year;

-- Every figure that a later answer changed, left out or brought back. The joins
-- never fail; as LEFT JOINs they keep the planner from making every combination
-- of the small tables before it looks at a revision.
CREATE VIEW v_revision AS
SELECT s.name AS source, i.code AS indicator,
  a.kind AS area_kind, a.code AS area_code, r.year, x.name AS sex,
  r.kind,                         -- changed, vanished, returned
  r.old_value, r.new_value,       -- NULL: there was none (see the statuses), or
                                  -- the source hid or left it out afterwards:
                                  -- only the archive has it then
  u.name AS old_status, v.name AS new_status,
  r.seen_at                       -- when the answer that changed it came
FROM revision AS r
LEFT JOIN indicator AS i ON i.id = r.indicator
LEFT JOIN source AS s ON s.id = i.source
LEFT JOIN area AS a ON a.id = r.area
LEFT JOIN sex AS x ON x.id = r.sex
LEFT JOIN status AS u ON u.id = r.old_status
LEFT JOIN status AS v ON v.id = r.new_status;

-- Which answer speaks for a figure: the one with the newest fetched_at among
-- those whose years and sex cover it.
CREATE VIEW v_provenance AS
SELECT s.name AS source, i.code AS indicator, c.first_year, c.last_year,
  x.name AS sex,
  w.request,                      -- the address that was asked
  w.fetched_at,
  w.sha256                        -- of the body kept in archive.db; '': it
                                  -- gives a figure that is hidden or left out
                                  -- since
FROM scope AS c
JOIN answer AS w ON w.id = c.answer
JOIN indicator AS i ON i.id = w.indicator
JOIN source AS s ON s.id = i.source
JOIN sex AS x ON x.id = c.sex;

-- What the checks found: in the figures that are shown, in descriptions, and in
-- the answers that they hold back.
CREATE VIEW v_quality AS
SELECT coalesce(s.name, h.source) AS source,
  coalesce(i.code, '') AS indicator, -- '': a list of areas
  coalesce(i.title_fi, '') AS title_fi,
  q.severity,                     -- error, warning, note
  q.name AS check_name,           -- decimal, sum, swapped ...
  a.kind AS area_kind,            -- NULL: no single area
  a.code AS area_code, a.name_fi AS area_fi,
  nullif(q.year, 0) AS year,      -- NULL: no single year
  x.name AS sex,                  -- NULL: no single sex
  q.text AS finding,              -- what was found and what was expected
  h.id IS NOT NULL AS held,       -- 1: the answer is held back for it
  h.request, h.fetched_at,        -- of the held answer
  h.sha256                        -- what config/corrections.csv accepts it by
FROM quality_finding AS q
LEFT JOIN indicator AS i ON i.id = q.indicator
LEFT JOIN source AS s ON s.id = i.source
LEFT JOIN held_answer AS h ON h.id = q.answer
LEFT JOIN area AS a ON a.id = q.area
LEFT JOIN sex AS x ON x.id = q.sex;

-- Figures that config/corrections.csv changed: v_observation shows `value`.
CREATE VIEW v_correction AS
SELECT s.name AS source, i.code AS indicator, i.title_fi,
  a.kind AS area_kind, a.code AS area_code, a.name_fi AS area_fi, c.year,
  x.name AS sex,
  c.corrected AS value,           -- what is shown, NULL: no figure
  c.value AS source_value,        -- what the source says
  c.reason, c.date,               -- when it was decided
  c.decided_by                    -- in which role
FROM correction AS c
JOIN indicator AS i ON i.id = c.indicator
JOIN source AS s ON s.id = i.source
JOIN area AS a ON a.id = c.area
JOIN sex AS x ON x.id = c.sex;

-- Negotiations: config/negotiations/, a row as it is kept there.
CREATE VIEW v_negotiation AS
SELECT n.negotiation,             -- the folder's name
  substr(n.county, instr(n.county, ':') + 1) AS county_code,
  h.name_fi AS county_fi,         -- NULL: no list of areas has it
  n.title,
  n.date,                         -- its first day
  coalesce(n.date_to, n.date) AS date_to, -- its last day
  n.target_year,                  -- for which it agrees, NULL: not stated
  n.form, n.opening, n.input, n.method, n.purpose, n.legal_basis,
  n.follow_up,                    -- the channel of follow-up that was stated
  n.reported_to, n.reported,      -- to whom and when
  n.votes_total,                  -- NULL: no vote was taken
  (SELECT count(*) FROM negotiation_round AS r
     WHERE r.negotiation = n.negotiation) AS rounds,
  (SELECT count(DISTINCT p.area) FROM negotiation_party AS p
     WHERE p.negotiation = n.negotiation) AS municipalities, -- that took part
  (SELECT count(*) FROM negotiation_priority AS p
     WHERE p.negotiation = n.negotiation) AS priorities,
  (SELECT count(*) FROM negotiation_measure AS m
     WHERE m.negotiation = n.negotiation) AS measures,
  n.source
FROM negotiation AS n
LEFT JOIN area AS h ON h.kind = substr(n.county, 1, instr(n.county, ':') - 1)
  AND h.code = substr(n.county, instr(n.county, ':') + 1);

-- Rounds of a negotiation.
CREATE VIEW v_round AS
SELECT r.negotiation, r.id AS round, r.position, r.date, r.time, r.place,
  r.text,                         -- as the source names its parties
  (SELECT count(*) FROM negotiation_party AS p WHERE p.negotiation =
     r.negotiation AND p.round = r.id AND p.area IS NOT NULL) AS municipalities,
  r.groups,                       -- that are no area
  r.note
FROM negotiation_round AS r;

-- Who took part in a round: a row an area or a group.
CREATE VIEW v_party AS
SELECT p.negotiation, p.round, p.position,
  substr(p.area, 1, instr(p.area, ':') - 1) AS area_kind, -- NULL: a group
  substr(p.area, instr(p.area, ':') + 1) AS area_code,
  coalesce(a.name_fi, p.name, p.area) AS name_fi,
  coalesce(a.name_sv, p.name, p.area) AS name_sv
FROM negotiation_party AS p
LEFT JOIN area AS a ON a.kind = substr(p.area, 1, instr(p.area, ':') - 1)
  AND a.code = substr(p.area, instr(p.area, ':') + 1);

-- Priorities as they were raised or voted on. Their figures: v_priority.
CREATE VIEW v_negotiation_priority AS
SELECT p.negotiation, p.id AS priority, p.position,
  p.kind,                         -- challenge (voted on), topic, ngo, spearhead
  p.parent,                       -- the priority under which it stands
  p.text AS text_fi,
  s.text AS text_sv, e.text AS text_en, -- NULL: not translated
  p.votes,                        -- NULL: not voted on
  p.rank,                         -- '2=': shared
  CAST(p.rank AS INTEGER) AS rank_number,
  p.first_year, p.last_year,      -- of a programme
  (SELECT count(*) FROM negotiation_link AS l WHERE l.negotiation =
     p.negotiation AND l.priority = p.id) AS indicators,
  (SELECT count(*) FROM negotiation_item AS i WHERE i.negotiation =
     p.negotiation AND i.priority = p.id) AS items
FROM negotiation_priority AS p
LEFT JOIN negotiation_text AS s ON s.negotiation = p.negotiation
  AND s.id = p.id AND s.lang = 'sv'
LEFT JOIN negotiation_text AS e ON e.negotiation = p.negotiation
  AND e.id = p.id AND e.lang = 'en';

-- What was named for a priority: resources, details, reasons.
CREATE VIEW v_resource AS
SELECT negotiation, priority, id AS resource, position, kind,
  applies_to,                     -- 'all': to every priority
  text
FROM negotiation_resource;

-- Which indicator tells of which priority, and how strongly.
CREATE VIEW v_priority_link AS
SELECT l.negotiation, l.priority, l.position,
  substr(l.indicator, 1, instr(l.indicator, ':') - 1) AS source,
  substr(l.indicator, instr(l.indicator, ':') + 1) AS indicator,
  coalesce(nullif(i.title_fi, ''), f.title) AS title_fi, -- NULL: not known
  l.role,                         -- outcome, process, context
  l.strength,                     -- direct, proxy, weak, context
  l.why,
  l.decided_by,                   -- 'own reading': this project's
  coalesce(f.polarity, 'neutral') AS polarity,
  f.polarity_source,              -- who decided that; NULL: not followed
  f.code IS NOT NULL AS followed, -- 0: its figures are not asked for
  i.last_year                     -- of the figures held, NULL: none
FROM negotiation_link AS l
LEFT JOIN followed AS f
  ON f.source = substr(l.indicator, 1, instr(l.indicator, ':') - 1)
  AND f.code = substr(l.indicator, instr(l.indicator, ':') + 1)
LEFT JOIN source AS s
  ON s.name = substr(l.indicator, 1, instr(l.indicator, ':') - 1)
LEFT JOIN indicator AS i ON i.source = s.id
  AND i.code = substr(l.indicator, instr(l.indicator, ':') + 1);

-- Dated states of measures and of what is followed without figures.
CREATE VIEW v_followup AS
SELECT f.negotiation, f.item, f.position, f.date,
  f.state,                        -- planned, ongoing, done, not_done, dropped
  f.value, f.note,
  f.by,                           -- in which role
  NOT EXISTS (SELECT 1 FROM negotiation_followup AS g
    WHERE g.negotiation = f.negotiation AND g.item = f.item
    AND (g.date, g.position) > (f.date, f.position)) AS newest
FROM negotiation_followup AS f;

-- What is followed of a priority or a measure without figures.
CREATE VIEW v_item AS
SELECT i.negotiation, i.id AS item, i.priority, i.position, i.text AS text_fi,
  e.text AS text_en, i.decided_by,
  f.state, f.date AS state_date, f.value, f.note, f.by -- NULL: no state yet
FROM negotiation_item AS i
LEFT JOIN v_followup AS f ON f.negotiation = i.negotiation AND f.item = i.id
  AND f.newest
LEFT JOIN negotiation_text AS e ON e.negotiation = i.negotiation
  AND e.id = i.id AND e.lang = 'en';

-- Agreed measures and their newest state. What their figures say: v_agreement.
CREATE VIEW v_measure AS
SELECT m.negotiation, m.id AS measure, m.position, m.text AS text_fi,
  s.text AS text_sv, e.text AS text_en, -- NULL: not translated
  m.agreed,                       -- a day, a month or a year
  m.responsible, m.co_parties,
  m.due,                          -- a day, a month or a year; NULL: none
  m.due_text,                     -- as it was said
  m.effect,                       -- what is expected of it
  m.lag_years,                    -- after how many years
  m.follow_up,                    -- what its state is told by
  m.priorities, m.indicators,     -- lists, blanks between; a row each: v_tie
  m.decided_by,                   -- who read due and the ties out of it
  f.state, f.date AS state_date, f.value, f.note, f.by -- NULL: no state yet
FROM negotiation_measure AS m
LEFT JOIN v_followup AS f ON f.negotiation = m.negotiation AND f.item = m.id
  AND f.newest
LEFT JOIN negotiation_text AS s ON s.negotiation = m.negotiation
  AND s.id = m.id AND s.lang = 'sv'
LEFT JOIN negotiation_text AS e ON e.negotiation = m.negotiation
  AND e.id = m.id AND e.lang = 'en';

-- What a measure is tied to: its indicators, and those of its priorities.
CREATE VIEW v_tie AS
SELECT t.negotiation, t.measure, l.priority, -- NULL: tied to the indicator
  coalesce(l.source, substr(t.indicator, 1, instr(t.indicator, ':') - 1))
    AS source,
  coalesce(l.indicator, substr(t.indicator, instr(t.indicator, ':') + 1))
    AS indicator,
  coalesce(l.role, 'outcome') AS role,
  coalesce(l.strength, 'direct') AS strength
FROM negotiation_tie AS t
LEFT JOIN v_priority_link AS l ON l.negotiation = t.negotiation
  AND l.priority = t.priority
WHERE t.indicator IS NOT NULL OR l.indicator IS NOT NULL;

-- Targets that measures state in their expected effect, in the form "tavoite 25,0
-- vuonna 2027", of those that name one indicator.
CREATE VIEW v_target AS
SELECT g.negotiation, g.measure,
  max(t.source) AS source, max(t.indicator) AS indicator,
  g.target,                       -- in the indicator's unit
  g.target_year
FROM negotiation_target AS g
JOIN v_tie AS t ON t.negotiation = g.negotiation AND t.measure = g.measure
  AND t.priority IS NULL
GROUP BY g.negotiation, g.measure
HAVING count(*) = 1;

-- Good practices that were named.
CREATE VIEW v_practice AS
SELECT p.negotiation, p.id AS practice, p.position,
  substr(p.area, 1, instr(p.area, ':') - 1) AS area_kind, -- NULL: several
  substr(p.area, instr(p.area, ':') + 1) AS area_code,
  a.name_fi AS area_fi, p.text
FROM negotiation_practice AS p
LEFT JOIN area AS a ON a.kind = substr(p.area, 1, instr(p.area, ':') - 1)
  AND a.code = substr(p.area, instr(p.area, ':') + 1);

-- The feedback survey. Its means are quoted: no sums are derived from them.
CREATE VIEW v_feedback AS
SELECT negotiation, id AS item, position, text,
  CAST(mean AS REAL) AS mean,
  mean AS mean_quoted,            -- its digits as they were reported
  n_reported,                     -- answers in all, as reported
  scale                           -- NULL: not stated
FROM negotiation_feedback;

-- Points raised, findings, wishes.
CREATE VIEW v_point AS
SELECT negotiation, id AS point, position,
  kind,                           -- keynote, finding, point_raised,
                                  -- ngo_strength, development_wish
  text
FROM negotiation_point;

-- What people said that worries them.
CREATE VIEW v_worry AS
SELECT w.negotiation, w.id AS worry, w.position, w.date,
  substr(w.area, 1, instr(w.area, ':') - 1) AS area_kind, -- NULL: not one area
  substr(w.area, instr(w.area, ':') + 1) AS area_code,
  a.name_fi AS area_fi,
  w.by,                           -- in which role
  w.priority, w.text
FROM negotiation_worry AS w
LEFT JOIN area AS a ON a.kind = substr(w.area, 1, instr(w.area, ':') - 1)
  AND a.code = substr(w.area, instr(w.area, ':') + 1);

-- Votes by party, where they are known.
CREATE VIEW v_vote AS
SELECT v.negotiation, v.priority, v.position,
  CASE WHEN a.id IS NOT NULL THEN a.kind END AS area_kind, -- NULL: a group
  CASE WHEN a.id IS NOT NULL THEN a.code END AS area_code,
  coalesce(a.name_fi, v.party) AS party_fi, v.votes
FROM negotiation_vote AS v
LEFT JOIN area AS a ON a.kind = substr(v.party, 1, instr(v.party, ':') - 1)
  AND a.code = substr(v.party, instr(v.party, ':') + 1);

-- How much weight a priority got, and how far the parties agreed. Without votes by
-- party all of the latter is NULL: nothing can be said of disagreement.
CREATE VIEW v_priority_vote AS
WITH own AS (
  SELECT negotiation, priority, votes,
    rank() OVER (PARTITION BY negotiation, party ORDER BY votes DESC) AS rank
  FROM negotiation_vote WHERE votes > 0),
parties AS (
  SELECT negotiation, count(DISTINCT party) AS n FROM negotiation_vote
  WHERE votes > 0 GROUP BY negotiation),
by_party AS (
  SELECT negotiation, priority, count(*) AS n, sum(rank = 1) AS first,
    max(votes) AS most, min(rank) AS best, max(rank) AS worst
  FROM own GROUP BY negotiation, priority)
SELECT p.negotiation, p.id AS priority, p.position,
  p.votes,                        -- in all
  p.rank,                         -- '2=': shared
  CAST(p.votes AS REAL) / nullif(sum(p.votes) OVER (PARTITION BY p.negotiation),
    0) AS share,                  -- of all votes, 0 to 1
  n.n AS parties,                 -- whose votes are known
  iif(n.n, coalesce(b.n, 0), NULL) AS parties_for, -- that gave it any
  iif(n.n, coalesce(b.first, 0), NULL) AS first_of, -- that gave nothing more
  b.most,                         -- by one party
  b.best AS rank_best,            -- among what each of those gave votes, the
  b.worst AS rank_worst,          -- highest and the lowest place it has
  b.worst - b.best AS rank_spread -- 0: in the same place with all of them
FROM negotiation_priority AS p
LEFT JOIN parties AS n ON n.negotiation = p.negotiation
LEFT JOIN by_party AS b ON b.negotiation = p.negotiation AND b.priority = p.id
WHERE p.votes IS NOT NULL;

-- Fixed dates of the year clock: config/calendar.csv.
CREATE VIEW v_calendar AS
SELECT id, position,
  substr(county, instr(county, ':') + 1) AS county_code, -- NULL: every county
  negotiation, kind,              -- law, negotiation, report, meeting, deadline
  date,                           -- a day, a month or a year; NULL: no date
  repeats,                        -- once, yearly
  text, source
FROM calendar;

-- When a year's figures appeared.
CREATE VIEW v_release AS
SELECT source, code AS indicator, year, day,
  evidence                        -- dated, seen, latest
FROM release;

-- When the next year's figures are expected, from when earlier ones appeared.
CREATE VIEW v_rhythm AS
SELECT source, code AS indicator,
  releases,                       -- from how many it was learned
  evidence,                       -- the weakest of them: dated, seen, latest
  last_year,                      -- held
  next_year,                      -- waited for
  first_day, day, last_day        -- expected between, most likely on
FROM rhythm;

-- How many areas of a kind report an indicator in a year.
CREATE VIEW v_coverage AS
SELECT s.name AS source, i.code AS indicator, a.kind AS area_kind, o.year,
  x.name AS sex,
  count(*) AS areas,              -- with a figure
  (SELECT count(*) FROM area AS b WHERE b.kind = a.kind
     AND b.valid_to IS NULL) AS areas_today
FROM observation AS o
JOIN indicator AS i ON i.id = o.indicator
JOIN source AS s ON s.id = i.source
JOIN area AS a ON a.id = o.area
JOIN sex AS x ON x.id = o.sex
-- By the names, so that a question about one indicator reads no other.
GROUP BY s.name, i.code, a.kind, o.year, x.name;

-- How old an indicator's figures are.
CREATE VIEW v_freshness AS
SELECT s.name AS source, i.code AS indicator, i.title_fi,
  i.last_year,                    -- newest year held
  i.data_updated,                 -- the source's own date
  i.fetched_at,                   -- when we got it
  (SELECT CAST(substr(max(started_at), 1, 4) AS INTEGER) FROM run) - i.last_year
    AS years_behind               -- the last run's year less the newest year
FROM indicator AS i JOIN source AS s ON s.id = i.source;

-- The run ledger.
CREATE VIEW v_run AS
SELECT id AS run, command, version, started_at,
  ended_at,                       -- NULL: still going, or killed
  outcome,                        -- ok, incomplete, failed
  requests,                       -- sent, repetitions counted
  bytes,                          -- received
  new, same, refused,             -- answers: with something new, as before, not
                                  -- what the source promises
  message,                        -- why it failed, '' where it did not
  (SELECT changed FROM run_stage WHERE run = r.id AND stage = 'load')
    AS changed,                   -- figures that are other than before, all of
                                  -- them where the store was made anew; NULL:
                                  -- nothing was loaded
  (SELECT sum(seconds) FROM run_stage WHERE run = r.id)
    AS seconds,                   -- of the stages below, as far as it came
  (SELECT seconds FROM run_stage WHERE run = r.id AND stage = 'fetch')
    AS fetch_seconds,             -- of each stage; NULL: it had none
  (SELECT seconds FROM run_stage WHERE run = r.id AND stage = 'load')
    AS load_seconds,
  (SELECT seconds FROM run_stage WHERE run = r.id AND stage = 'analyse')
    AS analyse_seconds,
  (SELECT seconds FROM run_stage WHERE run = r.id AND stage = 'plot')
    AS plot_seconds,
  (SELECT seconds FROM run_stage WHERE run = r.id AND stage = 'brief')
    AS brief_seconds,
  CASE WHEN outcome IS NOT NULL THEN outcome
    WHEN id < (SELECT max(id) FROM run) THEN 'killed'
    ELSE 'not ended' END AS state -- 'not ended': still going, or killed
FROM run AS r;
