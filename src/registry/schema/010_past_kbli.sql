-- The code under which a business was counted, as everything else that it was counted as.
ALTER TABLE business_past ADD COLUMN kbli TEXT NOT NULL DEFAULT '';
