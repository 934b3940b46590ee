-- Rows for the columns of schema 22.
update belfry.api_keys set addresses = '["10.0.0.0/8"]';
