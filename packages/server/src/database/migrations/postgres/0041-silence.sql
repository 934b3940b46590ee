-- What those get who never react: JSON of afterDays, shownDays and perWeek. Null: as much as everybody.
alter table belfry.sites add column silence text;
