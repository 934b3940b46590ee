-- When a person was signed out everywhere: identity tokens from before are refused.
alter table belfry.subscribers add column tokens_since bigint;
