ALTER TABLE "reports" ADD COLUMN "seal" text;--> statement-breakpoint
ALTER TABLE "reports" ADD COLUMN "overridden" jsonb;