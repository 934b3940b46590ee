-- The least that a topic's notifications keep from a screen; a notification or a person may ask for more.
alter table belfry_topics add column privacy text not null default 'full' check (privacy in ('full', 'generic', 'opaque'));

-- JSON: what a site shows in place of what it keeps back, and who may ask for that; notifications/site-privacy.ts.
alter table belfry_sites add column privacy text not null default '{}';

-- 1: not even an address. Beside `content`, which is then 'generic' for processes that do not know this.
alter table belfry_delivery_preferences add column opaque integer not null default 0 check (opaque in (0, 1));
