-- Rows for the tables of schema 34.
insert into belfry_operator_passkeys (id, operator_id, name, origin, public_key, counter, created_at) values ('p', 'o', 'Phone', 'https://push.example', x'01', 0, 1);
insert into belfry_operator_used_challenges (hash, expires_at) values (x'01', 9);
