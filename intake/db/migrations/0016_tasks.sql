DROP INDEX "assignments_reviewed";--> statement-breakpoint
DROP INDEX "cases_tasks";--> statement-breakpoint
ALTER TABLE "reviews" ADD COLUMN "trial" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "assignments" ADD COLUMN "place" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX "assignments_over" ON "assignments" USING btree (coalesce(reviewed_at, skipped_at));--> statement-breakpoint
CREATE INDEX "cases_tasks" ON "cases" USING btree ((review_asked_at is null),"queue_key") WHERE site = 'youtube' and kind = 'video' and merged_into is null and state in ('open', 'proposed');--> statement-breakpoint
UPDATE "reviews" SET "trial" = true WHERE
  EXISTS (SELECT 1 FROM "marks" WHERE "marks"."review_id" = "reviews"."id" AND "marks"."golden") OR
  -- A verdict without a side is no mark; the task stays with the case that became part of another.
  EXISTS (SELECT 1 FROM "assignments" WHERE "assignments"."person_id" = "reviews"."person_id"
    AND "assignments"."golden" AND "assignments"."reviewed_at" = "reviews"."at");
