-- Whether notifications offer to be called irrelevant; a topic without a choice follows its site.
alter table belfry.sites add column not_relevant smallint not null default 0 check (not_relevant in (0, 1));
alter table belfry.topics add column not_relevant smallint check (not_relevant in (0, 1));

-- JSON: the form of payloads by push service, where it is not the usual one; forms/form-of-service.ts.
alter table belfry.sites add column payload_forms text not null default '{}';
