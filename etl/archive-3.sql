-- archive.db, version 3: the follow-up of agreements, as it was loaded. What was
-- written once stays: a row that is changed afterwards is noticed.

CREATE TABLE followup_row (
  id          INTEGER PRIMARY KEY,
  negotiation TEXT NOT NULL,     -- the folder of config/negotiations
  item        TEXT NOT NULL,     -- a measure, or what is followed of a priority
  date        TEXT NOT NULL,     -- of the state
  state       TEXT NOT NULL,
  value       TEXT NOT NULL,
  note        TEXT NOT NULL,
  by          TEXT NOT NULL,     -- in which role
  seen_at     TEXT NOT NULL,     -- when it was loaded first
  UNIQUE (negotiation, item, date, state, value, note, by)
) STRICT;

CREATE TRIGGER followup_row_stays BEFORE UPDATE ON followup_row
BEGIN SELECT raise(ABORT, 'the archive is append-only'); END;
CREATE TRIGGER followup_row_is_kept BEFORE DELETE ON followup_row
BEGIN SELECT raise(ABORT, 'the archive is append-only'); END;
