CREATE TABLE "retention_changes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"no" integer NOT NULL,
	"category" text NOT NULL,
	"outcome" text NOT NULL,
	"days" integer,
	"made_at" timestamp (3) with time zone NOT NULL,
	"in_force_at" timestamp (3) with time zone NOT NULL,
	"by" text NOT NULL,
	"reason" text NOT NULL,
	CONSTRAINT "retention_changes_no_unique" UNIQUE("no")
);
