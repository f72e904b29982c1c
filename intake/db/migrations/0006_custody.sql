CREATE TABLE "batch_leaves" (
	"batch_no" integer NOT NULL,
	"place" integer NOT NULL,
	"case_id" uuid NOT NULL,
	"from_seq" integer NOT NULL,
	"to_seq" integer NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "batch_leaves_batch_no_place_pk" PRIMARY KEY("batch_no","place"),
	CONSTRAINT "batch_leaves_from" UNIQUE("case_id","from_seq"),
	CONSTRAINT "batch_leaves_to" UNIQUE("case_id","to_seq")
);
--> statement-breakpoint
CREATE TABLE "batches" (
	"no" integer PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"day" date NOT NULL,
	"size" integer NOT NULL,
	"root" text NOT NULL,
	"previous" text NOT NULL,
	"jws" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "day_stamps" (
	"day" date PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"authority" text NOT NULL,
	"response" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "days" (
	"day" date PRIMARY KEY NOT NULL,
	"root" text NOT NULL,
	"closed_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "unsealed" (
	"case_id" uuid NOT NULL,
	"seq" integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE "reports" ADD COLUMN "receipt" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "batch_leaves" ADD CONSTRAINT "batch_leaves_batch_no_batches_no_fk" FOREIGN KEY ("batch_no") REFERENCES "public"."batches"("no") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "batch_leaves" ADD CONSTRAINT "batch_leaves_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "day_stamps" ADD CONSTRAINT "day_stamps_day_days_day_fk" FOREIGN KEY ("day") REFERENCES "public"."days"("day") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "batches_day_no_index" ON "batches" USING btree ("day","no");--> statement-breakpoint
-- Whoever writes to the log, its entries wait for the next batch; those that are there already wait for the first.
CREATE FUNCTION note_unsealed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO "unsealed" ("case_id", "seq") SELECT "case_id", "seq" FROM added;
	RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER log_waits_for_batch AFTER INSERT ON "log" REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION note_unsealed();
--> statement-breakpoint
INSERT INTO "unsealed" ("case_id", "seq") SELECT "case_id", "seq" FROM "log";
--> statement-breakpoint
-- What was sealed stays as it was sealed.
CREATE FUNCTION refuse_custody_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION 'batches and days are append-only';
END
$$;
--> statement-breakpoint
CREATE TRIGGER batches_append_only BEFORE UPDATE OR DELETE ON "batches" FOR EACH ROW EXECUTE FUNCTION refuse_custody_change();
--> statement-breakpoint
CREATE TRIGGER batches_not_emptied BEFORE TRUNCATE ON "batches" FOR EACH STATEMENT EXECUTE FUNCTION refuse_custody_change();
--> statement-breakpoint
CREATE TRIGGER batch_leaves_append_only BEFORE UPDATE OR DELETE ON "batch_leaves" FOR EACH ROW EXECUTE FUNCTION refuse_custody_change();
--> statement-breakpoint
CREATE TRIGGER batch_leaves_not_emptied BEFORE TRUNCATE ON "batch_leaves" FOR EACH STATEMENT EXECUTE FUNCTION refuse_custody_change();
--> statement-breakpoint
CREATE TRIGGER days_append_only BEFORE UPDATE OR DELETE ON "days" FOR EACH ROW EXECUTE FUNCTION refuse_custody_change();
--> statement-breakpoint
CREATE TRIGGER days_not_emptied BEFORE TRUNCATE ON "days" FOR EACH STATEMENT EXECUTE FUNCTION refuse_custody_change();
--> statement-breakpoint
CREATE TRIGGER day_stamps_append_only BEFORE UPDATE OR DELETE ON "day_stamps" FOR EACH ROW EXECUTE FUNCTION refuse_custody_change();
--> statement-breakpoint
CREATE TRIGGER day_stamps_not_emptied BEFORE TRUNCATE ON "day_stamps" FOR EACH STATEMENT EXECUTE FUNCTION refuse_custody_change();
