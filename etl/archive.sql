-- archive.db: every answer, byte for byte, for ever. Nothing in it is changed
-- or removed; triggers see to that. Numbered migrations stand in archive.c.

-- A body is kept once however often it came.
CREATE TABLE body (
  sha256   TEXT PRIMARY KEY,     -- of the bytes as received
  encoding TEXT NOT NULL CHECK (encoding IN ('', 'gzip')), -- as received
  packed   INTEGER NOT NULL CHECK (packed IN (0, 1)), -- 1: gzipped by us
  size     INTEGER NOT NULL,     -- of the bytes as received
  bytes    BLOB NOT NULL
) STRICT;

-- A run of the program that asked or took in something.
CREATE TABLE run (
  id         INTEGER PRIMARY KEY,
  command    TEXT NOT NULL,
  version    TEXT NOT NULL,
  started_at TEXT NOT NULL
) STRICT;

-- How it ended; a run without such a row was killed, or still goes on.
CREATE TABLE run_end (
  run      INTEGER PRIMARY KEY REFERENCES run,
  ended_at TEXT NOT NULL,
  outcome  TEXT NOT NULL CHECK (outcome IN ('ok', 'incomplete', 'failed')),
  requests INTEGER NOT NULL,
  bytes    INTEGER NOT NULL,     -- received
  new      INTEGER NOT NULL,
  same     INTEGER NOT NULL,
  refused  INTEGER NOT NULL,
  message  TEXT NOT NULL
) STRICT;

-- One answer to one request.
CREATE TABLE fetch (
  id            INTEGER PRIMARY KEY,
  run           INTEGER NOT NULL REFERENCES run,
  source        TEXT NOT NULL,
  topic         TEXT NOT NULL,   -- what it speaks of: 'areas', 'figures:127'
  scope         TEXT NOT NULL,   -- of figures: '1990-2012 total', else ''
  request       TEXT NOT NULL,   -- the address as it was asked
  basis         TEXT,            -- what was known of the figures when they
                                 -- were asked for: another basis, another ask
  fetched_at    TEXT NOT NULL,
  status        INTEGER NOT NULL, -- HTTP; 0: no answer came; 200 for imports
  etag          TEXT,
  last_modified TEXT,
  body          TEXT REFERENCES body, -- NULL: there is none
  verdict       TEXT NOT NULL CHECK (verdict IN ('new', 'same', 'refused')),
  reason        TEXT,            -- why it was refused
  CHECK ((verdict = 'refused') = (reason IS NOT NULL))
) STRICT;
CREATE INDEX fetch_topic ON fetch (source, topic, fetched_at);

CREATE TRIGGER body_stays BEFORE UPDATE ON body
BEGIN SELECT raise(ABORT, 'the archive is append-only'); END;
CREATE TRIGGER body_is_kept BEFORE DELETE ON body
BEGIN SELECT raise(ABORT, 'the archive is append-only'); END;
CREATE TRIGGER fetch_stays BEFORE UPDATE ON fetch
BEGIN SELECT raise(ABORT, 'the archive is append-only'); END;
CREATE TRIGGER fetch_is_kept BEFORE DELETE ON fetch
BEGIN SELECT raise(ABORT, 'the archive is append-only'); END;
CREATE TRIGGER run_stays BEFORE UPDATE ON run
BEGIN SELECT raise(ABORT, 'the archive is append-only'); END;
CREATE TRIGGER run_is_kept BEFORE DELETE ON run
BEGIN SELECT raise(ABORT, 'the archive is append-only'); END;
CREATE TRIGGER run_end_stays BEFORE UPDATE ON run_end
BEGIN SELECT raise(ABORT, 'the archive is append-only'); END;
CREATE TRIGGER run_end_is_kept BEFORE DELETE ON run_end
BEGIN SELECT raise(ABORT, 'the archive is append-only'); END;

-- Each step that made or changed this schema, with the program that did.
CREATE TABLE migration (
  version INTEGER PRIMARY KEY,
  program TEXT NOT NULL,
  done_at TEXT NOT NULL
) STRICT;
