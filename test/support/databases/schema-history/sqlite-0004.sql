-- Rows for the columns and tables of schema 4.
insert into belfry_imports (site_id, file, bytes, digest, lines, added, present, refused, updated_at)
  values ('default', x'0a', 100, x'0b', 4, 2, 1, 1, 4000);
