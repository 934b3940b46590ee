-- Rows for the columns of schema 42.
update belfry.sites set quiet_hours = '{"from":"22:00","to":"07:00","timeZone":null}';
update belfry.delivery_preferences set quiet_none = 1;
