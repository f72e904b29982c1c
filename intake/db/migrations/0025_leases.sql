-- Each replica describes other reports.
ALTER TABLE "undescribed" ADD COLUMN "lease_until" timestamp (3) with time zone;
--> statement-breakpoint
-- Finds the cases of a unit that wait, beside any number of decided ones.
CREATE INDEX "cases_facets_pending" ON "cases" USING gin ((array["site", coalesce("language", '-'), "category", "reported_category"] || "categories")) WHERE merged_into is null and state in ('open', 'proposed', 'panel');
--> statement-breakpoint
CREATE INDEX "cases_urgent" ON "cases" USING btree ("last_at") WHERE merged_into is null and state in ('open', 'proposed', 'panel') and urgent and reports > 0;
--> statement-breakpoint
CREATE INDEX "request_events_bounced" ON "request_events" USING btree ("at") WHERE act = 'bounced';
--> statement-breakpoint
CREATE INDEX "referral_events_bounced" ON "referral_events" USING btree ("at") WHERE act = 'bounced';
