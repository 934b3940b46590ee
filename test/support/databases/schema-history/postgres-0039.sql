-- Rows for the tables of schema 40.
update belfry.notifications set trace = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
insert into belfry.alarm_rings (cause, rung_at) values ('tls fcm', 1);
