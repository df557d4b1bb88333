-- Three ways into a trail of millions of entries, each of which would otherwise walk all of it: to a day; to what was refused or was not
-- found, which is rare; and to what was done with a case, among a hundred times as many looks. A verb that ends in `.read` is a look.

create index entry_words_at on audit.entry_words (partnership_id, at, seq);
create index entry_words_not_done on audit.entry_words (partnership_id, seq) where outcome <> 'done';
create index entry_words_acts on audit.entry_words (partnership_id, case_id, seq) where case_id is not null and verb not like '%.read';
