DROP INDEX "reports_case_id_index";--> statement-breakpoint
DROP INDEX "texts_bands";--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "categories" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "posted_at" timestamp (3) with time zone;--> statement-breakpoint
CREATE INDEX "case_subjects_sha256" ON "case_subjects" USING btree (subject_sha256("subject") collate "C");--> statement-breakpoint
CREATE INDEX "cases_queue_pending" ON "cases" USING btree ("queue_key") WHERE merged_into is null and state in ('open', 'proposed', 'panel');--> statement-breakpoint
CREATE INDEX "cases_first_at" ON "cases" USING btree ("first_at");--> statement-breakpoint
CREATE INDEX "cases_tasks" ON "cases" USING btree ((review_asked_at is null),"queue_key") WHERE site = 'youtube' and kind = 'video' and merged_into is null;--> statement-breakpoint
CREATE INDEX "reports_case_id_person_id_index" ON "reports" USING btree ("case_id","person_id");--> statement-breakpoint
CREATE INDEX "reports_case_id_received_at_id_index" ON "reports" USING btree ("case_id","received_at","id");--> statement-breakpoint
CREATE INDEX "reports_voice" ON "reports" USING btree ("case_id",coalesce("unit_id", "person_id"));--> statement-breakpoint
CREATE INDEX "reports_id_end" ON "reports" USING btree (right("id"::text, 12));--> statement-breakpoint
CREATE INDEX "texts_group" ON "texts" USING btree ("group_id","created_at");--> statement-breakpoint
CREATE INDEX "texts_bands" ON "texts" USING gin ("bands") WITH (fastupdate=false);