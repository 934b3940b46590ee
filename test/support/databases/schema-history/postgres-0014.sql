-- Rows for the columns of schema 14.
update belfry.preferences set granted = 1;
