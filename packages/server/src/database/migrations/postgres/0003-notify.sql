-- belfry.notify(): accepts a notification in the transaction of whoever calls it, in any language. What is stored is the
-- request, checked; a Belfry process makes the payload from it within milliseconds of the commit.
-- Refuses what the API refuses, with its codes and words: MESSAGE is "code: words", DETAIL the API's "errors" as JSON.
-- SECURITY DEFINER: a role needs no more than usage of the schema, and cannot read a subscription.

-- Bytes that a text may take in the payload, at most; in a link, what is beyond ASCII is escaped.
create function belfry.json_bytes(value jsonb, is_link boolean default false) returns integer language sql immutable
  return coalesce(octet_length(to_json(value #>> '{}')::text) + case when is_link
    then 2 * octet_length(regexp_replace(value #>> '{}', '[\u0001-\u007f]', '', 'g')) else 0 end, 0);

create function belfry.check_size(request jsonb, url text) returns void language plpgsql immutable as $$
declare
  base constant integer := octet_length(coalesce(url, ''));
  parts jsonb;
  largest text;
  total integer;
  words text;
begin
  select jsonb_object_agg(name, belfry.json_bytes(request -> name, true) + base)
    into parts from unnest(array['url', 'image', 'icon', 'badge']) as name where request ? name;
  parts := coalesce(parts, '{}') || jsonb_build_object('tag', belfry.json_bytes(request -> 'tag'), 'actions', coalesce((
    select sum(80 + belfry.json_bytes(action -> 'action') + least(162, belfry.json_bytes(action -> 'title'))
      + belfry.json_bytes(coalesce(action -> 'url', request -> 'url'), true) + belfry.json_bytes(action -> 'icon', true)
      + 2 * base) from jsonb_array_elements(coalesce(request -> 'actions', '[]')) as action), 0));
  select 420 + least(402, belfry.json_bytes(request -> 'title')) + sum(value::integer) into total from jsonb_each_text(parts);
  if total + least(120, belfry.json_bytes(request -> 'body')) <= 2800 then return; end if;
  select key into largest from jsonb_each_text(parts) order by value::integer desc limit 1;
  words := 'the notification is larger than 2800 bytes, which not every push service takes; ' || largest
    || ' is its largest part: shorten it';
  perform belfry.refuse('payload-too-large', words, belfry.fault(largest, 'payload-too-large', words));
end
$$;

create function belfry.notify(request jsonb, site text default 'default', idempotency_key text default null)
  returns text language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  faults jsonb := belfry.check_request(request);
  found_site belfry.sites;
  earlier belfry.notifications;
  origins text[];
  full_request jsonb;
  shown jsonb;
  hash bytea;
  is_transactional boolean := false;
  words text;
  made text := gen_random_uuid();
  created bigint := floor(extract(epoch from clock_timestamp()) * 1000);
begin
  if faults <> '[]' then
    select case when count(distinct fault ->> 'code') = 1 then min(fault ->> 'code') else 'input-invalid' end
      into words from jsonb_array_elements(faults) as fault;
    perform belfry.refuse(words, case when words = 'input-invalid'
      then jsonb_array_length(faults) || ' things are wrong, see errors'
      else coalesce(nullif(faults -> 0 ->> 'field', ''), 'the body') || ': ' || (faults -> 0 ->> 'message') end, faults);
  end if;
  if idempotency_key !~ '^[\x21-\x7e]{1,255}$' then
    words := 'the key is 1 to 255 visible ASCII characters';
    perform belfry.refuse('idempotency-key-invalid', words,
      belfry.fault('Idempotency-Key', 'idempotency-key-invalid', words));
  end if;
  full_request := '{"ttl": 86400, "urgency": "normal", "privacy": "full"}' || request
    || jsonb_build_object('title', belfry.trimmed(request ->> 'title'));
  if request ? 'actions' then
    full_request := full_request || jsonb_build_object('actions', (
      select coalesce(jsonb_agg(value || jsonb_build_object('title', belfry.trimmed(value ->> 'title')) order by ordinality), '[]')
      from jsonb_array_elements(request -> 'actions') with ordinality));
  end if;
  hash := sha256(convert_to(belfry.canonical_json(full_request), 'UTF8'));

  select * into earlier from belfry.notifications n
    where n.site_id = notify.site and n.idempotency_key = notify.idempotency_key;
  if earlier.id is null then
    select * into found_site from belfry.sites s where s.id = notify.site;
    if found_site.id is null then
      perform belfry.refuse('site-unknown', 'there is no site ' || to_json(left(site, 100))::text, '[]');
    end if;
    if full_request -> 'to' ? 'topic' then
      select t.transactional = 1 into is_transactional from belfry.topics t
        where t.site_id = notify.site and t.id = full_request -> 'to' ->> 'topic';
      if is_transactional is null then
        words := 'the site has no topic ' || to_json(full_request -> 'to' ->> 'topic')::text || ': declare it first';
        perform belfry.refuse('topic-unknown', words, belfry.fault('to.topic', 'topic-unknown', words));
      end if;
    end if;
    select coalesce(array_agg(value), '{}') into origins from json_array_elements_text(found_site.origins::json);
    shown := case when full_request ->> 'privacy' = 'generic' then full_request - 'image' - 'actions' else full_request end;
    perform belfry.check_link('url', coalesce(shown ->> 'url', '/'), false, found_site.url, origins);
    perform belfry.check_link(name, shown ->> name, true, found_site.url, origins)
      from unnest(array['icon', 'badge', 'image']) as name;
    perform belfry.check_link('actions.' || ordinality - 1 || '.url', value ->> 'url', false, found_site.url, origins),
        belfry.check_link('actions.' || ordinality - 1 || '.icon', value ->> 'icon', true, found_site.url, origins)
      from jsonb_array_elements(coalesce(shown -> 'actions', '[]')) with ordinality;
    perform belfry.check_size(shown, coalesce(found_site.url, origins[1]));

    insert into belfry.notifications (id, site_id, idempotency_key, request_hash, audience, content, payload, collapse_key,
      urgency, privacy, lane, state, created_at, expires_at)
    values (made, site, notify.idempotency_key, hash, (full_request -> 'to')::text,
      (full_request - 'to' - 'ttl' - 'urgency' - 'privacy' - 'collapseKey')::text, '', full_request ->> 'collapseKey',
      full_request ->> 'urgency', full_request ->> 'privacy',
      case when is_transactional or full_request -> 'to' ? 'subscriber' then 'transactional' else 'bulk' end,
      'planning', created, created + (full_request ->> 'ttl')::numeric::bigint * 1000)
    on conflict on constraint notifications_site_id_idempotency_key_key do nothing;
    if found then
      perform pg_notify('belfry', 'requests');
      return made;
    end if;
    select * into earlier from belfry.notifications n
      where n.site_id = notify.site and n.idempotency_key = notify.idempotency_key;
  end if;
  if earlier.request_hash <> hash then
    words := 'this key came with another notification before: use a new key for a new notification';
    perform belfry.refuse('idempotency-key-reused', words,
      belfry.fault('Idempotency-Key', 'idempotency-key-reused', words));
  end if;
  return earlier.id;
end
$$;
comment on function belfry.notify is 'Sends a notification if and only if the transaction commits; answers with its id.';
