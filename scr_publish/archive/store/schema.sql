-- The store of an archive scan: one SQLite file, schema version 1 (PRAGMA user_version).
-- It holds excerpts and whole assessments: it is as sensitive as the documents themselves.
-- Times are UTC, ISO 8601 to the second. Ids are the store's own; `item` is what stays the same from scan to scan.

CREATE TABLE scan (                    -- one run over a source, however often it was interrupted and went on
  id INTEGER PRIMARY KEY,
  started TEXT NOT NULL,
  finished TEXT,                       -- NULL until it is done
  source TEXT NOT NULL,                -- the folder, list, zip, WARC or address as named
  profile TEXT NOT NULL,
  model TEXT NOT NULL,                 -- name and version of the language model
  tool_version TEXT NOT NULL,
  settings TEXT NOT NULL,              -- digest of all that a result depends on besides the document
  engine TEXT NOT NULL,                -- local or ray
  processes INTEGER NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('running', 'stopped', 'finished')),
  n_items INTEGER NOT NULL DEFAULT 0,  -- documents that the source has
  n_done INTEGER NOT NULL DEFAULT 0,   -- checked in this scan
  n_unchanged INTEGER NOT NULL DEFAULT 0,
  seconds REAL NOT NULL DEFAULT 0      -- of work, interruptions left out
);

CREATE TABLE document (                -- one document of a source, as it was last seen
  id INTEGER PRIMARY KEY,
  item TEXT NOT NULL UNIQUE,           -- path, path!/entry, or address
  source TEXT NOT NULL,                -- the source that it was found in
  name TEXT NOT NULL,                  -- its file name
  url TEXT,                            -- where it is published, if known
  link_text TEXT,                      -- of the link that led to it
  link_date TEXT,                      -- date beside that link
  found_on TEXT,                       -- page with that link
  container TEXT,                      -- the zip or WARC that it stands in
  published TEXT,                      -- day of publication, where it is known
  sha256 TEXT,
  bytes INTEGER,
  stamp TEXT,                          -- cheap sign of change: time of the file, checksum of an entry
  format TEXT,
  pages INTEGER,
  words INTEGER,
  title TEXT,
  kind TEXT NOT NULL DEFAULT 'unknown' CHECK (kind IN ('report', 'companion', 'other', 'unknown')),
  kind_reason TEXT,                    -- why, in words
  pair_of INTEGER REFERENCES document, -- of a companion: its report
  pair_reason TEXT,
  duplicate_of INTEGER REFERENCES document, -- same bytes
  near_of INTEGER REFERENCES document, -- nearly the same text
  near_score REAL,                     -- 0 to 1, share of shingles in common
  year INTEGER,                        -- of publication: of the link, the file or the text
  first_seen INTEGER REFERENCES scan,
  last_seen INTEGER REFERENCES scan,   -- last scan in which the source had it
  last_checked TEXT,                   -- when
  state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'ok', 'unreadable', 'timeout', 'crash', 'removed')),
  error TEXT,                          -- why it could not be checked
  key TEXT,                            -- digest of content, name and settings of what was last done
  result INTEGER REFERENCES result     -- the current one
);
CREATE INDEX document_sha256 ON document (sha256);

CREATE TABLE result (                  -- what one check of a document in one scan gave
  id INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES document,
  scan INTEGER NOT NULL REFERENCES scan,
  sha256 TEXT NOT NULL,
  companions TEXT NOT NULL DEFAULT '', -- digest of the companions that were read with it
  checks TEXT NOT NULL,                -- all, companion (privacy and hidden), or none (no report)
  decision TEXT,                       -- ready, needs-review, not-ready; NULL where nothing was checked
  blockers INTEGER NOT NULL DEFAULT 0,
  reviews INTEGER NOT NULL DEFAULT 0,
  advice INTEGER NOT NULL DEFAULT 0,
  reading_age REAL,                    -- years of age that the prose asks for (US school grade + 5)
  risk_level TEXT,                     -- highest risk of identification: high, medium, low
  risk_high INTEGER,                   -- most people who share what is disclosed of that person
  seconds REAL NOT NULL,               -- what the check took
  json BLOB,                           -- the whole assessment, zlib
  UNIQUE (document, scan)
);

