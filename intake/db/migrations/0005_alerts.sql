CREATE TABLE "alert_mails" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"made_at" timestamp (3) with time zone NOT NULL,
	"state" text NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_at" timestamp (3) with time zone,
	"lease_until" timestamp (3) with time zone,
	"sent_at" timestamp (3) with time zone,
	"answer" text
);
--> statement-breakpoint
CREATE TABLE "alert_notices" (
	"id" uuid PRIMARY KEY NOT NULL,
	"alert_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"stage" integer NOT NULL,
	"notify_at" timestamp (3) with time zone NOT NULL,
	"mail_at" timestamp (3) with time zone,
	"mail_id" uuid,
	"fetched_at" timestamp (3) with time zone,
	CONSTRAINT "alert_notices_once" UNIQUE("alert_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "alert_settings" (
	"person_id" uuid PRIMARY KEY NOT NULL,
	"mail" text NOT NULL,
	"email" text,
	"quiet" jsonb
);
--> statement-breakpoint
CREATE TABLE "alerts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"event" text NOT NULL,
	"key" text NOT NULL,
	"occurrence" integer NOT NULL,
	"kind" text NOT NULL,
	"subject" text NOT NULL,
	"case_id" uuid,
	"request_id" uuid,
	"person_id" uuid,
	"reference" text NOT NULL,
	"site" text,
	"category" text,
	"urgent" boolean NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"due_at" timestamp (3) with time zone,
	"made_at" timestamp (3) with time zone NOT NULL,
	"stage" integer DEFAULT 0 NOT NULL,
	"pass_on_at" timestamp (3) with time zone,
	"acknowledged_by" uuid,
	"acknowledged_at" timestamp (3) with time zone,
	"acknowledged_how" text,
	"closed_at" timestamp (3) with time zone,
	CONSTRAINT "alerts_once" UNIQUE("key","occurrence")
);
--> statement-breakpoint
CREATE TABLE "on_call" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"starts_at" timestamp (3) with time zone NOT NULL,
	"ends_at" timestamp (3) with time zone NOT NULL,
	"place" integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE "alert_mails" ADD CONSTRAINT "alert_mails_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alert_notices" ADD CONSTRAINT "alert_notices_alert_id_alerts_id_fk" FOREIGN KEY ("alert_id") REFERENCES "public"."alerts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alert_notices" ADD CONSTRAINT "alert_notices_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alert_notices" ADD CONSTRAINT "alert_notices_mail_id_alert_mails_id_fk" FOREIGN KEY ("mail_id") REFERENCES "public"."alert_mails"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alert_settings" ADD CONSTRAINT "alert_settings_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alerts" ADD CONSTRAINT "alerts_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alerts" ADD CONSTRAINT "alerts_request_id_requests_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."requests"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alerts" ADD CONSTRAINT "alerts_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alerts" ADD CONSTRAINT "alerts_acknowledged_by_people_id_fk" FOREIGN KEY ("acknowledged_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "on_call" ADD CONSTRAINT "on_call_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "alert_mails_queue" ON "alert_mails" USING btree ("next_at") WHERE state in ('queued', 'sending');--> statement-breakpoint
CREATE INDEX "alert_notices_person_id_index" ON "alert_notices" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "alert_notices_unmailed" ON "alert_notices" USING btree ("mail_at") WHERE mail_at is not null and mail_id is null;--> statement-breakpoint
CREATE INDEX "alert_notices_mail_id_index" ON "alert_notices" USING btree ("mail_id");--> statement-breakpoint
CREATE INDEX "alerts_open" ON "alerts" USING btree ("event") WHERE closed_at is null;--> statement-breakpoint
CREATE INDEX "alerts_pass_on" ON "alerts" USING btree ("pass_on_at") WHERE closed_at is null and acknowledged_at is null;--> statement-breakpoint
CREATE INDEX "alerts_closed" ON "alerts" USING btree ("closed_at") WHERE closed_at is not null;--> statement-breakpoint
CREATE INDEX "on_call_ends_at_index" ON "on_call" USING btree ("ends_at");