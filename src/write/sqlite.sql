-- What was read.
CREATE TABLE documents (
    id TEXT PRIMARY KEY,
    published TEXT,
    title TEXT,
    source TEXT,
    author TEXT,
    url TEXT,
    text TEXT
) STRICT;

-- What it tells. "record" is the whole event as JSON Lines have it.
CREATE TABLE events (
    id TEXT PRIMARY KEY,
    document TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    type TEXT NOT NULL,
    rule TEXT NOT NULL,
    sentence INTEGER NOT NULL,
    sentence_text TEXT,
    trigger TEXT NOT NULL,
    trigger_start INTEGER NOT NULL,
    trigger_end INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    time TEXT,
    time_start INTEGER,
    time_end INTEGER,
    time_value TEXT,
    place TEXT,
    place_start INTEGER,
    place_end INTEGER,
    polarity TEXT NOT NULL,
    modality TEXT NOT NULL,
    tense TEXT NOT NULL,
    source TEXT,
    source_verb TEXT,
    confidence REAL NOT NULL,
    same_as TEXT,
    record TEXT NOT NULL
) STRICT;

-- Who and what is in it: the fillers of its roles, numbered from 0. An "alternative" is one of several that "or" joins.
CREATE TABLE arguments (
    event TEXT NOT NULL REFERENCES events (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    role TEXT NOT NULL,
    text TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    type TEXT NOT NULL,
    name TEXT,
    title TEXT,
    affiliation TEXT,
    listed TEXT,
    filler_event TEXT,
    amount REAL,
    value TEXT,
    unit TEXT,
    alternative INTEGER NOT NULL,
    PRIMARY KEY (event, number)
) STRICT, WITHOUT ROWID;

-- Which entities a filler is; "the two companies" are two. In what `dateline merge` writes they are not in "entities".
CREATE TABLE argument_entities (
    event TEXT NOT NULL,
    number INTEGER NOT NULL,
    entity TEXT NOT NULL,
    PRIMARY KEY (event, number, entity),
    FOREIGN KEY (event, number) REFERENCES arguments (event, number) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- What a document names.
CREATE TABLE entities (
    id TEXT PRIMARY KEY,
    document TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    type TEXT NOT NULL,
    name TEXT NOT NULL,
    title TEXT,
    affiliation TEXT,
    listed TEXT,
    attributes TEXT NOT NULL
) STRICT;

-- Where it speaks of them.
CREATE TABLE mentions (
    entity TEXT NOT NULL REFERENCES entities (id) ON DELETE CASCADE,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    text TEXT NOT NULL,
    "by" TEXT NOT NULL
) STRICT;

CREATE INDEX events_by_document ON events (document);
CREATE INDEX events_by_type ON events (type, time_value);
CREATE INDEX arguments_by_name ON arguments (name, role);
CREATE INDEX argument_entities_by_entity ON argument_entities (entity);
CREATE INDEX entities_by_name ON entities (name, type);
CREATE INDEX entities_by_document ON entities (document);
CREATE INDEX mentions_by_entity ON mentions (entity);

-- A row an event, to read.
CREATE VIEW what_happened AS
SELECT
    e.type,
    (SELECT group_concat(a.role || ': ' || coalesce(a.name, a.text), '; ')
     FROM (SELECT role, name, text FROM arguments WHERE event = e.id ORDER BY number) AS a) AS who,
    coalesce(e.time_value, e.time) AS "when",
    e.place AS "where",
    e.polarity,
    e.modality,
    e.source AS says,
    e.sentence_text AS sentence,
    d.published,
    e.document,
    e.id
FROM events AS e JOIN documents AS d ON d.id = e.document;
