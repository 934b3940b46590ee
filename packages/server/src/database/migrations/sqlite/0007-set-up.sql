-- Sites, topics and keys are set up while the server runs. `declared` names where a value is declared instead
-- (BELFRY_URL, createBelfry, belfry.config.json): it is changed there and nowhere else.
alter table belfry_sites add column base_path text not null default '';  -- of Belfry's addresses, as browsers see them
alter table belfry_sites add column max_per_minute integer;       -- messages that a process sends; null: no ceiling
alter table belfry_sites add column max_subscriptions integer;    -- active ones of a subscriber; null: the usual
alter table belfry_sites add column declared text not null default '{}';  -- JSON: {"url": "BELFRY_URL"}

alter table belfry_topics add column description text not null default '';
alter table belfry_topics add column is_default integer not null default 0 check (is_default in (0, 1));
alter table belfry_topics add column declared text;

-- Until now every key was declared, in secrets.json or in BELFRY_API_KEY.
alter table belfry_api_keys add column reach text not null default 'site' check (reach in ('site', 'server'));
alter table belfry_api_keys add column scopes text;               -- JSON array of send, read, manage; null: all
alter table belfry_api_keys add column expires_at integer;
alter table belfry_api_keys add column last_used_at integer;      -- to the minute
alter table belfry_api_keys add column revoked_because text;      -- asked, replaced
alter table belfry_api_keys add column declared text;
update belfry_api_keys set declared = 'secrets.json', reach = 'server';

-- Encrypted: AES-256-GCM under the master key of this id. Null where only the public half is known.
alter table belfry_vapid_keys add column private_key blob;
alter table belfry_vapid_keys add column master_key_id text;
alter table belfry_vapid_keys add column changed_at integer;      -- of its status
alter table belfry_vapid_keys add column declared text;

-- Who depends on a pair is asked before it is retired.
create index belfry_subscriptions_vapid_key on belfry_subscriptions (vapid_key_id) where status = 'active';

-- One number, higher after each change of the set-up, whoever makes it: processes look at it once a second.
create table belfry_setup (
  id integer primary key check (id = 1),
  version integer not null
) strict;
insert into belfry_setup (id, version) values (1, 1);

create trigger belfry_sites_added after insert on belfry_sites
  begin update belfry_setup set version = version + 1; end;
create trigger belfry_sites_changed after update on belfry_sites
  begin update belfry_setup set version = version + 1; end;
create trigger belfry_sites_removed after delete on belfry_sites
  begin update belfry_setup set version = version + 1; end;

create trigger belfry_topics_added after insert on belfry_topics
  begin update belfry_setup set version = version + 1; end;
create trigger belfry_topics_changed after update on belfry_topics
  begin update belfry_setup set version = version + 1; end;
create trigger belfry_topics_removed after delete on belfry_topics
  begin update belfry_setup set version = version + 1; end;

create trigger belfry_vapid_keys_added after insert on belfry_vapid_keys
  begin update belfry_setup set version = version + 1; end;
create trigger belfry_vapid_keys_changed after update on belfry_vapid_keys
  begin update belfry_setup set version = version + 1; end;
create trigger belfry_vapid_keys_removed after delete on belfry_vapid_keys
  begin update belfry_setup set version = version + 1; end;

create trigger belfry_api_keys_added after insert on belfry_api_keys
  begin update belfry_setup set version = version + 1; end;
-- Not last_used_at: nobody has to know of it at once.
create trigger belfry_api_keys_changed after update of site_id, hash, revoked_at, expires_at, scopes, reach on belfry_api_keys
  begin update belfry_setup set version = version + 1; end;
create trigger belfry_api_keys_removed after delete on belfry_api_keys
  begin update belfry_setup set version = version + 1; end;
