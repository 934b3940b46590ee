-- belfry.notify() as before, with its codes and words, by the rules in belfry.notification_rules.

create function belfry.refuse_as(refusals jsonb, kind text, field text, variadic insertions text[] default '{}')
  returns void language plpgsql as $$
declare
  code constant text := refusals -> kind ->> 'code';
  words constant text := format(refusals -> kind ->> 'words', variadic insertions);
begin
  perform belfry.refuse(code, words, case when field is null then '[]' else belfry.fault(field, code, words) end);
end
$$;

-- The origin of an absolute address in its normal form, or null. Only hosts that every reader takes for the same: nothing
-- beyond ASCII, no escapes, no second spelling of a number.
create function belfry.link_origin(link text) returns text language plpgsql immutable as $$
declare
  parts constant text[] :=
    regexp_match(lower(link), '^(https?)://([a-z0-9._-]+|\[[0-9a-f:]+\])(?::(\d{0,5}))?(?:[/?#]|$)');
  usual constant integer := case parts[1] when 'http' then 80 else 443 end;
  port constant integer := coalesce(nullif(parts[3], '')::integer, usual);
begin
  if port > 65535 or parts[2] ~ '(^|\.)(\d+|0x[0-9a-f]*)\.?$'
    and parts[2] !~ '^(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(\.(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)){3}$' then
    return null;
  elsif left(parts[2], 1) = '[' then
    begin
      perform btrim(parts[2], '[]')::inet;
    exception when invalid_text_representation then
      return null;
    end;
  end if;
  return parts[1] || '://' || parts[2] || case when port = usual then '' else ':' || port end;
end
$$;

-- Stricter than a browser about what is a link: no spaces and no backslashes either.
create function belfry.check_link(field text, link text, is_picture boolean, own text[], origins text[], refusals jsonb)
  returns void language plpgsql as $$
declare
  scheme constant text := lower(substring(link from '^([A-Za-z][A-Za-z0-9+.-]*:)'));
  origin text;
begin
  if scheme in ('https:', 'http:') then origin := belfry.link_origin(link);
  elsif link like '//%' then origin := belfry.link_origin(split_part(own[1], '//', 1) || link);
  else origin := own[1];
  end if;
  if cardinality(own) = 0 and (scheme is null or scheme in ('https:', 'http:') and origin is null) then
    perform belfry.refuse_as(refusals, 'site-url-missing', field);
  elsif link ~ '[\s\\\u0001-\u001f]' then
    perform belfry.refuse_as(refusals, 'link-malformed', field);
  elsif scheme not in ('https:', 'http:') then
    perform belfry.refuse_as(refusals, 'link-scheme', field, scheme);
  elsif link ~ '^([A-Za-z]+:)?//[^/?#]*@' then
    perform belfry.refuse_as(refusals, 'link-with-password', field);
  elsif origin is null then
    perform belfry.refuse_as(refusals, 'link-malformed', field);
  elsif is_picture and origin like 'http:%' and origin <> all(origins) then
    perform belfry.refuse_as(refusals, 'picture-plain', field);
  elsif not is_picture and origin <> all(own) then
    perform belfry.refuse_as(refusals, 'link-elsewhere', field, left(origin, 100), array_to_string(own[1:3], ', '));
  end if;
end
$$;

-- Each address in a value, as it is shown, in the order of the fields.
create function belfry.check_links(given jsonb, rule jsonb, field text, own text[], origins text[], refusals jsonb)
  returns void language plpgsql as $$
declare
  prefix constant text := case field when '' then '' else field || '.' end;
  fields jsonb;
  inner_rule jsonb;
  name text;
