-- Folded words are letters and digits of any script, which this tokenizer leaves whole; '#' begins an identifier.
CREATE VIRTUAL TABLE business_search USING fts5 (
    words, content = '', detail = none, columnsize = 0, prefix = '1 2 3 4 5 6', tokenize = "ascii tokenchars '#'"
);
