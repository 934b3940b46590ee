-- Sites, topics and keys are set up while the server runs. `declared` names where a value is declared instead
-- (BELFRY_URL, createBelfry, belfry.config.json): it is changed there and nowhere else.
alter table belfry.sites add column base_path text not null default '';  -- of Belfry's addresses, as browsers see them
alter table belfry.sites add column max_per_minute bigint;        -- messages that a process sends; null: no ceiling
alter table belfry.sites add column max_subscriptions integer;    -- active ones of a subscriber; null: the usual
alter table belfry.sites add column declared text not null default '{}';  -- JSON: {"url": "BELFRY_URL"}

alter table belfry.topics add column description text not null default '';
alter table belfry.topics add column is_default smallint not null default 0 check (is_default in (0, 1));
alter table belfry.topics add column declared text;

-- Until now every key was declared, in secrets.json or in BELFRY_API_KEY.
alter table belfry.api_keys add column reach text not null default 'site' check (reach in ('site', 'server'));
alter table belfry.api_keys add column scopes text;               -- JSON array of send, read, manage; null: all
alter table belfry.api_keys add column expires_at bigint;
alter table belfry.api_keys add column last_used_at bigint;       -- to the minute
alter table belfry.api_keys add column revoked_because text;      -- asked, replaced
alter table belfry.api_keys add column declared text;
update belfry.api_keys set declared = 'secrets.json', reach = 'server';

-- Encrypted: AES-256-GCM under the master key of this id. Null where only the public half is known.
alter table belfry.vapid_keys add column private_key bytea;
alter table belfry.vapid_keys add column master_key_id text;
alter table belfry.vapid_keys add column changed_at bigint;       -- of its status
alter table belfry.vapid_keys add column declared text;

-- Who depends on a pair is asked before it is retired.
create index subscriptions_vapid_key on belfry.subscriptions (vapid_key_id) where status = 'active';

-- One number, higher after each change of the set-up, whoever makes it: processes look at it once a second.
create table belfry.setup (
  id integer primary key check (id = 1),
  version bigint not null
);
insert into belfry.setup (id, version) values (1, 1);

create function belfry.note_setup() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  update belfry.setup set version = version + 1;
  return null;
end
$$;
create trigger setup_changed after insert or update or delete on belfry.sites
  for each statement execute function belfry.note_setup();
create trigger setup_changed after insert or update or delete on belfry.topics
  for each statement execute function belfry.note_setup();
create trigger setup_changed after insert or update or delete on belfry.vapid_keys
  for each statement execute function belfry.note_setup();
-- Not last_used_at: nobody has to know of it at once.
create trigger setup_changed
  after insert or delete or update of site_id, hash, revoked_at, expires_at, scopes, reach on belfry.api_keys
  for each statement execute function belfry.note_setup();
