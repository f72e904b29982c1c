DROP INDEX "texts_bands";--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "posted_at" timestamp (3) with time zone;--> statement-breakpoint
CREATE INDEX "texts_group" ON "texts" USING btree ("group_id","created_at");--> statement-breakpoint
CREATE INDEX "texts_bands" ON "texts" USING gin ("bands") WITH (fastupdate=false);