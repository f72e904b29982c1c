ALTER TABLE "reports" ADD COLUMN "set_id" uuid;--> statement-breakpoint
CREATE INDEX "reports_set_id_index" ON "reports" USING btree ("set_id");