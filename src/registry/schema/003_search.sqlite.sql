-- Beginnings of up to twelve letters (Sulistyowati) have lists of their own: a search reads only as much of one as it
-- shows.
-- Folded words are letters and digits of any script, which this tokenizer leaves whole; '#' begins an identifier.
CREATE VIRTUAL TABLE business_search USING fts5 (
    words, content = '', detail = none, columnsize = 0, prefix = '1 2 3 4 5 6 7 8 9 10 11 12', tokenize = "ascii"
);
-- NIK and phone as keyed hashes, NIB: looked for as a whole only, so without the cost of prefixes.
CREATE VIRTUAL TABLE business_identifier USING fts5 (
    words, content = '', detail = none, columnsize = 0, tokenize = "ascii tokenchars '#'"
);
-- Bytes gathered in memory before a piece of the index is written: fewer pieces, less merging.
INSERT INTO business_search (business_search, rank) VALUES ('hashsize', 4194304);
INSERT INTO business_identifier (business_identifier, rank) VALUES ('hashsize', 4194304);
-- Every word of either index with the number it belongs to, for `bina check`.
CREATE VIRTUAL TABLE business_search_word USING fts5vocab (business_search, instance);
CREATE VIRTUAL TABLE business_identifier_word USING fts5vocab (business_identifier, instance);
