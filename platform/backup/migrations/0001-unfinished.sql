-- Makes nothing: its line in the ledger says that a restore has begun. It is removed together with the restore's end.
select 1;
