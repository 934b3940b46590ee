-- contract: since schema 12 belfry.notify() calls none of these, and nothing else ever did
drop function belfry.check_request(jsonb);
drop function belfry.check_audience(jsonb);
drop function belfry.check_actions(jsonb);
drop function belfry.check_fields(text, jsonb, text[], text[]);
drop function belfry.check_word(text, jsonb, text[]);
drop function belfry.check_boolean(text, jsonb);
drop function belfry.check_integer(text, jsonb, integer);
drop function belfry.check_text(text, jsonb, integer, integer, boolean);
drop function belfry.type_fault(text, text, jsonb);
drop function belfry.text_length(text);
drop function belfry.check_size(jsonb, text);
drop function belfry.json_bytes(jsonb, boolean);
drop function belfry.check_link(text, text, boolean, text, text[]);
drop function belfry.origin_of(text);
