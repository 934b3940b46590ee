-- Made of notifications/schema.ts by notification-rules.test.ts, which says how. Stored at each start, once a version.
insert into belfry.notification_rules (version, rules) values (3, $rules$
{
"idempotencyKey": {"type":"string","pattern":"^[!-~]{1,255}$","words":{"pattern":"is 1 to 255 visible ASCII characters"}},
"faults": {"string.type":"Invalid input: expected string, received %s","string.minLength":"Too small: expected string to have >=%s characters","string.maxLength":"Too big: expected string to have <=%s characters","integer.type":"Invalid input: expected number, received %s","integer.whole":"Invalid input: expected int, received number","integer.safeMinimum":"Too small: expected int to be >=%s","integer.safeMaximum":"Too big: expected int to be <=%s","integer.minimum":"Too small: expected number to be >=%s","integer.maximum":"Too big: expected number to be <=%s","boolean.type":"Invalid input: expected boolean, received %s","array.type":"Invalid input: expected array, received %s","array.minItems":"Too small: expected array to have >=%s items","array.maxItems":"Too big: expected array to have <=%s items","object.type":"Invalid input: expected object, received %s","object.missing":"is required","object.unknown":"is not a field of this request: check its spelling or omit it"},
"refusals": {"idempotency-key-invalid":{"code":"idempotency-key-invalid","words":"the key is 1 to 255 visible ASCII characters"},"idempotency-key-reused":{"code":"idempotency-key-reused","words":"this key came with another notification before: use a new key for a new notification"},"site-unknown":{"code":"site-unknown","words":"there is no site %s"},"topic-unknown":{"code":"topic-unknown","words":"the site has no topic %s: make it with belfry topics add or POST /v1/topics, or declare it in the option topics"},"site-url-missing":{"code":"site-url-missing","words":"a path needs the site's URL: set it, or give a full URL"},"link-malformed":{"code":"url-invalid","words":"is neither a path nor a URL"},"link-scheme":{"code":"url-invalid","words":"%s is not https:"},"link-with-password":{"code":"url-invalid","words":"has a user name or password in it"},"picture-plain":{"code":"url-invalid","words":"browsers load the pictures of a page from https only"},"link-elsewhere":{"code":"url-not-same-origin","words":"leads to %s, a notification may only lead to %s: link to a page of the site, which may redirect"},"payload-too-large":{"code":"payload-too-large","words":"the notification is larger than %s bytes, which not every push service takes; %s is its largest part: shorten it"}},
"limits": {"named":20,"key":100,"path":200},
"personal": ["subscriber","subscription"],
"payload": {"most":2800,"frame":420,"objectFrame":80,"hidden":["image","actions"]},
"request": {"type":"object","defaults":{"ttl":86400,"urgency":"normal","privacy":"full"},"altered":true,"linked":true, "fields": [
  {"name":"to","required":true,"type":"object","counts":false,"exactlyOne":"audience-invalid","words":{"exactlyOne":"give exactly one of topic, subscriber, subscribers, subscription and all"},"fields":[{"name":"topic","type":"string","minLength":1,"maxLength":100},{"name":"subscriber","type":"string","minLength":1,"maxLength":255},{"name":"subscribers","type":"array","minItems":1,"maxItems":1000,"items":{"type":"string","minLength":1,"maxLength":255}},{"name":"subscription","type":"string","pattern":"^[A-Za-z0-9_-]{22}$","words":{"pattern":"must be the id of a subscription, as the API shows it"}},{"name":"all","type":"boolean","enum":[true],"words":{"enum":"Invalid input: expected true"}}],"defaults":{}},
  {"name":"title","required":true,"type":"string","minLength":1,"maxLength":10000,"cutAt":400,"trimmed":true,"altered":true},
  {"name":"body","type":"string","maxLength":50000,"cutAt":120},
  {"name":"url","type":"string","minLength":1,"maxLength":2048,"link":"page","linked":true},
  {"name":"icon","type":"string","minLength":1,"maxLength":2048,"link":"picture","linked":true},
  {"name":"image","type":"string","minLength":1,"maxLength":2048,"link":"picture","linked":true},
  {"name":"badge","type":"string","minLength":1,"maxLength":2048,"link":"picture","linked":true},
  {"name":"actions","type":"array","maxItems":4,"items":{"type":"object","fields":[{"name":"action","required":true,"type":"string","minLength":1,"maxLength":64},{"name":"title","required":true,"type":"string","minLength":1,"maxLength":200,"cutAt":160,"trimmed":true,"altered":true},{"name":"url","type":"string","minLength":1,"maxLength":2048,"link":"page","linked":true},{"name":"icon","type":"string","minLength":1,"maxLength":2048,"link":"picture","linked":true}],"defaults":{},"altered":true,"linked":true},"altered":true,"linked":true},
  {"name":"tag","type":"string","minLength":1,"maxLength":200},
  {"name":"collapseKey","type":"string","minLength":1,"maxLength":200,"counts":false},
  {"name":"lang","type":"string","pattern":"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$","counts":false,"words":{"pattern":"is not a language tag like de or pt-BR"}},
  {"name":"requireInteraction","type":"boolean"},
  {"name":"silent","type":"boolean"},
  {"name":"notRelevant","type":"boolean","counts":false},
  {"name":"appBadge","type":"integer","minimum":0,"maximum":1000000},
  {"name":"ttl","type":"integer","default":86400,"minimum":0,"maximum":2419200},
  {"name":"urgency","type":"string","default":"normal","enum":["very-low","low","normal","high"],"counts":false,"words":{"enum":"Invalid option: expected one of \"very-low\"|\"low\"|\"normal\"|\"high\""}},
  {"name":"privacy","type":"string","default":"full","enum":["full","generic","opaque"],"counts":false,"words":{"enum":"Invalid option: expected one of \"full\"|\"generic\"|\"opaque\""}}
]}
}
$rules$) on conflict do nothing;
