-- archive.db, version 2: how long each stage of a run took and what it changed.

-- A stage of a run, kept as soon as it is over: of a run that was killed, the
-- stages before.
CREATE TABLE run_stage (
  run     INTEGER NOT NULL REFERENCES run,
  stage   TEXT NOT NULL,         -- 'fetch', 'load', 'analyse', 'plot', 'brief'
  seconds REAL NOT NULL CHECK (seconds >= 0),
  changed INTEGER,               -- what came out other than before: answers,
                                 -- figures, trends, charts, pages; NULL: the
                                 -- stage failed
  PRIMARY KEY (run, stage)
) STRICT;

CREATE TRIGGER run_stage_stays BEFORE UPDATE ON run_stage
BEGIN SELECT raise(ABORT, 'the archive is append-only'); END;
CREATE TRIGGER run_stage_is_kept BEFORE DELETE ON run_stage
BEGIN SELECT raise(ABORT, 'the archive is append-only'); END;
