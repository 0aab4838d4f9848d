-- What a business was counted as, from one day to the next: only of those of which that ever changed. Any other is
-- what its row says since its first day. The days to come are there as well, where a law already says what it will
-- then be.
CREATE TABLE business_past (
    regency   TEXT   NOT NULL,
    business  TEXT   NOT NULL,
    from_day  TEXT   NOT NULL,
    until_day TEXT   NOT NULL,  -- exclusive; '9999-12-31' of the last one
    trade     TEXT   NOT NULL,
    class     TEXT   NOT NULL,
    status    TEXT   NOT NULL,
    village   TEXT   NOT NULL,
    district  TEXT   NOT NULL,
    coached   BIGINT NOT NULL CHECK (coached = 0 OR coached = 1),
    flagship  BIGINT NOT NULL CHECK (flagship = 0 OR flagship = 1),
    has       BIGINT NOT NULL,
    PRIMARY KEY (regency, business, from_day)
) /* clustered */;
-- What a law changes on its first day.
CREATE INDEX business_past_day ON business_past (regency, from_day);

-- The day whose class the rows of `business` show.
ALTER TABLE registry_state ADD COLUMN classes_as_of TEXT NOT NULL DEFAULT '';
