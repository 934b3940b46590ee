-- Rows for the columns of schema 37.
update belfry_sites set quiet_hours = '{"from":"22:00","to":"07:00","timeZone":null}';
update belfry_delivery_preferences set quiet_none = 1;
