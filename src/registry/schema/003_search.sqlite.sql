CREATE VIRTUAL TABLE business_search USING fts5 (
    words, content = '', detail = none, columnsize = 0, prefix = '2 3 4', tokenize = "unicode61 remove_diacritics 0"
);
