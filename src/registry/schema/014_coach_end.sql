-- That a coaching ended is a fact now, as everything else that is said of a business. No release had this table.
DROP TABLE coach_end;
UPDATE coach SET ended = '' WHERE ended <> '';
