-- A text is trimmed of what JavaScript calls a space, in each locale the same; \s in a regular expression is another set in
-- each. A title of such a space alone was accepted here, and nothing could be made of it afterwards.
create or replace function belfry.trimmed(value text) returns text language sql immutable
  return btrim(value, E'\t\n\x0b\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff');
