-- Questions that an analyst of a wellbeing services county asks first, of the views
-- alone and in SQLite's own SQL: Datasette, Python, R and the sqlite3 shell ask
-- them as they stand. `export datasette` offers them under these titles. In the
-- shell, with the values behind the parameters put in:
--
--   sqlite3 -readonly -box VAR/tilannekuva.db
--   .parameter set :area "'398'"
--   SELECT ...
--
-- A query has its name, a title and a line about it in three languages, and an
-- example of each parameter. Values are text, as forms send them.

-- query newest
-- fi Kunnan uusimmat luvut hyvinvointialueen ja koko maan rinnalla
--    Seurattavien mittareiden uusin luku kunnassa ja saman vuoden luvut hyvinvointialueella ja koko maassa.
-- sv Kommunens nyaste siffror bredvid välfärdsområdets och hela landets
--    De följda mätarnas nyaste siffra i kommunen och samma års siffror i välfärdsområdet och hela landet.
-- en A municipality's newest figures beside its county's and the country's
--    The newest figure of each followed indicator in the municipality, and the same year's in its county and the country.
-- :area 398
SELECT i.theme, l.title_fi, l.year, l.value, l.county_value, l.country_value,
  i.unit, l.status, l.source, l.indicator
FROM v_latest AS l
JOIN v_indicator AS i ON i.source = l.source AND i.indicator = l.indicator
WHERE l.area_kind = 'kunta' AND l.area_code = :area AND l.sex = 'total'
  AND i.followed
ORDER BY i.theme, l.title_fi, l.source, l.indicator;

-- query ranking
-- fi Kunnat järjestyksessä yhden mittarin mukaan
--    Kaikki kunnat suurimmasta luvusta pienimpään. Jos vuosi puuttuu, uusin vuosi. Sija ei kerro, ovatko kunnat selvästi erilaisia: sen kertoo v_position.
-- sv Kommunerna i ordning enligt en mätare
--    Alla kommuner från den största siffran till den minsta. Utan år: det nyaste. Placeringen säger inte om kommunerna skiljer sig tydligt: det gör v_position.
-- en The municipalities in order of one indicator
--    Every municipality from the highest figure to the lowest. Without a year: the newest. A place does not say that two of them clearly differ: v_position does.
-- :source sotkanet
-- :indicator 3126
-- :year 2022
SELECT rank() OVER (ORDER BY o.value DESC) AS place, o.area_code, o.area_fi,
  a.hva_fi, o.year, o.value
FROM v_observation AS o
JOIN v_area AS a ON a.kind = o.area_kind AND a.code = o.area_code
WHERE o.source = :source AND o.indicator = :indicator
  AND o.area_kind = 'kunta' AND o.sex = 'total' AND o.value IS NOT NULL
  AND o.year = coalesce(nullif(CAST(:year AS INTEGER), 0),
    (SELECT i.last_year FROM v_indicator AS i
     WHERE i.source = :source AND i.indicator = :indicator))
ORDER BY place, o.area_code;

-- query series
-- fi Yhden mittarin aikasarja: kunta, hyvinvointialue ja koko maa
--    Kaikki vuodet. Jos kunnasta ei ole lukua, sarake status kertoo syyn.
-- sv En mätares tidsserie: kommunen, välfärdsområdet och hela landet
--    Alla år. Där kommunen saknar en siffra anger kolumnen status orsaken.
-- en One indicator through the years: municipality, county and country
--    All years. Where the municipality has no figure the column status says why.
-- :source sotkanet
-- :indicator 683
-- :area 398
SELECT o.year,
  max(o.value) FILTER (WHERE o.area_kind = 'kunta') AS municipality,
  max(o.status) FILTER (WHERE o.area_kind = 'kunta') AS status,
  max(o.value) FILTER (WHERE o.area_kind = 'hyvinvointialue') AS county,
  coalesce(max(o.value) FILTER (WHERE o.area_kind = 'maa'),
    max(o.value) FILTER (WHERE o.area_kind = 'nuts1')) AS country
FROM v_observation AS o
WHERE o.source = :source AND o.indicator = :indicator AND o.sex = 'total'
  AND (o.area_kind, o.area_code) IN (
    SELECT 'kunta', :area
    UNION ALL SELECT 'hyvinvointialue', hva_code FROM v_area
      WHERE kind = 'kunta' AND code = :area
    UNION ALL SELECT kind, code FROM v_area
      WHERE kind = 'maa' OR kind = 'nuts1' AND code = '1')
GROUP BY o.year
ORDER BY o.year;

