-- SQLite 3.40 puts the value that a column is compared with into the other conditions on it, and then no longer sees that
-- an index of a part of the rows would do. So these are of all rows.
DROP INDEX visit_pattern;
CREATE INDEX visit_pattern ON visit (regency, campaign, enumerator, pattern);
DROP INDEX pack_enumerator;
CREATE INDEX pack_enumerator ON pack (regency, enumerator, campaign);
DROP INDEX census_target_business;
CREATE INDEX census_target_business ON census_target (regency, business);
