ALTER TABLE "decisions" ADD COLUMN "canned" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "decisions" ADD COLUMN "look" text;--> statement-breakpoint
ALTER TABLE "decisions" ADD COLUMN "unseen_reason" text;--> statement-breakpoint
ALTER TABLE "decisions" ADD COLUMN "answer_look" text;--> statement-breakpoint
ALTER TABLE "decisions" ADD COLUMN "answer_unseen_reason" text;--> statement-breakpoint
CREATE INDEX "decisions_by_person" ON "decisions" USING btree ("person_id","at","id");