-- query urgent
-- fi Mistä kunnassa kannattaa puhua ensin
--    Mittarit, joilla on hyvä ja huono suunta: ensin ne, joissa luku on maata huonompi ja heikkenee (solu 1). Järjestys, ei pisteytys.
-- sv Vad det i kommunen lönar sig att tala om först
--    Mätare med en bättre riktning: först de där siffran är sämre än landets och försämras (cell 1). En ordning, inga poäng.
-- en What to talk about first in a municipality
--    Indicators with a better side: first those that are worse than the country and worsening (cell 1). An order, not a score.
-- :area 398
SELECT m.cell, m.title_fi, m.year, m.standing, m.trend_verdict, m.direction,
  m.persons, m.apart, m.note, m.source, m.indicator
FROM v_matrix AS m
WHERE m.area_kind = 'kunta' AND m.area_code = :area
ORDER BY m.cell IS NULL, m.cell, m.apart IS NOT NULL, m.place, m.source,
  m.indicator;

-- query changes
-- fi Selvät muutokset hyvinvointialueella ja sen kunnissa
--    Pitkän aikavälin suuntaukset, joissa muutos on selvä eikä vähäinen.
-- sv Tydliga förändringar i välfärdsområdet och dess kommuner
--    Långsiktiga trender där förändringen är tydlig och inte ringa.
-- en Clear changes in a county and its municipalities
--    Long trends whose change is clear and not small.
-- :county 08
WITH here AS MATERIALIZED (
  SELECT kind, code FROM v_area
  WHERE kind = 'kunta' AND hva_code = :county AND valid_to IS NULL
  UNION ALL SELECT kind, code FROM v_area
  WHERE kind = 'hyvinvointialue' AND code = :county),
wanted AS MATERIALIZED (
  SELECT source, indicator, title_fi, theme, unit FROM v_indicator
  WHERE followed)
SELECT t.area_fi, i.title_fi, t.direction, t.verdict, t.slope, t.slope_low,
  t.slope_high, i.unit, t.first_year, t.last_year, t.q, t.source, t.indicator
FROM here AS a
CROSS JOIN wanted AS i
JOIN v_trend AS t ON t.area_kind = a.kind AND t.area_code = a.code
  AND t.source = i.source AND t.indicator = i.indicator
WHERE t.kind = 'long' AND t.sex = 'total' AND t.verdict IN ('up', 'down')
ORDER BY a.kind, t.area_fi, i.theme, i.title_fi, t.source, t.indicator;

-- query revised
-- fi Mitä lähteet ovat muuttaneet päivän jälkeen
--    Luvut, joita lähde on muuttanut, poistanut tai palauttanut, uusimmat ensin, enintään tuhat.
-- sv Vad källorna har ändrat sedan en dag
--    Siffror som källan har ändrat, tagit bort eller återställt, de nyaste först, högst tusen.
-- en What the sources have revised since a day
--    Figures that a source changed, withdrew or brought back, the newest first, a thousand at most.
-- :since 2025-01-01
WITH newest AS MATERIALIZED (
  SELECT * FROM v_revision WHERE seen_at >= :since
  ORDER BY seen_at DESC, source, indicator, area_kind, area_code, year, sex
  LIMIT 1000)
SELECT r.seen_at, r.kind, i.title_fi, a.name_fi, r.area_kind, r.year, r.sex,
  r.old_value, r.new_value, r.old_status, r.new_status, r.source, r.indicator
FROM newest AS r
JOIN v_indicator AS i ON i.source = r.source AND i.indicator = r.indicator
JOIN v_area AS a ON a.kind = r.area_kind AND a.code = r.area_code
ORDER BY r.seen_at DESC, r.source, r.indicator, r.area_kind, r.area_code, r.year,
  r.sex;

-- query origin
-- fi Mistä luku on peräisin
--    Vastaus, josta mittarin vuoden luvut ovat: pyyntö, hakuaika ja tallennetun vastauksen tarkiste. Rinnalla tuottaja ja käyttöehdot.
-- sv Varifrån en siffra kommer
--    Svaret som mätarens siffror för året kommer ur: förfrågan, hämtningstid och det sparade svarets kontrollsumma. Bredvid producenten och villkoren.
-- en Where a figure comes from
--    The answer that gives an indicator's figures of a year: the request, when it was fetched and the checksum of the bytes kept. Beside it the producer and its terms.
-- :source sotkanet
-- :indicator 683
-- :year 2022
SELECT i.title_fi, i.organisation, i.licence, i.data_updated, p.sex,
  p.first_year, p.last_year, p.request, p.fetched_at, p.sha256
FROM v_provenance AS p
JOIN v_indicator AS i ON i.source = p.source AND i.indicator = p.indicator
WHERE p.source = :source AND p.indicator = :indicator
  AND CAST(:year AS INTEGER) BETWEEN p.first_year AND p.last_year
ORDER BY p.sex, p.first_year;

