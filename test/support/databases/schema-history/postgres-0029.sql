-- Rows for the columns of schema 29.
update belfry.api_keys set topics = '["blog"]';
