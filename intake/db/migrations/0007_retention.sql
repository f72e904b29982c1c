CREATE TABLE "holds" (
	"id" uuid PRIMARY KEY NOT NULL,
	"case_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"by" text NOT NULL,
	"reason" text NOT NULL,
	"released_at" timestamp (3) with time zone,
	"released_by" text,
	"release_reason" text
);
--> statement-breakpoint
ALTER TABLE "reports" ADD COLUMN "evidence_deleted_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "holds" ADD CONSTRAINT "holds_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "holds_case_id_index" ON "holds" USING btree ("case_id");