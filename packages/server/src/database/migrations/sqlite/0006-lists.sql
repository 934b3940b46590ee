-- The newest subscriptions of a site, of each status and kind of device. The expression is deviceCodeOf() of subscriptions/device.ts.
create index belfry_subscriptions_newest on belfry_subscriptions (
  site_id, status,
  (case push_service when 'fcm' then 0 when 'mozilla' then 64 when 'apple' then 128 when 'wns' then 192 else 256 end
    + case lower(browser) when 'chrome' then 0 when 'edge' then 8 when 'firefox' then 16 when 'safari' then 24 when 'opera' then 32 else 40 end
    + case lower(os) when 'windows' then 0 when 'mac' then 1 when 'linux' then 2 when 'android' then 3 when 'iphone' then 4 when 'ipad' then 5 when 'cros' then 6 else 7 end),
  id);
-- The newest subscribers of a site, whatever the others have.
create index belfry_subscribers_newest on belfry_subscribers (site_id, id);
