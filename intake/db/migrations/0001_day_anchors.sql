CREATE TABLE "day_anchors" (
	"day" date NOT NULL,
	"calendar" text NOT NULL,
	"proof" text NOT NULL,
	"asked_at" timestamp (3) with time zone,
	"attested_at" timestamp (3) with time zone,
	CONSTRAINT "day_anchors_day_calendar_pk" PRIMARY KEY("day","calendar")
);
--> statement-breakpoint
ALTER TABLE "day_anchors" ADD CONSTRAINT "day_anchors_day_days_day_fk" FOREIGN KEY ("day") REFERENCES "public"."days"("day") ON DELETE no action ON UPDATE no action;