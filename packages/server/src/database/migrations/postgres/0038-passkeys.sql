-- Passkeys of operators: a public key each, of one origin. The private one never leaves its authenticator.
create table belfry.operator_passkeys (
  id text primary key,            -- the credential's, in base64url
  operator_id text not null references belfry.operators on delete cascade,
  name text not null,             -- as the operator calls it
  origin text not null,           -- the only one it signs in at
  public_key bytea not null,      -- COSE
  counter bigint not null,        -- signatures, as its authenticator counts them; always 0 for one that is synced
  transports text,                -- JSON; null: unknown
  is_synced integer not null default 0,
  created_at bigint not null,
  last_used_at bigint
);
create index operator_passkeys_operator on belfry.operator_passkeys (operator_id);

-- Answers to challenges that were taken, until the challenge is over by itself: none is taken twice.
create table belfry.operator_used_challenges (
  hash bytea primary key,
  expires_at bigint not null
);
create index operator_used_challenges_expiry on belfry.operator_used_challenges (expires_at);
