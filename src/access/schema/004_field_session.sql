-- A phone in the field: signed in for weeks, with what an enumerator may do and no more.
ALTER TABLE session ADD COLUMN field BIGINT NOT NULL DEFAULT 0;
