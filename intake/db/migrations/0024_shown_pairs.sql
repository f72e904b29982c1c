ALTER TABLE "reports" ADD COLUMN "pair" text;--> statement-breakpoint
CREATE INDEX "reports_pair" ON "reports" USING btree ("pair") WHERE pair is not null;