"""What a record means: ids, posts, amounts, deadlines and the record types themselves."""
