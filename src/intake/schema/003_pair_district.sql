-- Where the business stood that the row may be, so that whoever answers for a district sees and decides its pairs alone.
ALTER TABLE pair ADD COLUMN district TEXT NOT NULL DEFAULT '';
