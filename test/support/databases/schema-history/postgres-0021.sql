-- Rows for the columns of schema 21.
update belfry.subscribers set tokens_since = 17;
