-- Outlines of the villages that a campaign goes to, as they were known when its prelist was made.
CREATE TABLE census_outline (
    regency  TEXT NOT NULL CHECK (length(regency) = 4),
    campaign TEXT NOT NULL,
    village  TEXT NOT NULL,
    rings    TEXT NOT NULL,  -- "longitude latitude" in millionths of a degree, a comma between points, a line each ring
    PRIMARY KEY (regency, campaign, village)
) /* clustered */;
