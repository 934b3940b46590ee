-- Rows for the tables of schema 32.
insert into belfry.operators (id, name, email, role, created_at, updated_at) values ('o', 'Ada', 'ada@example.com', 'owner', 1, 1);
insert into belfry.operator_credentials (id, operator_id, account_id, provider_id, password, created_at, updated_at) values ('o', 'o', 'o', 'credential', 'h', 1, 1);
insert into belfry.operator_sessions (id, operator_id, token, expires_at, created_at, updated_at) values ('s', 'o', 't', 9, 1, 1);
insert into belfry.operator_challenges (id, identifier, value, expires_at, created_at, updated_at) values ('c', 'i', 'o', 9, 1, 1);
insert into belfry.operator_second_factors (id, operator_id, secret, backup_codes) values ('f', 'o', 's', 'b');
insert into belfry.operator_links (id, kind, hash, role, created_at, expires_at) values ('l', 'invitation', '\x01', 'viewer', 1, 9);
