-- What a notification may hold is data: made of the one schema (notifications/schema.ts), stored at the first start of each
-- version (notification-rules.sql), and read by the functions below. A new field needs no new function.
create table belfry.notification_rules (
  version integer primary key,    -- the highest is in force
  rules jsonb not null
) with (toast_tuple_target = 8160);
alter table belfry.notification_rules alter column rules set storage external;  -- each call reads it: not compressed

-- The version of the rules that belfry.notify() checked it by; null: those before there were any.
alter table belfry.notifications add column checked_by integer;

create function belfry.fault(field text, code text, words text, ends boolean) returns jsonb language sql immutable
  return jsonb_build_array(jsonb_build_object('field', left(field, 200), 'code', code, 'message', words)
    || case when ends then '{"ends": true}' else '{}'::jsonb end);

create function belfry.limit_fault(field text, keyword text, rule jsonb, words jsonb, ends boolean default false)
  returns jsonb language sql immutable
  return belfry.fault(field, 'field-invalid',
    format(words ->> (rule ->> 'type' || '.' || keyword), rule ->> keyword), ends);

-- A number as JavaScript reads it: the nearest of its doubles, or infinite.
create function belfry.as_double(value jsonb) returns float8 language sql immutable
  return case
    when abs((value #>> '{}')::numeric) >= 1.797693134862315807937e308
      then case when (value #>> '{}')::numeric < 0 then '-infinity' else 'infinity' end
    when abs((value #>> '{}')::numeric) < 1e-300 then '0'
    else value #>> '{}' end::float8;

create function belfry.type_fault(field text, value jsonb, rule jsonb, words jsonb) returns jsonb language sql immutable
  return belfry.fault(field, 'field-invalid', format(words ->> (rule ->> 'type' || '.type'), case jsonb_typeof(value)
    when 'number' then case belfry.as_double(value)
      when 'infinity' then 'Infinity' when '-infinity' then '-Infinity' else 'number' end
    else jsonb_typeof(value) end), true);

-- Faults as the API lists them, in its order; null where there are none. One that "ends" its value keeps what holds it
-- from being asked more.
create function belfry.faults_of(given jsonb, rule jsonb, field text, words jsonb) returns jsonb
  language plpgsql immutable as $$
declare
  type constant text := rule ->> 'type';
  kind constant text := jsonb_typeof(given);
  prefix constant text := case field when '' then '' else field || '.' end;
  faults jsonb;
  found jsonb;
  fields jsonb;
  inner_rule jsonb;
  rest jsonb;
  name text;
  count integer := 0;
  content text;
  number float8;
begin
  if rule ? 'enum' then
    if rule -> 'enum' @> jsonb_build_array(given) then return null; end if;
    return belfry.fault(field, 'field-invalid', rule -> 'words' ->> 'enum', true);
  elsif kind <> type and not (kind = 'number' and type = 'integer') then
    return belfry.type_fault(field, given, rule, words);
  end if;

  case type
  when 'string' then
    content := given #>> '{}';
    if rule ? 'trimmed' then content := belfry.trimmed(content); end if;
    if content !~ (rule ->> 'pattern') then
      faults := belfry.fault(field, 'field-invalid', rule -> 'words' ->> 'pattern', false);
    end if;
    -- By characters, as JSON Schema and zod count.
    if char_length(content) < (rule ->> 'minLength')::integer then
      faults := coalesce(faults, '[]') || belfry.limit_fault(field, 'minLength', rule, words);
    elsif char_length(content) > (rule ->> 'maxLength')::integer then
      faults := coalesce(faults, '[]') || belfry.limit_fault(field, 'maxLength', rule, words);
    end if;

  when 'boolean' then
    null;

  when 'integer' then
    number := belfry.as_double(given);
    if abs(number) = 'infinity' then return belfry.type_fault(field, given, rule, words); end if;
    if trunc(number) <> number then
      return belfry.fault(field, 'field-invalid', words ->> 'integer.whole', true);
    end if;
    -- 2^53 - 1, beyond which JavaScript does not count.
    if number > 9007199254740991 then
      faults := belfry.fault(field, 'field-invalid', format(words ->> 'integer.safeMaximum', 9007199254740991), false);
    elsif number < -9007199254740991 then
      faults := belfry.fault(field, 'field-invalid', format(words ->> 'integer.safeMinimum', -9007199254740991), false);
    end if;
    if number < (rule ->> 'minimum')::float8 then
      faults := coalesce(faults, '[]') || belfry.limit_fault(field, 'minimum', rule, words);
    elsif number > (rule ->> 'maximum')::float8 then
      faults := coalesce(faults, '[]') || belfry.limit_fault(field, 'maximum', rule, words);
    end if;

  when 'array' then
    if jsonb_array_length(given) > (rule ->> 'maxItems')::integer then
      return belfry.limit_fault(field, 'maxItems', rule, words, true);
    elsif jsonb_array_length(given) < (rule ->> 'minItems')::integer then
      return belfry.limit_fault(field, 'minItems', rule, words);
    end if;
    inner_rule := rule -> 'items';
    for n in 0 .. jsonb_array_length(given) - 1 loop
      found := belfry.faults_of(given -> n, inner_rule, prefix || n, words);
      if found is not null then faults := coalesce(faults, '[]') || found; end if;
    end loop;

  when 'object' then
    fields := rule -> 'fields';
    rest := given;
    for n in 0 .. jsonb_array_length(fields) - 1 loop
      inner_rule := fields -> n;
      name := inner_rule ->> 'name';
      if given ? name then
        count := count + 1;
        rest := rest - name;
        found := belfry.faults_of(given -> name, inner_rule, prefix || name, words);
        if found is not null then faults := coalesce(faults, '[]') || found; end if;
      elsif inner_rule ? 'required' then
        faults := coalesce(faults, '[]') || belfry.fault(prefix || name, 'field-missing', words ->> 'object.missing', true);
      end if;
    end loop;
    if rest <> '{}' then
      for name in select jsonb_object_keys(rest) loop
        faults := coalesce(faults, '[]') || jsonb_build_array(jsonb_build_object('field',
          left(prefix, 201) || left(name, 100), 'code', 'field-unknown', 'message', words ->> 'object.unknown'));
      end loop;
    end if;
    if rule ? 'exactlyOne' and count <> 1 and not coalesce(faults @> '[{"ends": true}]', false) then
      faults := coalesce(faults, '[]')
        || belfry.fault(field, rule ->> 'exactlyOne', rule -> 'words' ->> 'exactlyOne', false);
    end if;

  else
    raise exception 'a rule of the type % is of a newer Belfry than the schema of this database', type;
  end case;
  return faults;
end
$$;

-- A checked value as the API would go on with it: texts trimmed, defaults filled in.
create function belfry.completed(given jsonb, rule jsonb) returns jsonb language plpgsql immutable as $$
declare
  parts jsonb;
  inner_rule jsonb;
  name text;
begin
  case rule ->> 'type'
  when 'object' then
    parts := rule -> 'fields';
    given := (rule -> 'defaults') || given;
    for n in 0 .. jsonb_array_length(parts) - 1 loop
      inner_rule := parts -> n;
      name := inner_rule ->> 'name';
      if inner_rule ? 'altered' and given ? name then
        given := given || jsonb_build_object(name, belfry.completed(given -> name, inner_rule));
      end if;
    end loop;
  when 'array' then
    parts := given;
    given := '[]';
    for n in 0 .. jsonb_array_length(parts) - 1 loop
      given := given || jsonb_build_array(belfry.completed(parts -> n, rule -> 'items'));
    end loop;
  else
    if rule ? 'trimmed' then given := to_jsonb(belfry.trimmed(given #>> '{}')); end if;
  end case;
  return given;
end
$$;

-- Without spaces, keys sorted: the same request in another order is the same request. After the check every number is a
-- whole one, however it was written: 60.00000000000000000001 is 60 to JavaScript too.
create or replace function belfry.canonical_json(value jsonb) returns text language plpgsql immutable as $$
declare
  made text;
begin
  case jsonb_typeof(value)
  when 'object' then
    select '{' || coalesce(string_agg(to_json(key)::text || ':' || case
        when jsonb_typeof(inner_value) in ('object', 'array', 'number') then belfry.canonical_json(inner_value)
        else inner_value::text end, ',' order by key collate "C"), '') || '}'
      into made from jsonb_each(value) as entry (key, inner_value);
  when 'array' then
    made := '[';
    for n in 0 .. jsonb_array_length(value) - 1 loop
      made := made || case n when 0 then '' else ',' end || belfry.canonical_json(value -> n);
    end loop;
    made := made || ']';
  when 'number' then
    made := round((value #>> '{}')::numeric)::text;
  else
    made := value::text;
  end case;
  return made;
end
$$;
