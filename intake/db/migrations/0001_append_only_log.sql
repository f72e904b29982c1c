-- The log is append-only for every program and person, the intake included.
CREATE FUNCTION refuse_log_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION 'the log is append-only';
END
$$;
--> statement-breakpoint
CREATE TRIGGER log_append_only BEFORE UPDATE OR DELETE ON "log" FOR EACH ROW EXECUTE FUNCTION refuse_log_change();
--> statement-breakpoint
CREATE TRIGGER log_not_emptied BEFORE TRUNCATE ON "log" FOR EACH STATEMENT EXECUTE FUNCTION refuse_log_change();
