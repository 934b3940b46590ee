-- Quiet hours of everybody who has said nothing of their own: JSON of from, to and timeZone. Null: none.
alter table belfry_sites add column quiet_hours text;
-- 1: none, whatever the site says. For those who have said nothing the site's count.
alter table belfry_delivery_preferences add column quiet_none integer not null default 0 check (quiet_none in (0, 1));
