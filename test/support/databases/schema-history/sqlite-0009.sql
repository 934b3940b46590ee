-- Rows for the columns of schema 9.
update belfry_preferences set granted = 1;
