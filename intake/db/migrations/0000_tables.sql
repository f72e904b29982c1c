CREATE TABLE "case_subjects" (
	"subject" text NOT NULL,
	"case_id" uuid NOT NULL,
	CONSTRAINT "case_subjects_subject_case_id_pk" PRIMARY KEY("subject","case_id")
);
--> statement-breakpoint
CREATE TABLE "cases" (
	"id" uuid PRIMARY KEY NOT NULL,
	"version" integer NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"site" text NOT NULL,
	"kind" text NOT NULL,
	"subject" text NOT NULL,
	"channel_id" text NOT NULL,
	"state" text NOT NULL,
	"reports" integer NOT NULL,
	"reporters" integer NOT NULL,
	"reported_category" text NOT NULL,
	"marked_urgent" boolean NOT NULL,
	"forbids_pixels" boolean NOT NULL,
	"first_at" timestamp (3) with time zone NOT NULL,
	"last_at" timestamp (3) with time zone NOT NULL,
	"permalink" text,
	"author" text,
	"title" text,
	"excerpt" text,
	"decided_category" text,
	"proposed_category" text,
	"category" text NOT NULL,
	"urgent" boolean NOT NULL,
	"withheld" boolean NOT NULL,
	"due_at" timestamp (3) with time zone,
	"queue_key" text collate "C" NOT NULL,
	"merged_into" uuid,
	"head_seq" integer NOT NULL,
	"head_hash" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "files" (
	"report_id" uuid NOT NULL,
	"sha256" text NOT NULL,
	"arrived_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "files_report_id_sha256_pk" PRIMARY KEY("report_id","sha256")
);
--> statement-breakpoint
CREATE TABLE "log" (
	"case_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"by" text NOT NULL,
	"act" text NOT NULL,
	"detail" jsonb NOT NULL,
	"previous" text NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "log_case_id_seq_pk" PRIMARY KEY("case_id","seq")
);
--> statement-breakpoint
CREATE TABLE "reports" (
	"id" uuid PRIMARY KEY NOT NULL,
	"case_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"device_id" uuid NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	"digest" text NOT NULL,
	"place" integer NOT NULL,
	"category" text NOT NULL,
	"action" text NOT NULL,
	"basis" jsonb NOT NULL,
	"policy_version" integer NOT NULL,
	"urgent" boolean NOT NULL,
	"note" text,
	"not_public_reason" text,
	"evidence" jsonb NOT NULL,
	"withdrawn_at" timestamp (3) with time zone,
	"withdrawn_reason" text
);
--> statement-breakpoint
CREATE TABLE "decisions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"case_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"digest" text NOT NULL,
	"act" text NOT NULL,
	"category" text,
	"action" text,
	"basis" jsonb NOT NULL,
	"reason" text NOT NULL,
	"state" text NOT NULL,
	"answered_by" uuid,
	"answered_at" timestamp (3) with time zone,
	"answer_reason" text
);
--> statement-breakpoint
CREATE TABLE "reviews" (
	"id" uuid PRIMARY KEY NOT NULL,
	"case_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"digest" text NOT NULL,
	"verdict" text NOT NULL,
	"reason" text NOT NULL,
	"timecodes" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "self_reviews" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"digest" text NOT NULL,
	"subject" text NOT NULL,
	"title" text,
	"policy_version" integer NOT NULL,
	"answers" jsonb NOT NULL,
	"result" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "api_keys" (
	"id" uuid PRIMARY KEY NOT NULL,
	"key_sha256" text NOT NULL,
	"scope" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"revoked_at" timestamp (3) with time zone,
	CONSTRAINT "api_keys_keySha256_unique" UNIQUE("key_sha256")
);
--> statement-breakpoint
CREATE TABLE "devices" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"thumbprint" text NOT NULL,
	"public_key" jsonb NOT NULL,
	"browser" text NOT NULL,
	"extension_version" text NOT NULL,
	"enrolled_at" timestamp (3) with time zone NOT NULL,
	"revoked_at" timestamp (3) with time zone,
	CONSTRAINT "devices_thumbprint_unique" UNIQUE("thumbprint")
);
--> statement-breakpoint
CREATE TABLE "enrolment_codes" (
	"code_sha256" text PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone,
	"used_by" uuid
);
--> statement-breakpoint
CREATE TABLE "people" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"role" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "settings" (
	"name" text PRIMARY KEY NOT NULL,
	"value" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "used_proofs" (
	"jti" uuid PRIMARY KEY NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "case_subjects" ADD CONSTRAINT "case_subjects_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "files" ADD CONSTRAINT "files_report_id_reports_id_fk" FOREIGN KEY ("report_id") REFERENCES "public"."reports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "log" ADD CONSTRAINT "log_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_device_id_devices_id_fk" FOREIGN KEY ("device_id") REFERENCES "public"."devices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decisions" ADD CONSTRAINT "decisions_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decisions" ADD CONSTRAINT "decisions_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decisions" ADD CONSTRAINT "decisions_answered_by_people_id_fk" FOREIGN KEY ("answered_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "self_reviews" ADD CONSTRAINT "self_reviews_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "devices" ADD CONSTRAINT "devices_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrolment_codes" ADD CONSTRAINT "enrolment_codes_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrolment_codes" ADD CONSTRAINT "enrolment_codes_used_by_devices_id_fk" FOREIGN KEY ("used_by") REFERENCES "public"."devices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "case_subjects_case_id_index" ON "case_subjects" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "cases_queue" ON "cases" USING btree ("queue_key") WHERE merged_into is null;--> statement-breakpoint
CREATE INDEX "cases_queue_by_state" ON "cases" USING btree ("state","queue_key") WHERE merged_into is null;--> statement-breakpoint
CREATE INDEX "files_sha256_index" ON "files" USING btree ("sha256");--> statement-breakpoint
CREATE INDEX "reports_case_id_index" ON "reports" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "reports_person_id_received_at_id_index" ON "reports" USING btree ("person_id","received_at","id");--> statement-breakpoint
CREATE INDEX "decisions_case_id_index" ON "decisions" USING btree ("case_id");--> statement-breakpoint
CREATE UNIQUE INDEX "decisions_one_waiting" ON "decisions" USING btree ("case_id") WHERE state = 'proposed';--> statement-breakpoint
CREATE INDEX "reviews_case_id_index" ON "reviews" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "reviews_person_id_index" ON "reviews" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "self_reviews_subject_index" ON "self_reviews" USING btree ("subject");--> statement-breakpoint
CREATE INDEX "self_reviews_person_id_at_id_index" ON "self_reviews" USING btree ("person_id","at","id");--> statement-breakpoint
CREATE INDEX "used_proofs_expires_at_index" ON "used_proofs" USING btree ("expires_at");