DROP INDEX "reports_case_id_index";--> statement-breakpoint
CREATE INDEX "cases_queue_pending" ON "cases" USING btree ("queue_key") WHERE merged_into is null and state in ('open', 'proposed', 'panel');--> statement-breakpoint
CREATE INDEX "cases_first_at" ON "cases" USING btree ("first_at");--> statement-breakpoint
CREATE INDEX "reports_case_id_person_id_index" ON "reports" USING btree ("case_id","person_id");--> statement-breakpoint
CREATE INDEX "reports_case_id_received_at_id_index" ON "reports" USING btree ("case_id","received_at","id");--> statement-breakpoint
CREATE INDEX "reports_voice" ON "reports" USING btree ("case_id",coalesce("unit_id", "person_id"));--> statement-breakpoint
CREATE INDEX "reports_id_end" ON "reports" USING btree (right("id"::text, 12));