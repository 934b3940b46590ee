-- Rows for the tables of schema 39.
insert into belfry.operator_passkeys (id, operator_id, name, origin, public_key, counter, created_at) values ('p', 'o', 'Phone', 'https://push.example', '\x01', 0, 1);
insert into belfry.operator_used_challenges (hash, expires_at) values ('\x01', 9);
