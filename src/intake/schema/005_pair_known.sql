-- Two businesses of the registry that may be one wait in the same queue: `batch` is then empty, and `said` what both say of
-- what was compared, so that a decision holds until that changes.
ALTER TABLE pair ADD COLUMN other TEXT NOT NULL DEFAULT '';  -- the other business
ALTER TABLE pair ADD COLUMN sweep TEXT NOT NULL DEFAULT '';  -- what found them last
ALTER TABLE pair ADD COLUMN pattern TEXT NOT NULL DEFAULT '';  -- how they agree, a digit a field
ALTER TABLE pair ADD COLUMN weight BIGINT NOT NULL DEFAULT 0;  -- hundredths of a bit
ALTER TABLE pair ADD COLUMN certain BIGINT NOT NULL DEFAULT 0;  -- no rule asks for a person
ALTER TABLE pair ADD COLUMN taken TEXT NOT NULL DEFAULT '';  -- decided together with others
CREATE INDEX pair_known ON pair (regency, sweep, state, pattern, weight) WHERE sweep <> '';
CREATE INDEX pair_taken ON pair (regency, taken, weight, id) WHERE taken <> '';
