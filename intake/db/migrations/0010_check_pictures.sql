ALTER TABLE "checks" ADD COLUMN "picture_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "checks" ADD COLUMN "picture_deleted_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "checks" ADD COLUMN "picture_file" text;--> statement-breakpoint
CREATE INDEX "checks_picture_file" ON "checks" USING btree ("picture_file") WHERE picture_file is not null;