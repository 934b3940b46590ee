-- Rows for the columns of schema 16.
update belfry_subscribers set tokens_since = 17;
