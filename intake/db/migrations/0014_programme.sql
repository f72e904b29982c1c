CREATE TABLE "assignments" (
	"case_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"golden" boolean NOT NULL,
	"claimed_until" timestamp (3) with time zone,
	"claimed_by" uuid,
	"skipped_at" timestamp (3) with time zone,
	"reviewed_at" timestamp (3) with time zone,
	CONSTRAINT "assignments_case_id_person_id_pk" PRIMARY KEY("case_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "conflicts" (
	"person_id" uuid NOT NULL,
	"channel" text NOT NULL,
	"reason" text NOT NULL,
	"recorded_by" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "conflicts_person_id_channel_pk" PRIMARY KEY("person_id","channel")
);
--> statement-breakpoint
CREATE TABLE "exams" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"policy_version" integer NOT NULL,
	"editions" jsonb NOT NULL,
	"questions" jsonb NOT NULL,
	"answers" jsonb NOT NULL,
	"finished_at" timestamp (3) with time zone,
	"passed" boolean,
	"certificate" text
);
--> statement-breakpoint
CREATE TABLE "golden_cases" (
	"case_id" uuid PRIMARY KEY NOT NULL,
	"violates" boolean NOT NULL,
	"why" text NOT NULL,
	"set_by" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "lesson_progress" (
	"person_id" uuid NOT NULL,
	"lesson" text NOT NULL,
	"edition" integer NOT NULL,
	"answers" jsonb NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "lesson_progress_person_id_lesson_pk" PRIMARY KEY("person_id","lesson")
);
--> statement-breakpoint
CREATE TABLE "marks" (
	"review_id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"lesson" text NOT NULL,
	"golden" boolean NOT NULL,
	"violates" boolean NOT NULL,
	"right" boolean NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "vloggers" (
	"person_id" uuid PRIMARY KEY NOT NULL,
	"languages" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"channels" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"network" text,
	"rank" text DEFAULT 'participant' NOT NULL,
	"ranked_at" timestamp (3) with time zone,
	"paused_at" timestamp (3) with time zone,
	"paused_for" text,
	"pause_reason" text,
	"resumed_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "reviews" ADD COLUMN "confidence" text;--> statement-breakpoint
ALTER TABLE "reviews" ADD COLUMN "elements" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "reviews" ADD COLUMN "local_context" text;--> statement-breakpoint
ALTER TABLE "reviews" ADD COLUMN "weight" real DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "self_reviews" ADD COLUMN "open" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conflicts" ADD CONSTRAINT "conflicts_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conflicts" ADD CONSTRAINT "conflicts_recorded_by_people_id_fk" FOREIGN KEY ("recorded_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exams" ADD CONSTRAINT "exams_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "golden_cases" ADD CONSTRAINT "golden_cases_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "golden_cases" ADD CONSTRAINT "golden_cases_set_by_people_id_fk" FOREIGN KEY ("set_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lesson_progress" ADD CONSTRAINT "lesson_progress_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "marks" ADD CONSTRAINT "marks_review_id_reviews_id_fk" FOREIGN KEY ("review_id") REFERENCES "public"."reviews"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "marks" ADD CONSTRAINT "marks_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vloggers" ADD CONSTRAINT "vloggers_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "assignments_waiting" ON "assignments" USING btree ("person_id","at") WHERE skipped_at is null and reviewed_at is null;--> statement-breakpoint
CREATE INDEX "assignments_reviewed" ON "assignments" USING btree ("person_id","reviewed_at");--> statement-breakpoint
CREATE INDEX "exams_person_id_started_at_index" ON "exams" USING btree ("person_id","started_at");--> statement-breakpoint
CREATE UNIQUE INDEX "exams_one_open" ON "exams" USING btree ("person_id") WHERE finished_at is null;--> statement-breakpoint
CREATE INDEX "marks_person_id_at_index" ON "marks" USING btree ("person_id","at");