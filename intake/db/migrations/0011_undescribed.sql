CREATE TABLE "undescribed" (
	"report_id" uuid PRIMARY KEY NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	"failures" integer NOT NULL
);
--> statement-breakpoint
DROP INDEX "cases_group";--> statement-breakpoint
CREATE INDEX "undescribed_next" ON "undescribed" USING btree ("failures","received_at");--> statement-breakpoint
CREATE INDEX "cases_group" ON "cases" USING btree ("group_id",(coalesce(posted_at, first_at)));