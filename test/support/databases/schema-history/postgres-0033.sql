-- Rows for the tables of schema 33.
insert into belfry.interaction_groups (id, size, reports) values (1, 1, '[[1, 1, 1, 2, 2500]]');