CREATE TABLE finding (                 -- what one check found, in the order of the document
  result INTEGER NOT NULL REFERENCES result ON DELETE CASCADE,
  number INTEGER NOT NULL,             -- in the order of the document
  rule TEXT NOT NULL,
  rule_name TEXT NOT NULL,
  category TEXT NOT NULL,
  severity TEXT NOT NULL,
  label TEXT,
  surface TEXT NOT NULL,
  page INTEGER,
  place TEXT,                          -- in words
  excerpt TEXT,
  message TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  PRIMARY KEY (result, number)
) WITHOUT ROWID;

CREATE TABLE section (                 -- the elements that guidance asks for
  result INTEGER NOT NULL REFERENCES result ON DELETE CASCADE,
  id TEXT NOT NULL,
  status TEXT NOT NULL,                -- present, missing, empty
  PRIMARY KEY (result, id)
) WITHOUT ROWID;

CREATE TABLE statement (               -- how many statements of each kind: action, impact, future, vague …
  result INTEGER NOT NULL REFERENCES result ON DELETE CASCADE,
  kind TEXT NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY (result, kind)
) WITHOUT ROWID;

CREATE TABLE readability (             -- measures of the whole prose
  result INTEGER NOT NULL REFERENCES result ON DELETE CASCADE,
  name TEXT NOT NULL,
  value REAL NOT NULL,
  PRIMARY KEY (result, name)
) WITHOUT ROWID;

CREATE TABLE feature (                 -- what finds pairs and doubles, without reading the documents again
  document INTEGER PRIMARY KEY REFERENCES document,
  sha256 TEXT NOT NULL,
  signature BLOB,                      -- minhash of the printed text's shingles
  opening TEXT,                        -- the first words
  text BLOB                            -- the printed words, zlib
);

CREATE TABLE archive_finding (         -- findings on the archive itself, between documents
  document INTEGER NOT NULL REFERENCES document,
  other INTEGER REFERENCES document,
  rule TEXT NOT NULL,
  severity TEXT NOT NULL,
  message TEXT NOT NULL,
  evidence TEXT NOT NULL DEFAULT '',   -- the differing text, as JSON
  PRIMARY KEY (document, rule, other)
);

CREATE TABLE event (                   -- what changed, and when it was seen
  id INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  scan INTEGER REFERENCES scan,
  document INTEGER REFERENCES document,
  item TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN
    ('new', 'changed', 'removed', 'back',                   -- what happened since the scan before
     'gone-early', 'not-linked', 'should-be-down', 'harmful', 'broken-link', 'not-fetched', 'incomplete')),
                                       -- what is wrong now: each scan notes it anew for as long as it is so
  rule TEXT,                           -- PR230 to PR234, DX230 to DX233
  detail TEXT NOT NULL DEFAULT '{}',   -- what fills the rule's message, as JSON
  UNIQUE (scan, item, kind)
);

CREATE TABLE visit (                   -- each request for a published document
  id INTEGER PRIMARY KEY,
  item TEXT NOT NULL,
  at TEXT NOT NULL,
  http_status INTEGER,                 -- NULL where no answer came
  etag TEXT,
  last_modified TEXT,
  sha256 TEXT,
  found_on TEXT,
  linked INTEGER NOT NULL DEFAULT 1,   -- 0 where no page leads to it any more
  error TEXT                           -- why there is nothing: gone, forbidden, slow … (website.toml)
);
CREATE INDEX visit_item ON visit (item, at);

-- For questions: the reports of the archive, each once, with their current result.
CREATE VIEW report AS
  SELECT document.id, item, name, title, url, link_text, published, year, format, pages, words, state,
         decision, blockers, reviews, advice, reading_age, risk_level, risk_high,
         result.id AS result, result.scan AS scan, first_seen, last_seen
  FROM document LEFT JOIN result ON result.id = document.result
  WHERE kind = 'report' AND duplicate_of IS NULL AND state <> 'removed';

CREATE VIEW report_finding AS
  SELECT report.id AS document, report.name, report.year, finding.*
  FROM report JOIN finding ON finding.result = report.result;
