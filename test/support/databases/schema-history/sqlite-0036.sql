-- Rows for the columns of schema 36.
update belfry_sites set silence = '{"afterDays":90,"shownDays":10,"perWeek":1}';
