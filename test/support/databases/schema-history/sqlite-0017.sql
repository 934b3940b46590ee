-- Rows for the columns of schema 17.
update belfry_api_keys set addresses = '["10.0.0.0/8"]';
