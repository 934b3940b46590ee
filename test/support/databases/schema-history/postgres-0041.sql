-- Rows for the columns of schema 41.
update belfry.sites set silence = '{"afterDays":90,"shownDays":10,"perWeek":1}';
