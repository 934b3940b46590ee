-- Rows for the columns of schema 34.
update belfry.delivery_preferences set cap_day = 2, cap_week = 5;
