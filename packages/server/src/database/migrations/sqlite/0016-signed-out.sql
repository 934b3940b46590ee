-- When a person was signed out everywhere: identity tokens from before are refused.
alter table belfry_subscribers add column tokens_since integer;
