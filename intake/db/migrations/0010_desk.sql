CREATE TABLE "claims" (
	"case_id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"device_id" uuid NOT NULL,
	"until" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "questions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"case_id" uuid NOT NULL,
	"report_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"digest" text NOT NULL,
	"text" text NOT NULL,
	"answer" text,
	"answered_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "records" (
	"person_id" uuid PRIMARY KEY NOT NULL,
	"decided" integer DEFAULT 0 NOT NULL,
	"upheld" integer DEFAULT 0 NOT NULL,
	"reversed" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "votes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"decision_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"digest" text NOT NULL,
	"vote" text NOT NULL,
	"reason" text NOT NULL,
	CONSTRAINT "votes_decisionId_personId_unique" UNIQUE("decision_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "groups" (
	"id" uuid PRIMARY KEY NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"why" text NOT NULL,
	"burst" jsonb
);
--> statement-breakpoint
CREATE TABLE "pictures" (
	"sha256" text PRIMARY KEY NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"hash" text NOT NULL,
	"parts" integer[] NOT NULL,
	"group_id" uuid
);
--> statement-breakpoint
CREATE TABLE "texts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"sha256" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"signature" integer[] NOT NULL,
	"bands" integer[] NOT NULL,
	"group_id" uuid,
	CONSTRAINT "texts_sha256_unique" UNIQUE("sha256")
);
--> statement-breakpoint
DROP INDEX "decisions_one_waiting";--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "reach" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "voices" real DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "language" text;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "author_key" text;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "search_text" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "text_id" uuid;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "group_id" uuid;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "group_why" text;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "group_distance" real;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "left_groups" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "asked_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "review_asked_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "decided_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "reports" ADD COLUMN "unit_id" uuid;--> statement-breakpoint
ALTER TABLE "reports" ADD COLUMN "weight" real DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "reports" ADD COLUMN "forgotten_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "decisions" ADD COLUMN "elements" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "decisions" ADD COLUMN "exceptions" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "decisions" ADD COLUMN "why" text;--> statement-breakpoint
ALTER TABLE "decisions" ADD COLUMN "agency" text;--> statement-breakpoint
ALTER TABLE "decisions" ADD COLUMN "bulk_id" uuid;--> statement-breakpoint
ALTER TABLE "decisions" ADD COLUMN "settled_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "units" ADD COLUMN "languages" jsonb;--> statement-breakpoint
ALTER TABLE "claims" ADD CONSTRAINT "claims_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "claims" ADD CONSTRAINT "claims_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "claims" ADD CONSTRAINT "claims_device_id_devices_id_fk" FOREIGN KEY ("device_id") REFERENCES "public"."devices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "questions" ADD CONSTRAINT "questions_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "questions" ADD CONSTRAINT "questions_report_id_reports_id_fk" FOREIGN KEY ("report_id") REFERENCES "public"."reports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "questions" ADD CONSTRAINT "questions_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "records" ADD CONSTRAINT "records_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "votes" ADD CONSTRAINT "votes_decision_id_decisions_id_fk" FOREIGN KEY ("decision_id") REFERENCES "public"."decisions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "votes" ADD CONSTRAINT "votes_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pictures" ADD CONSTRAINT "pictures_group_id_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."groups"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "texts" ADD CONSTRAINT "texts_group_id_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."groups"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "questions_case_id_index" ON "questions" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "questions_report_id_index" ON "questions" USING btree ("report_id");--> statement-breakpoint
CREATE INDEX "pictures_parts" ON "pictures" USING gin ("parts");--> statement-breakpoint
CREATE INDEX "texts_bands" ON "texts" USING gin ("bands");--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_text_id_texts_id_fk" FOREIGN KEY ("text_id") REFERENCES "public"."texts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_group_id_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."groups"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "cases_group" ON "cases" USING btree ("group_id");--> statement-breakpoint
CREATE INDEX "cases_text" ON "cases" USING btree ("text_id");--> statement-breakpoint
CREATE INDEX "cases_decided_by_author" ON "cases" USING btree ("author_key","decided_at") WHERE decided_at is not null;--> statement-breakpoint
CREATE INDEX "cases_search" ON "cases" USING gin (to_tsvector('simple', "search_text"));--> statement-breakpoint
CREATE INDEX "reports_forgotten" ON "reports" USING btree ("person_id","forgotten_at") WHERE forgotten_at is not null;--> statement-breakpoint
CREATE INDEX "decisions_bulk_id_index" ON "decisions" USING btree ("bulk_id");--> statement-breakpoint
CREATE UNIQUE INDEX "decisions_one_waiting" ON "decisions" USING btree ("case_id") WHERE state in ('proposed', 'disputed');