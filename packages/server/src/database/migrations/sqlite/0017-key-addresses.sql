-- JSON array of the addresses and networks from which a key works; null: from all.
alter table belfry_api_keys add column addresses text;
