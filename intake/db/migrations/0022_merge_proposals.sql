CREATE TABLE "merge_proposals" (
	"one_id" uuid NOT NULL,
	"other_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"report_id" uuid,
	"state" text NOT NULL,
	"agreed_by" uuid,
	"agreed_on" text,
	CONSTRAINT "merge_proposals_one_id_other_id_pk" PRIMARY KEY("one_id","other_id")
);
--> statement-breakpoint
ALTER TABLE "case_subjects" ADD COLUMN "own" boolean DEFAULT true NOT NULL;--> statement-breakpoint
-- Names that a report only claimed.
UPDATE "case_subjects" SET "own" = EXISTS (
	SELECT 1 FROM "reports"
	WHERE "reports"."case_id" = "case_subjects"."case_id" AND "reports"."evidence" ->> 'subject' = "case_subjects"."subject"
);--> statement-breakpoint
ALTER TABLE "merge_proposals" ADD CONSTRAINT "merge_proposals_one_id_cases_id_fk" FOREIGN KEY ("one_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "merge_proposals" ADD CONSTRAINT "merge_proposals_other_id_cases_id_fk" FOREIGN KEY ("other_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "merge_proposals" ADD CONSTRAINT "merge_proposals_agreed_by_people_id_fk" FOREIGN KEY ("agreed_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;