ALTER TABLE "reports" ADD COLUMN "sub_reason" text;--> statement-breakpoint
ALTER TABLE "decisions" ADD COLUMN "sub_reason" text;