-- query priorities
-- fi Neuvottelun painopisteet yhdessä kunnassa
--    Jokaisen painopisteen mittarit: luku, taso maahan nähden ja suunta. Heikosta yhteydestä näytetään luku, ei arviota.
-- sv Förhandlingens prioriteringar i en kommun
--    Mätarna för varje prioritering: siffra, nivå jämfört med landet och riktning. Av en svag koppling visas siffran, ingen bedömning.
-- en The priorities of a negotiation in one municipality
--    The indicators of each priority: figure, level against the country, direction. Of a weak link the figure alone, no verdict.
-- :negotiation PH-2025
-- :area 398
SELECT p.priority, p.text_fi, p.votes, p.title_fi, p.strength, p.year, p.value,
  p.country_value, p.unit, p.standing, p.trend_verdict, p.direction, p.cell,
  p.note, p.source, p.indicator
FROM v_priority AS p
WHERE p.negotiation = :negotiation AND p.area_kind = 'kunta'
  AND p.area_code = :area
ORDER BY p.position, p.link_position;

-- query agreed
-- fi Mitä sovitulle on tapahtunut
--    Neuvottelun toimenpiteet ja niiden mittarit hyvinvointialueella: luku sovittaessa ja nyt. Mikä muutoksen sai aikaan, ei selviä tästä.
-- sv Vad som har hänt med det överenskomna
--    Förhandlingens åtgärder och deras mätare i välfärdsområdet: siffran vid överenskommelsen och nu. Vad som ledde till förändringen framgår inte.
-- en What became of what was agreed
--    The measures of a negotiation and their indicators in the county: the figure when it was agreed and now. What brought a change about this does not tell.
-- :negotiation PI-2024
SELECT g.measure, m.text_fi, g.responsible, g.due, g.state, g.title_fi,
  g.agreed_year, g.agreed_value, g.revised_value, g.current_year,
  g.current_value, g.unit, g.verdict, g.note
FROM v_agreement AS g
LEFT JOIN v_measure AS m ON m.negotiation = g.negotiation
  AND m.measure = g.measure
WHERE g.negotiation = :negotiation
  AND (g.area_kind IS NULL OR g.area_kind = 'hyvinvointialue')
  AND (g.sex IS NULL OR g.sex = 'total')
ORDER BY g.measure IS NULL, m.position, g.source, g.indicator;

-- query forecasts
-- fi Mihin kunnan luvut menisivät, jos kehitys jatkuisi
--    Ennuste vuosittain ja sen 80 prosentin väli. Tavoite on toinen asia.
-- sv Vart kommunens siffror skulle gå om utvecklingen fortsatte
--    Prognosen per år och dess intervall på 80 procent. Ett mål är något annat.
-- en Where a municipality's figures would go if they went on
--    The forecast by year with its interval of 80 %. A target is something else.
-- :area 398
SELECT i.title_fi, f.from_year, f.year, f.value, f.low80, f.high80, i.unit,
  f.method, f.note, f.source, f.indicator
FROM v_forecast AS f
JOIN v_indicator AS i ON i.source = f.source AND i.indicator = f.indicator
WHERE f.area_kind = 'kunta' AND f.area_code = :area AND f.sex = 'total'
ORDER BY i.theme, i.title_fi, f.source, f.indicator, f.year;

-- query gaps
-- fi Mitä kunnasta puuttuu ja miksi
--    Suuntaukset, ennusteet, tasot ja vertailut, joita ei voitu esittää, syineen.
-- sv Vad som saknas om kommunen och varför
--    Trender, prognoser, nivåer och jämförelser som inte kunde ges, med orsaker.
-- en What is missing of a municipality and why
--    Trends, forecasts, levels and comparisons that could not be given, with reasons.
-- :area 398
SELECT g.stage, g.reason, i.title_fi, g.sex, g.source, g.indicator
FROM v_gap AS g
LEFT JOIN v_indicator AS i ON i.source = g.source AND i.indicator = g.indicator
WHERE g.area_kind = 'kunta' AND g.area_code = :area
ORDER BY g.stage, g.reason, i.title_fi, g.source, g.indicator, g.sex
LIMIT 1000;

-- query search
-- fi Etsi mittareita otsikon sanoista
--    Vähintään kolme merkkiä, myös sanan osa; otsikot suomeksi, ruotsiksi ja englanniksi.
-- sv Sök mätare med ord ur rubriken
--    Minst tre tecken, även en del av ett ord; rubriker på finska, svenska och engelska.
-- en Find indicators by words of their titles
--    Three letters or more, also a part of a word; titles in Finnish, Swedish and English.
-- :words perhe
SELECT s.source, s.indicator, s.title_fi, s.title_sv, s.title_en, i.unit,
  i.first_year, i.last_year, i.organisation
FROM indicator_search('"' || replace(:words, '"', '""') || '"') AS s
JOIN v_indicator AS i ON i.source = s.source AND i.indicator = s.indicator
ORDER BY s.rank, s.source, s.indicator
LIMIT 200;
