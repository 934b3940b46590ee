-- Rows for the columns of schema 24.
update belfry_api_keys set topics = '["blog"]';
