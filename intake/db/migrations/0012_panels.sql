ALTER TABLE "decisions" ADD COLUMN "draw" integer;--> statement-breakpoint
ALTER TABLE "decisions" ADD COLUMN "draw_share" integer;--> statement-breakpoint
ALTER TABLE "decisions" ADD COLUMN "review" text;--> statement-breakpoint
ALTER TABLE "decisions" ADD COLUMN "reviewed_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "decisions" ADD COLUMN "panel_gap" jsonb;--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "affiliation" text;--> statement-breakpoint
CREATE INDEX "decisions_reviewed" ON "decisions" USING btree ("review") WHERE review is not null;