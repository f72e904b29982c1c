-- Finds files of reports that were emptied lately, instead of in all time.
DROP INDEX "reports_emptied";
--> statement-breakpoint
CREATE INDEX "reports_emptied" ON "reports" USING btree ("evidence_deleted_at") WHERE evidence_deleted_at is not null;
--> statement-breakpoint
-- Digests that are in every report's rows are stored as bytes: half as long, and one of them is indexed.
ALTER TABLE "texts" ALTER COLUMN "sha256" SET DATA TYPE bytea USING decode("sha256", 'hex');
--> statement-breakpoint
ALTER TABLE "wanted_files" ALTER COLUMN "sha256" SET DATA TYPE bytea USING decode("sha256", 'hex');
--> statement-breakpoint
CREATE OR REPLACE FUNCTION note_new_reports() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO "changed_report_hours" SELECT DISTINCT date_trunc('hour', "received_at", 'UTC') FROM added;
	INSERT INTO "wanted_files" ("report_id", "spot", "sha256", "received_at")
		SELECT DISTINCT added."id", added."spot", decode(listed."sha256", 'hex'), added."received_at"
		FROM added, LATERAL (VALUES
			("evidence" #>> '{picture,file,sha256}'), ("evidence" #>> '{frame,file,sha256}'), ("evidence" #>> '{snapshot,file,sha256}')
		) AS listed ("sha256")
		WHERE listed."sha256" IS NOT NULL AND added."evidence_deleted_at" IS NULL;
	RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION forget_wanted_files() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	DELETE FROM "wanted_files" USING arrived
		WHERE "wanted_files"."report_id" = arrived."report_id" AND "wanted_files"."sha256" = decode(arrived."sha256", 'hex')
			AND "wanted_files"."spot" = arrived."spot";
	RETURN NULL;
END
$$;
