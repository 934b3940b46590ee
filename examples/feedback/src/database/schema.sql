-- The app's own tables. Belfry keeps its tables, belfry_…, in the same file: that is what lets a
-- message and its notification be committed in one transaction.

-- autoincrement: an id is never used twice, so the link in an old notification can lead to nothing
-- but the message it was about.
create table if not exists feedback (
  id integer primary key autoincrement,
  name text not null,
  email text not null,
  message text not null,
  created_at integer not null     -- milliseconds since the epoch, UTC
) strict;

-- One row: this site has one owner.
create table if not exists owner (
  id integer primary key check (id = 1),
  password_hash text not null
) strict;

create table if not exists sessions (
  token_hash blob primary key,    -- sha256: whoever reads the file cannot sign in with what is in it
  expires_at integer not null
) strict, without rowid;