begin
  if rule ? 'link' then
    perform belfry.check_link(field, given #>> '{}', rule ->> 'link' = 'picture', own, origins, refusals);
  elsif rule ? 'items' then
    for n in 0 .. jsonb_array_length(given) - 1 loop
      perform belfry.check_links(given -> n, rule -> 'items', prefix || n, own, origins, refusals);
    end loop;
  else
    fields := rule -> 'fields';
    for n in 0 .. jsonb_array_length(fields) - 1 loop
      inner_rule := fields -> n;
      name := inner_rule ->> 'name';
      if inner_rule ? 'linked' and given ? name then
        perform belfry.check_links(given -> name, inner_rule, prefix || name, own, origins, refusals);
      end if;
    end loop;
  end if;
end
$$;

-- Bytes that a value may take in the payload, at most. `base`: what a path is put behind; `page`: what a missing link takes.
create function belfry.payload_bytes(given jsonb, rule jsonb, base integer, page integer, frame integer)
  returns integer language plpgsql immutable as $$
declare
  sum integer := 0;
  fields jsonb;
  inner_rule jsonb;
  name text;
begin
  if rule ? 'counts' then return 0; end if;
  case rule ->> 'type'
  when 'string' then
    -- As JSON; in a link each byte beyond ASCII is escaped to three.
    sum := octet_length(given::text);
    if rule ? 'link' then
      return base + sum + 2 * octet_length(regexp_replace(given::text, '[\u0001-\u007f]', '', 'g'));
    end if;
    return least((rule ->> 'cutAt')::integer + 2, sum);
  when 'array' then
    for n in 0 .. jsonb_array_length(given) - 1 loop
      sum := sum + belfry.payload_bytes(given -> n, rule -> 'items', base, page, frame);
    end loop;
  when 'object' then
    sum := frame;
    fields := rule -> 'fields';
    for n in 0 .. jsonb_array_length(fields) - 1 loop
      inner_rule := fields -> n;
      name := inner_rule ->> 'name';
      if given ? name then sum := sum + belfry.payload_bytes(given -> name, inner_rule, base, page, frame);
      elsif inner_rule ->> 'link' = 'page' then sum := sum + page;
      end if;
    end loop;
  else
    null; -- a number or a flag: the frame has room for it
  end case;
  return sum;
end
$$;

create function belfry.check_size(shown jsonb, rules jsonb, home text) returns void language plpgsql as $$
declare
  most constant integer := rules -> 'payload' ->> 'most';
  frame constant integer := rules -> 'payload' ->> 'objectFrame';
  base constant integer := octet_length(coalesce(home, ''));
  page constant integer := base + 3 * coalesce(octet_length((shown -> 'url')::text), 0);
  fields constant jsonb := rules -> 'request' -> 'fields';
  total integer := rules -> 'payload' ->> 'frame';
  inner_rule jsonb;
  name text;
  bytes integer;
  largest text;
  largest_bytes integer := -1;
begin
  for n in 0 .. jsonb_array_length(fields) - 1 loop
    inner_rule := fields -> n;
    name := inner_rule ->> 'name';
    if shown ? name then
      bytes := belfry.payload_bytes(shown -> name, inner_rule, base, page, frame);
      total := total + bytes;
      if bytes > largest_bytes and not inner_rule ? 'cutAt' then
        largest := name;
        largest_bytes := bytes;
      end if;
    end if;
  end loop;
  if total > most then
    perform belfry.refuse_as(rules -> 'refusals', 'payload-too-large', largest, most::text, largest);
  end if;
end
$$;

create or replace function belfry.notify(request jsonb, site text default 'default', idempotency_key text default null)
  returns text language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  rules jsonb;
  rules_version integer;
  refusals jsonb;
  faults jsonb;
  code text;
  words text;
  found_site belfry.sites;
  earlier belfry.notifications;
  origins text[];
  own text[];
  full_request jsonb;
  shown jsonb;
  hash bytea;
  is_transactional boolean := false;
  made text := gen_random_uuid();
  created bigint := floor(extract(epoch from clock_timestamp()) * 1000);
begin
  select r.version, r.rules, r.rules -> 'refusals' into strict rules_version, rules, refusals
    from belfry.notification_rules r order by r.version desc limit 1;
  faults := belfry.faults_of(coalesce(request, 'null'), rules -> 'request', '', rules -> 'faults');
  if faults is not null then
    select jsonb_agg(fault - 'ends' order by place),
        case when count(distinct fault ->> 'code') = 1 then min(fault ->> 'code') else 'input-invalid' end,
        string_agg(coalesce(nullif(fault ->> 'field', ''), 'the body') || ': ' || (fault ->> 'message'), '; ' order by place)
      into faults, code, words
      from jsonb_array_elements(faults) with ordinality as entry (fault, place)
      where place <= (rules -> 'limits' ->> 'named')::integer;
    if code = 'input-invalid' then words := jsonb_array_length(faults) || ' things are wrong: ' || words;
    else words := coalesce(nullif(faults -> 0 ->> 'field', ''), 'the body') || ': ' || (faults -> 0 ->> 'message');
    end if;
    perform belfry.refuse(code, words, faults);
  end if;
  if belfry.faults_of(to_jsonb(idempotency_key), rules -> 'idempotencyKey', '', rules -> 'faults') is not null then
    perform belfry.refuse_as(refusals, 'idempotency-key-invalid', 'Idempotency-Key');
  end if;
  full_request := belfry.completed(request, rules -> 'request');
  hash := sha256(convert_to(belfry.canonical_json(full_request), 'UTF8'));

  select * into earlier from belfry.notifications n
    where n.site_id = notify.site and n.idempotency_key = notify.idempotency_key;
  if earlier.id is null then
    select * into found_site from belfry.sites s where s.id = notify.site;
    if found_site.id is null then
      perform belfry.refuse_as(refusals, 'site-unknown', null, to_json(left(site, 100))::text);
    end if;
    if full_request -> 'to' ? 'topic' then
      select t.transactional = 1 into is_transactional from belfry.topics t
        where t.site_id = notify.site and t.id = full_request -> 'to' ->> 'topic';
      if is_transactional is null then
        perform belfry.refuse_as(refusals, 'topic-unknown', 'to.topic', to_json(full_request -> 'to' ->> 'topic')::text);
      end if;
    end if;
    select coalesce(array_agg(value), '{}') into origins from json_array_elements_text(found_site.origins::json);
    own := array_remove(array[belfry.link_origin(found_site.url)], null)
      || array_remove(origins, belfry.link_origin(found_site.url));
    shown := case when full_request ->> 'privacy' = 'generic'
      then full_request - array(select jsonb_array_elements_text(rules -> 'payload' -> 'hidden')) else full_request end;
    perform belfry.check_links('{"url": "/"}' || shown, rules -> 'request', '', own, origins, refusals);
    perform belfry.check_size(shown, rules, coalesce(found_site.url, origins[1]));

    insert into belfry.notifications (id, site_id, idempotency_key, request_hash, audience, content, payload, collapse_key,
      urgency, privacy, lane, state, created_at, expires_at, checked_by)
    values (made, site, notify.idempotency_key, hash, (full_request -> 'to')::text,
      (full_request - 'to' - 'ttl' - 'urgency' - 'privacy' - 'collapseKey')::text, '', full_request ->> 'collapseKey',
      full_request ->> 'urgency', full_request ->> 'privacy',
      case when is_transactional
        or full_request -> 'to' ?| array(select jsonb_array_elements_text(rules -> 'personal'))
        then 'transactional' else 'bulk' end,
      'planning', created, created + (full_request ->> 'ttl')::numeric::bigint * 1000, rules_version)
    on conflict on constraint notifications_site_id_idempotency_key_key do nothing;
    if found then
      perform pg_notify('belfry', 'requests');
      return made;
    end if;
    select * into earlier from belfry.notifications n
      where n.site_id = notify.site and n.idempotency_key = notify.idempotency_key;
  end if;
  if earlier.request_hash <> hash then
    perform belfry.refuse_as(refusals, 'idempotency-key-reused', 'Idempotency-Key');
  end if;
  return earlier.id;
end
$$;
