CREATE TABLE "wanted_files" (
	"report_id" uuid NOT NULL,
	"sha256" text NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "wanted_files_report_id_sha256_pk" PRIMARY KEY("report_id","sha256")
);
--> statement-breakpoint
CREATE TABLE "changed_report_hours" (
	"hour" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "report_hours" (
	"hour" timestamp (3) with time zone NOT NULL,
	"site" text NOT NULL,
	"category" text NOT NULL,
	"sub_reason" text NOT NULL,
	"by_vlogger" boolean NOT NULL,
	"reports" integer NOT NULL,
	CONSTRAINT "report_hours_hour_site_category_sub_reason_by_vlogger_pk" PRIMARY KEY("hour","site","category","sub_reason","by_vlogger")
);
--> statement-breakpoint
DROP INDEX "reports_case_id_person_id_index";--> statement-breakpoint
ALTER TABLE "unsealed" ADD CONSTRAINT "unsealed_case_id_seq_pk" PRIMARY KEY("case_id","seq");--> statement-breakpoint
CREATE INDEX "wanted_files_received_at_index" ON "wanted_files" USING btree ("received_at");--> statement-breakpoint
CREATE INDEX "cases_queue_by_category" ON "cases" USING btree ("category","queue_key") WHERE merged_into is null;--> statement-breakpoint
CREATE INDEX "cases_created" ON "cases" USING btree ("created_at","site","category") WHERE merged_into is null;--> statement-breakpoint
CREATE INDEX "reports_case_id_person_id_received_at_index" ON "reports" USING btree ("case_id","person_id","received_at");--> statement-breakpoint
CREATE INDEX "reports_received_at_index" ON "reports" USING btree ("received_at");--> statement-breakpoint
CREATE INDEX "reports_kept" ON "reports" USING btree ("case_id") WHERE evidence_deleted_at is null and withdrawn_at is null;--> statement-breakpoint
CREATE INDEX "reports_withdrawn" ON "reports" USING btree ("withdrawn_at") WHERE withdrawn_at is not null and evidence_deleted_at is null;--> statement-breakpoint
CREATE INDEX "reports_emptied" ON "reports" USING btree ("id") WHERE evidence_deleted_at is not null;--> statement-breakpoint
CREATE INDEX "decisions_settled" ON "decisions" USING btree ((coalesce(settled_at, answered_at))) WHERE state = 'confirmed';--> statement-breakpoint
CREATE INDEX "decisions_drawn" ON "decisions" USING btree ("answered_at") WHERE draw is not null;--> statement-breakpoint
CREATE INDEX "decisions_review_ended" ON "decisions" USING btree ("reviewed_at") WHERE reviewed_at is not null;--> statement-breakpoint
-- A new report marks its hour for counting, and its files are awaited.
CREATE FUNCTION note_new_reports() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO "changed_report_hours" SELECT DISTINCT date_trunc('hour', "received_at", 'UTC') FROM added;
	INSERT INTO "wanted_files"
		SELECT DISTINCT added."id", listed."sha256", added."received_at"
		FROM added, LATERAL (VALUES
			("evidence" #>> '{picture,file,sha256}'), ("evidence" #>> '{frame,file,sha256}'), ("evidence" #>> '{snapshot,file,sha256}')
		) AS listed ("sha256")
		WHERE listed."sha256" IS NOT NULL AND added."evidence_deleted_at" IS NULL;
	RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER reports_are_new AFTER INSERT ON "reports" REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION note_new_reports();
--> statement-breakpoint
CREATE FUNCTION note_changed_report() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO "changed_report_hours"
		SELECT DISTINCT date_trunc('hour', at, 'UTC') FROM (VALUES (OLD."received_at"), (NEW."received_at")) AS moved (at);
	RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER reports_have_moved AFTER UPDATE OF "case_id", "person_id", "received_at", "category", "sub_reason" ON "reports" FOR EACH ROW
	WHEN ((OLD."case_id", OLD."person_id", OLD."received_at", OLD."category", OLD."sub_reason")
		IS DISTINCT FROM (NEW."case_id", NEW."person_id", NEW."received_at", NEW."category", NEW."sub_reason"))
	EXECUTE FUNCTION note_changed_report();
--> statement-breakpoint
-- Counts tell vloggers' reports apart by the reporter's present role.
CREATE FUNCTION note_changed_role() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO "changed_report_hours"
		SELECT DISTINCT date_trunc('hour', "received_at", 'UTC') FROM "reports" WHERE "person_id" = NEW."id";
	RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER people_have_other_role AFTER UPDATE OF "role" ON "people" FOR EACH ROW WHEN (OLD."role" IS DISTINCT FROM NEW."role") EXECUTE FUNCTION note_changed_role();
--> statement-breakpoint
CREATE FUNCTION forget_wanted_files() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	DELETE FROM "wanted_files" USING arrived WHERE "wanted_files"."report_id" = arrived."report_id" AND "wanted_files"."sha256" = arrived."sha256";
	RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER files_have_arrived AFTER INSERT ON "files" REFERENCING NEW TABLE AS arrived FOR EACH STATEMENT EXECUTE FUNCTION forget_wanted_files();
--> statement-breakpoint
-- Counts and awaited files of the reports that are here already.
INSERT INTO "changed_report_hours" SELECT DISTINCT date_trunc('hour', "received_at", 'UTC') FROM "reports";
--> statement-breakpoint
INSERT INTO "wanted_files"
	SELECT DISTINCT r."id", listed."sha256", r."received_at"
	FROM "reports" r, LATERAL (VALUES
		(r."evidence" #>> '{picture,file,sha256}'), (r."evidence" #>> '{frame,file,sha256}'), (r."evidence" #>> '{snapshot,file,sha256}')
	) AS listed ("sha256")
	WHERE listed."sha256" IS NOT NULL AND r."evidence_deleted_at" IS NULL AND r."received_at" > now() - interval '30 days'
		AND NOT EXISTS (SELECT FROM "files" f WHERE f."report_id" = r."id" AND f."sha256" = listed."sha256");
