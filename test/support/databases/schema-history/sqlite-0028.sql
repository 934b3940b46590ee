-- Rows for the tables of schema 28.
insert into belfry_interaction_groups (id, size, reports) values (1, 1, '[[1, 1, 1, 2, 2500]]');
