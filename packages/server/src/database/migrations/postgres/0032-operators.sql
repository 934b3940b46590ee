-- People with an account for the dashboard. The columns are those that better-auth asks for, by our names.
create table belfry.operators (
  id text primary key,
  name text not null,
  email text not null unique,     -- in lower case
  email_verified integer not null default 0,
  role text not null check (role in ('owner', 'editor', 'viewer')),
  sites text,                     -- JSON of site ids; null: all sites
  has_second_factor integer not null default 0,
  created_at bigint not null,
  updated_at bigint not null
);

create table belfry.operator_credentials (
  id text primary key,
  operator_id text not null references belfry.operators on delete cascade,
  account_id text not null,
  provider_id text not null,
  password text,                  -- its hash, with its parameters
  created_at bigint not null,
  updated_at bigint not null,
  unique (operator_id, provider_id)
);

create table belfry.operator_sessions (
  id text primary key,
  operator_id text not null references belfry.operators on delete cascade,
  token text not null unique,     -- worthless without the signature in the cookie
  expires_at bigint not null,
  last_seen_at bigint not null default 0,
  ip_address text,
  user_agent text,
  created_at bigint not null,
  updated_at bigint not null
);
create index operator_sessions_operator on belfry.operator_sessions (operator_id);

-- A sign-in that waits for its code, and how often one was tried.
create table belfry.operator_challenges (
  id text primary key,
  identifier text not null,
  value text not null,
  expires_at bigint not null,
  created_at bigint not null,
  updated_at bigint not null
);
create index operator_challenges_identifier on belfry.operator_challenges (identifier);

create table belfry.operator_second_factors (
  id text primary key,
  operator_id text not null unique references belfry.operators on delete cascade,
  secret text not null,           -- encrypted
  backup_codes text not null,     -- encrypted
  verified integer not null default 0,
  failed_count integer not null default 0,
  locked_until bigint,
  last_step bigint not null default 0  -- of the newest code that was taken: none is taken twice
);

-- Links that make an account, each once.
create table belfry.operator_links (
  id text primary key,
  kind text not null check (kind in ('set-up', 'invitation')),
  hash bytea not null unique,      -- of its token
  email text,
  role text not null check (role in ('owner', 'editor', 'viewer')),
  sites text,
  created_at bigint not null,
  expires_at bigint not null
);
