-- Rows for the tables of schema 35.
update belfry_notifications set trace = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
insert into belfry_alarm_rings (cause, rung_at) values ('tls fcm', 1);
