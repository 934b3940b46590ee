-- Checks a notification as the API does, with its codes and words, for belfry.notify() of the next migration.

-- Length as JavaScript counts it: characters beyond U+FFFF are two.
create function belfry.text_length(value text) returns integer language sql immutable
  return char_length(value) + char_length(regexp_replace(value, '[^\U00010000-\U0010FFFF]', '', 'g'));

create function belfry.fault(field text, code text, words text) returns jsonb language sql immutable
  return jsonb_build_array(jsonb_build_object('field', field, 'code', code, 'message', words));

create function belfry.refuse(code text, words text, faults jsonb) returns void language plpgsql as $$
begin
  raise exception using errcode = 'BF400', message = code || ': ' || words, detail = faults::text,
    hint = 'docs/reference/errors.md#' || code;
end
$$;

-- JSON without spaces, keys sorted: the same request in another order is the same request.
create function belfry.canonical_json(value jsonb) returns text language plpgsql immutable as $$
begin
  return case jsonb_typeof(value)
    when 'object' then '{' || coalesce((
      select string_agg(to_json(key)::text || ':' || belfry.canonical_json(inner_value), ',' order by key collate "C")
      from jsonb_each(value) as entry (key, inner_value)), '') || '}'
    when 'array' then '[' || coalesce((
      select string_agg(belfry.canonical_json(inner_value), ',' order by place)
      from jsonb_array_elements(value) with ordinality as entry (inner_value, place)), '') || ']'
    when 'string' then to_json(value #>> '{}')::text
    when 'number' then trim_scale((value #>> '{}')::numeric)::text
    else value::text
  end;
end
$$;

create function belfry.type_fault(field text, expected text, value jsonb) returns jsonb language sql immutable
  return belfry.fault(field, 'field-invalid',
    'Invalid input: expected ' || expected || ', received ' || jsonb_typeof(value));

create function belfry.check_text(field text, value jsonb, minimum integer, maximum integer, is_trimmed boolean default false)
  returns jsonb language plpgsql immutable as $$
declare
  content text := value #>> '{}';
begin
  if value is null then return '[]'; end if;
  if jsonb_typeof(value) <> 'string' then return belfry.type_fault(field, 'string', value); end if;
  if is_trimmed then content := belfry.trimmed(content); end if;
  if belfry.text_length(content) < minimum then
    return belfry.fault(field, 'field-invalid', format('Too small: expected string to have >=%s characters', minimum));
  elsif belfry.text_length(content) > maximum then
    return belfry.fault(field, 'field-invalid', format('Too big: expected string to have <=%s characters', maximum));
  end if;
  return '[]';
end
$$;

create function belfry.trimmed(value text) returns text language sql immutable
  return regexp_replace(value, '^[\s\u00a0\ufeff]+|[\s\u00a0\ufeff]+$', '', 'g');

create function belfry.check_integer(field text, value jsonb, maximum integer) returns jsonb language plpgsql immutable as $$
begin
  if value is null then return '[]'; end if;
  if jsonb_typeof(value) <> 'number' then return belfry.type_fault(field, 'number', value); end if;
  if trunc(value::numeric) <> value::numeric then
    return belfry.fault(field, 'field-invalid', 'Invalid input: expected int, received number');
  elsif value::numeric < 0 then
    return belfry.fault(field, 'field-invalid', 'Too small: expected number to be >=0');
  elsif value::numeric > maximum then
    return belfry.fault(field, 'field-invalid', format('Too big: expected number to be <=%s', maximum));
  end if;
  return '[]';
end
$$;

create function belfry.check_boolean(field text, value jsonb) returns jsonb language sql immutable
  return case when value is null or jsonb_typeof(value) = 'boolean' then '[]'::jsonb
    else belfry.type_fault(field, 'boolean', value) end;

create function belfry.check_word(field text, value jsonb, words text[]) returns jsonb language sql immutable
  return case when value is null or (jsonb_typeof(value) = 'string' and value #>> '{}' = any(words)) then '[]'::jsonb
    else belfry.fault(field, 'field-invalid',
      'Invalid option: expected one of "' || array_to_string(words, '"|"') || '"') end;

create function belfry.check_fields(prefix text, value jsonb, known text[], needed text[])
  returns jsonb language plpgsql immutable as $$
declare
  faults jsonb := '[]';
  name text;
begin
  foreach name in array needed loop
    if not value ? name then faults := faults || belfry.fault(prefix || name, 'field-missing', 'is required'); end if;
  end loop;
  for name in select key from jsonb_object_keys(value) as key where key <> all(known) loop
    faults := faults || belfry.fault(prefix || left(name, 100), 'field-unknown',
      'is not a field of this request: check its spelling or leave it away');
  end loop;
  return faults;
end
$$;

create function belfry.check_audience(audience jsonb) returns jsonb language plpgsql immutable as $$
declare
  kinds constant text[] := array['topic', 'subscriber', 'subscribers', 'all'];
  faults jsonb;
  names jsonb := audience -> 'subscribers';
begin
  if audience is null then return '[]'; end if;
  if jsonb_typeof(audience) <> 'object' then return belfry.type_fault('to', 'object', audience); end if;
  faults := belfry.check_text('to.topic', audience -> 'topic', 1, 100)
    || belfry.check_text('to.subscriber', audience -> 'subscriber', 1, 255);
  if names is not null then
    if jsonb_typeof(names) <> 'array' then
      faults := faults || belfry.type_fault('to.subscribers', 'array', names);
    elsif jsonb_array_length(names) = 0 then
      faults := faults || belfry.fault('to.subscribers', 'field-invalid', 'Too small: expected array to have >=1 items');
    elsif jsonb_array_length(names) > 1000 then
      faults := faults || belfry.fault('to.subscribers', 'field-invalid', 'Too big: expected array to have <=1000 items');
    else
      select faults || coalesce(jsonb_agg(fault order by place), '[]') into faults
      from jsonb_array_elements(names) with ordinality as entry (name, place),
        jsonb_array_elements(belfry.check_text('to.subscribers.' || place - 1, name, 1, 255)) as fault;
    end if;
  end if;
  if audience ? 'all' and audience -> 'all' <> 'true' then
    faults := faults || belfry.fault('to.all', 'field-invalid', 'Invalid input: expected true');
  end if;
  faults := faults || belfry.check_fields('to.', audience, kinds, '{}');
  if (select count(*) from unnest(kinds) as kind where audience ? kind) <> 1
    and not exists (select from jsonb_array_elements(faults) as fault where fault ->> 'message' like 'Invalid input%') then
    faults := faults || belfry.fault('to', 'audience-invalid', 'give exactly one of topic, subscriber, subscribers and all');
  end if;
  return faults;
end
$$;

create function belfry.check_actions(actions jsonb) returns jsonb language plpgsql immutable as $$
declare
  faults jsonb := '[]';
  action jsonb;
  place text;
begin
  if actions is null then return '[]'; end if;
  if jsonb_typeof(actions) <> 'array' then return belfry.type_fault('actions', 'array', actions); end if;
  for action, place in
    select value, 'actions.' || ordinality - 1 from jsonb_array_elements(actions) with ordinality
  loop
    if jsonb_typeof(action) <> 'object' then
      faults := faults || belfry.type_fault(place, 'object', action);
    else
      faults := faults || belfry.check_text(place || '.action', action -> 'action', 1, 64)
        || belfry.check_text(place || '.title', action -> 'title', 1, 200, true)
        || belfry.check_text(place || '.url', action -> 'url', 1, 2048)
        || belfry.check_text(place || '.icon', action -> 'icon', 1, 2048)
        || belfry.check_fields(place || '.', action, '{action,title,url,icon}', '{action,title}');
    end if;
  end loop;
  if jsonb_array_length(actions) > 4 then
    faults := faults || belfry.fault('actions', 'field-invalid', 'Too big: expected array to have <=4 items');
  end if;
  return faults;
end
$$;

create function belfry.check_request(request jsonb) returns jsonb language plpgsql immutable as $$
declare
  lang jsonb := request -> 'lang';
  faults jsonb;
begin
  if request is null or jsonb_typeof(request) <> 'object' then
    return belfry.type_fault('', 'object', coalesce(request, 'null'));
  end if;
  faults := belfry.check_audience(request -> 'to')
    || belfry.check_text('title', request -> 'title', 1, 10000, true)
    || belfry.check_text('body', request -> 'body', 0, 50000)
    || belfry.check_text('url', request -> 'url', 1, 2048)
    || belfry.check_text('icon', request -> 'icon', 1, 2048)
    || belfry.check_text('image', request -> 'image', 1, 2048)
    || belfry.check_text('badge', request -> 'badge', 1, 2048)
    || belfry.check_actions(request -> 'actions')
    || belfry.check_text('tag', request -> 'tag', 1, 200)
    || belfry.check_text('collapseKey', request -> 'collapseKey', 1, 200)
    || belfry.check_text('lang', lang, 0, 10000)
    || belfry.check_boolean('requireInteraction', request -> 'requireInteraction')
    || belfry.check_boolean('silent', request -> 'silent')
    || belfry.check_integer('appBadge', request -> 'appBadge', 1000000)
    || belfry.check_integer('ttl', request -> 'ttl', 2419200)
    || belfry.check_word('urgency', request -> 'urgency', '{very-low,low,normal,high}')
    || belfry.check_word('privacy', request -> 'privacy', '{full,generic}')
    || belfry.check_fields('', request, '{to,title,body,url,icon,image,badge,actions,tag,collapseKey,lang,requireInteraction,silent,appBadge,ttl,urgency,privacy}', '{to,title}');
  if jsonb_typeof(lang) = 'string' and lang #>> '{}' !~ '^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$' then
    faults := faults || belfry.fault('lang', 'field-invalid', 'is not a language tag like de or pt-BR');
  end if;
  return faults;
end
$$;

-- The origin of an absolute address in its normal form, or null.
create function belfry.origin_of(link text) returns text language sql immutable
  return lower(regexp_replace((regexp_match(link, '^(https?://(?:[a-z0-9.-]+|\[[0-9a-f:]+\])(?::\d{1,5})?)(?:[/?#]|$)', 'i'))[1],
    '^(http://.*):80$|^(https://.*):443$', '\1\2', 'i'));

-- Stricter than a browser about what is a link: no spaces, no backslashes, no host beyond ASCII.
create function belfry.check_link(field text, link text, is_picture boolean, url text, origins text[])
  returns void language plpgsql immutable as $$
declare
  scheme text := lower(substring(link from '^([A-Za-z][A-Za-z0-9+.-]*:)'));
  own text[] := array_remove(array[belfry.origin_of(url)], null) || array_remove(origins, belfry.origin_of(url));
  origin text;
  words text;
begin
  if link is null then return; end if;
  if scheme is null and cardinality(own) = 0 then
    words := 'a path needs the site''s URL: set it, or give a full URL';
    perform belfry.refuse('site-url-missing', words, belfry.fault(field, 'site-url-missing', words));
  end if;
  if link ~ '[\s\\\u0001-\u001f]' then words := 'is neither a path nor a URL';
  elsif scheme is not null and scheme not in ('https:', 'http:') then words := scheme || ' is not https:';
  elsif link ~ '^([A-Za-z]+:)?//[^/?#]*@' then words := 'has a user name or password in it';
  else
    if scheme is not null then origin := belfry.origin_of(link);
    elsif link like '//%' then origin := belfry.origin_of(split_part(own[1], '//', 1) || link);
    else origin := own[1];
    end if;
    if origin is null then words := 'is neither a path nor a URL'; end if;
    if is_picture and origin like 'http:%' and origin <> all(origins) then
      words := 'browsers load the pictures of a page from https only';
    end if;
  end if;
  if words is not null then
    perform belfry.refuse('url-invalid', words, belfry.fault(field, 'url-invalid', words));
  end if;
  if not is_picture and origin <> all(own) then
    words := 'leads to ' || left(origin, 100) || ', a notification may only lead to '
      || array_to_string(own[1:3], ', ') || ': link to a page of the site, which may redirect';
    perform belfry.refuse('url-not-same-origin', words, belfry.fault(field, 'url-not-same-origin', words));
  end if;
end
$$;
