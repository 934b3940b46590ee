-- Whether notifications offer to be called irrelevant; a topic without a choice follows its site.
alter table belfry_sites add column not_relevant integer not null default 0 check (not_relevant in (0, 1));
alter table belfry_topics add column not_relevant integer check (not_relevant in (0, 1));

-- JSON: the form of payloads by push service, where it is not the usual one; forms/form-of-service.ts.
alter table belfry_sites add column payload_forms text not null default '{}';
