-- JSON array of the only topics that a key sends to; null: all.
alter table belfry.api_keys add column topics text;
