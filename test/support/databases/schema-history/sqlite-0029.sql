-- Rows for the columns of schema 29.
update belfry_delivery_preferences set cap_day = 2, cap_week = 5;
