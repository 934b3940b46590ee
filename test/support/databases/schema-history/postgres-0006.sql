-- Rows for the columns and tables of schema 6.
insert into belfry.imports (site_id, file, bytes, digest, lines, added, present, refused, updated_at)
  values ('default', '\x0a', 100, '\x0b', 4, 2, 1, 1, 4000);
