CREATE TABLE "counted_months" (
	"month" date PRIMARY KEY NOT NULL,
	"counted_at" timestamp (3) with time zone NOT NULL,
	"is_final" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "hook_deliveries" (
	"id" uuid PRIMARY KEY NOT NULL,
	"hook_id" uuid NOT NULL,
	"event" text NOT NULL,
	"body" jsonb NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_at" timestamp (3) with time zone,
	"lease_until" timestamp (3) with time zone,
	"delivered_at" timestamp (3) with time zone,
	"answer" text
);
--> statement-breakpoint
CREATE TABLE "hooks" (
	"id" uuid PRIMARY KEY NOT NULL,
	"address" text NOT NULL,
	"secret" text NOT NULL,
	"events" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "month_figures" (
	"month" date NOT NULL,
	"site" text NOT NULL,
	"category" text NOT NULL,
	"figures" jsonb NOT NULL,
	CONSTRAINT "month_figures_month_site_category_pk" PRIMARY KEY("month","site","category")
);
--> statement-breakpoint
CREATE TABLE "objections" (
	"id" uuid PRIMARY KEY NOT NULL,
	"item_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"decision_id" uuid NOT NULL,
	"objector" text NOT NULL,
	"name" text,
	"contact" text,
	"text" text NOT NULL,
	"digest" text NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"state" text NOT NULL,
	"handled_by" uuid,
	"handled_at" timestamp (3) with time zone,
	"reason" text,
	"reversal" uuid,
	"ticket" text NOT NULL,
	CONSTRAINT "objections_ticket_unique" UNIQUE("ticket")
);
--> statement-breakpoint
CREATE TABLE "channels" (
	"row_id" uuid PRIMARY KEY NOT NULL,
	"id" text NOT NULL,
	"site" text NOT NULL,
	"place" integer NOT NULL,
	"channel" jsonb NOT NULL,
	"since" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "checks" (
	"id" uuid PRIMARY KEY NOT NULL,
	"item_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"device_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"digest" text NOT NULL,
	"seen" text NOT NULL,
	"seen_from" text NOT NULL,
	"proof" jsonb,
	"seal" text,
	"note" text
);
--> statement-breakpoint
CREATE TABLE "dispatches" (
	"id" uuid PRIMARY KEY NOT NULL,
	"request_id" uuid NOT NULL,
	"letter" text NOT NULL,
	"round" integer NOT NULL,
	"channel_id" uuid NOT NULL,
	"state" text NOT NULL,
	"person_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_at" timestamp (3) with time zone,
	"lease_until" timestamp (3) with time zone,
	"message_id" text NOT NULL,
	"sent_at" timestamp (3) with time zone,
	"answer" text,
	CONSTRAINT "dispatches_round" UNIQUE("request_id","letter","round")
);
--> statement-breakpoint
CREATE TABLE "request_events" (
	"id" uuid PRIMARY KEY NOT NULL,
	"request_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"act" text NOT NULL,
	"person_id" uuid,
	"by" text NOT NULL,
	"detail" jsonb NOT NULL,
	"digest" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "request_items" (
	"id" uuid PRIMARY KEY NOT NULL,
	"request_id" uuid NOT NULL,
	"place" integer NOT NULL,
	"case_id" uuid NOT NULL,
	"decision_id" uuid NOT NULL,
	"subject" text NOT NULL,
	"permalink" text NOT NULL,
	"report_id" uuid,
	"picture_sha256" text,
	"no_picture" text,
	"reference" text NOT NULL,
	"is_void" boolean DEFAULT false NOT NULL,
	"outcome" text DEFAULT 'pending' NOT NULL,
	"outcome_at" timestamp (3) with time zone,
	"outcome_note" text,
	"seen" text,
	"seen_at" timestamp (3) with time zone,
	"check_at" timestamp (3) with time zone,
	CONSTRAINT "request_items_reference_unique" UNIQUE("reference"),
	CONSTRAINT "request_items_place" UNIQUE("request_id","place")
);
--> statement-breakpoint
CREATE TABLE "requests" (
	"id" uuid PRIMARY KEY NOT NULL,
	"year" integer NOT NULL,
	"no" integer NOT NULL,
	"kind" text NOT NULL,
	"restores" uuid,
	"site" text NOT NULL,
	"category" text NOT NULL,
	"action" text NOT NULL,
	"urgent" boolean NOT NULL,
	"hours" integer,
	"channel_id" uuid NOT NULL,
	"state" text NOT NULL,
	"version" integer NOT NULL,
	"letter" jsonb NOT NULL,
	"jws" text NOT NULL,
	"digest" text NOT NULL,
	"person_id" uuid NOT NULL,
	"made_at" timestamp (3) with time zone NOT NULL,
	"sent_at" timestamp (3) with time zone,
	"due_at" timestamp (3) with time zone,
	"delivered_at" timestamp (3) with time zone,
	"acknowledged_at" timestamp (3) with time zone,
	"answered_at" timestamp (3) with time zone,
	"withdrawn_at" timestamp (3) with time zone,
	"withdrawn_reason" text,
	"reprimands" integer DEFAULT 0 NOT NULL,
	"reprimanded_at" timestamp (3) with time zone,
	CONSTRAINT "requests_number" UNIQUE("year","no")
);
--> statement-breakpoint
ALTER TABLE "decisions" ADD COLUMN "reverses" uuid;--> statement-breakpoint
ALTER TABLE "decisions" ADD COLUMN "reversed_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "channel" text;--> statement-breakpoint
ALTER TABLE "hook_deliveries" ADD CONSTRAINT "hook_deliveries_hook_id_hooks_id_fk" FOREIGN KEY ("hook_id") REFERENCES "public"."hooks"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "objections" ADD CONSTRAINT "objections_item_id_request_items_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."request_items"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "objections" ADD CONSTRAINT "objections_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "objections" ADD CONSTRAINT "objections_decision_id_decisions_id_fk" FOREIGN KEY ("decision_id") REFERENCES "public"."decisions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "objections" ADD CONSTRAINT "objections_handled_by_people_id_fk" FOREIGN KEY ("handled_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "objections" ADD CONSTRAINT "objections_reversal_decisions_id_fk" FOREIGN KEY ("reversal") REFERENCES "public"."decisions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "checks" ADD CONSTRAINT "checks_item_id_request_items_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."request_items"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "checks" ADD CONSTRAINT "checks_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "checks" ADD CONSTRAINT "checks_device_id_devices_id_fk" FOREIGN KEY ("device_id") REFERENCES "public"."devices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dispatches" ADD CONSTRAINT "dispatches_request_id_requests_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."requests"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dispatches" ADD CONSTRAINT "dispatches_channel_id_channels_row_id_fk" FOREIGN KEY ("channel_id") REFERENCES "public"."channels"("row_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dispatches" ADD CONSTRAINT "dispatches_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "request_events" ADD CONSTRAINT "request_events_request_id_requests_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."requests"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "request_events" ADD CONSTRAINT "request_events_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "request_items" ADD CONSTRAINT "request_items_request_id_requests_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."requests"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "request_items" ADD CONSTRAINT "request_items_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "request_items" ADD CONSTRAINT "request_items_decision_id_decisions_id_fk" FOREIGN KEY ("decision_id") REFERENCES "public"."decisions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "request_items" ADD CONSTRAINT "request_items_report_id_reports_id_fk" FOREIGN KEY ("report_id") REFERENCES "public"."reports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "requests" ADD CONSTRAINT "requests_channel_id_channels_row_id_fk" FOREIGN KEY ("channel_id") REFERENCES "public"."channels"("row_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "requests" ADD CONSTRAINT "requests_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "hook_deliveries_queue" ON "hook_deliveries" USING btree ("next_at");--> statement-breakpoint
CREATE INDEX "objections_item_id_index" ON "objections" USING btree ("item_id");--> statement-breakpoint
CREATE INDEX "objections_case_id_index" ON "objections" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "objections_open" ON "objections" USING btree ("due_at","id") WHERE state = 'open';--> statement-breakpoint
CREATE INDEX "objections_received" ON "objections" USING btree ("received_at");--> statement-breakpoint
CREATE UNIQUE INDEX "channels_in_use" ON "channels" USING btree ("id") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "checks_item_id_at_index" ON "checks" USING btree ("item_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "dispatches_message" ON "dispatches" USING btree ("message_id");--> statement-breakpoint
CREATE INDEX "dispatches_queue" ON "dispatches" USING btree ("next_at") WHERE state in ('queued', 'sending');--> statement-breakpoint
CREATE INDEX "request_events_request_id_at_index" ON "request_events" USING btree ("request_id","at");--> statement-breakpoint
CREATE INDEX "request_events_at" ON "request_events" USING btree ("at");--> statement-breakpoint
CREATE INDEX "request_items_case_id_index" ON "request_items" USING btree ("case_id");--> statement-breakpoint
CREATE UNIQUE INDEX "request_items_once" ON "request_items" USING btree ("decision_id") WHERE not is_void;--> statement-breakpoint
CREATE INDEX "request_items_check" ON "request_items" USING btree ("check_at","id") WHERE check_at is not null and not is_void;--> statement-breakpoint
CREATE INDEX "requests_made" ON "requests" USING btree ("made_at","id");--> statement-breakpoint
CREATE INDEX "requests_open" ON "requests" USING btree ("due_at","id") WHERE state in ('queued', 'by-hand', 'sent', 'undelivered');--> statement-breakpoint
CREATE INDEX "requests_restores" ON "requests" USING btree ("restores") WHERE restores is not null;--> statement-breakpoint
CREATE TRIGGER request_events_append_only BEFORE UPDATE OR DELETE ON "request_events" FOR EACH ROW EXECUTE FUNCTION refuse_log_change();
--> statement-breakpoint
CREATE TRIGGER request_events_not_emptied BEFORE TRUNCATE ON "request_events" FOR EACH STATEMENT EXECUTE FUNCTION refuse_log_change();
