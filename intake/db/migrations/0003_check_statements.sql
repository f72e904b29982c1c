ALTER TABLE "checks" ADD COLUMN "stated" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "checks" ADD COLUMN "basis" text DEFAULT 'declared' NOT NULL;