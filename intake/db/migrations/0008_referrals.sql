CREATE TABLE "partner_channels" (
	"row_id" uuid PRIMARY KEY NOT NULL,
	"id" text NOT NULL,
	"partner" text NOT NULL,
	"place" integer NOT NULL,
	"channel" jsonb NOT NULL,
	"since" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "referral_events" (
	"id" uuid PRIMARY KEY NOT NULL,
	"referral_id" uuid NOT NULL,
	"no" integer NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"happened_at" timestamp (3) with time zone NOT NULL,
	"act" text NOT NULL,
	"person_id" uuid,
	"by" text NOT NULL,
	"detail" jsonb NOT NULL,
	"digest" text NOT NULL,
	CONSTRAINT "referral_events_order" UNIQUE("referral_id","no")
);
--> statement-breakpoint
CREATE TABLE "referral_letters" (
	"id" uuid PRIMARY KEY NOT NULL,
	"referral_id" uuid NOT NULL,
	"letter" text NOT NULL,
	"round" integer NOT NULL,
	"channel_id" uuid,
	"state" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_at" timestamp (3) with time zone,
	"lease_until" timestamp (3) with time zone,
	"message_id" text NOT NULL,
	"sent_at" timestamp (3) with time zone,
	"answer" text,
	CONSTRAINT "referral_letters_round" UNIQUE("referral_id","letter","round")
);
--> statement-breakpoint
CREATE TABLE "referrals" (
	"id" uuid PRIMARY KEY NOT NULL,
	"year" integer NOT NULL,
	"no" integer NOT NULL,
	"case_id" uuid NOT NULL,
	"decision_id" uuid NOT NULL,
	"partner" text NOT NULL,
	"category" text NOT NULL,
	"action" text,
	"urgent" boolean NOT NULL,
	"channel_id" uuid,
	"acknowledge_hours" integer NOT NULL,
	"answer_days" integer NOT NULL,
	"state" text NOT NULL,
	"version" integer NOT NULL,
	"letter" jsonb NOT NULL,
	"jws" text NOT NULL,
	"made_at" timestamp (3) with time zone NOT NULL,
	"sent_at" timestamp (3) with time zone,
	"due_at" timestamp (3) with time zone,
	"remind_at" timestamp (3) with time zone,
	"reminders" integer DEFAULT 0 NOT NULL,
	"delivered_at" timestamp (3) with time zone,
	"acknowledged_at" timestamp (3) with time zone,
	"answered_at" timestamp (3) with time zone,
	"outcome" text,
	"outcome_note" text,
	"closed_at" timestamp (3) with time zone,
	"closed_reason" text,
	"withdrawn_at" timestamp (3) with time zone,
	CONSTRAINT "referrals_decisionId_unique" UNIQUE("decision_id"),
	CONSTRAINT "referrals_number" UNIQUE("year","no")
);
--> statement-breakpoint
CREATE TABLE "watch_looks" (
	"id" uuid PRIMARY KEY NOT NULL,
	"watch_id" uuid NOT NULL,
	"no" integer NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"person_id" uuid NOT NULL,
	"seen" text NOT NULL,
	"again_at" timestamp (3) with time zone,
	"outcome" text,
	"note" text,
	"digest" text NOT NULL,
	CONSTRAINT "watch_looks_order" UNIQUE("watch_id","no")
);
--> statement-breakpoint
CREATE TABLE "watches" (
	"id" uuid PRIMARY KEY NOT NULL,
	"case_id" uuid NOT NULL,
	"decision_id" uuid NOT NULL,
	"subject" text NOT NULL,
	"permalink" text,
	"category" text NOT NULL,
	"since" timestamp (3) with time zone NOT NULL,
	"state" text NOT NULL,
	"look_at" timestamp (3) with time zone,
	"looks" integer DEFAULT 0 NOT NULL,
	"outcome" text,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "watches_decisionId_unique" UNIQUE("decision_id")
);
--> statement-breakpoint
ALTER TABLE "referral_events" ADD CONSTRAINT "referral_events_referral_id_referrals_id_fk" FOREIGN KEY ("referral_id") REFERENCES "public"."referrals"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "referral_events" ADD CONSTRAINT "referral_events_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "referral_letters" ADD CONSTRAINT "referral_letters_referral_id_referrals_id_fk" FOREIGN KEY ("referral_id") REFERENCES "public"."referrals"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "referral_letters" ADD CONSTRAINT "referral_letters_channel_id_partner_channels_row_id_fk" FOREIGN KEY ("channel_id") REFERENCES "public"."partner_channels"("row_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "referrals" ADD CONSTRAINT "referrals_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "referrals" ADD CONSTRAINT "referrals_decision_id_decisions_id_fk" FOREIGN KEY ("decision_id") REFERENCES "public"."decisions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "referrals" ADD CONSTRAINT "referrals_channel_id_partner_channels_row_id_fk" FOREIGN KEY ("channel_id") REFERENCES "public"."partner_channels"("row_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "watch_looks" ADD CONSTRAINT "watch_looks_watch_id_watches_id_fk" FOREIGN KEY ("watch_id") REFERENCES "public"."watches"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "watch_looks" ADD CONSTRAINT "watch_looks_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "watches" ADD CONSTRAINT "watches_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "watches" ADD CONSTRAINT "watches_decision_id_decisions_id_fk" FOREIGN KEY ("decision_id") REFERENCES "public"."decisions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "partner_channels_in_use" ON "partner_channels" USING btree ("id") WHERE ended_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "referral_letters_message" ON "referral_letters" USING btree ("message_id");--> statement-breakpoint
CREATE INDEX "referral_letters_queue" ON "referral_letters" USING btree ("next_at") WHERE state in ('queued', 'sending');--> statement-breakpoint
CREATE INDEX "referrals_made" ON "referrals" USING btree ("made_at","id");--> statement-breakpoint
CREATE INDEX "referrals_case_id_index" ON "referrals" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "referrals_open" ON "referrals" USING btree ("due_at","id") WHERE state in ('queued', 'by-hand', 'sent', 'undelivered');--> statement-breakpoint
CREATE INDEX "referrals_remind" ON "referrals" USING btree ("remind_at") WHERE remind_at is not null;--> statement-breakpoint
CREATE INDEX "watches_case_id_index" ON "watches" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "watches_due" ON "watches" USING btree ("look_at","id") WHERE look_at is not null;--> statement-breakpoint
CREATE INDEX "watches_made" ON "watches" USING btree ("since","id");
--> statement-breakpoint
CREATE TRIGGER referral_events_append_only BEFORE UPDATE OR DELETE ON "referral_events" FOR EACH ROW EXECUTE FUNCTION refuse_log_change();
--> statement-breakpoint
CREATE TRIGGER referral_events_not_emptied BEFORE TRUNCATE ON "referral_events" FOR EACH STATEMENT EXECUTE FUNCTION refuse_log_change();
--> statement-breakpoint
CREATE TRIGGER watch_looks_append_only BEFORE UPDATE OR DELETE ON "watch_looks" FOR EACH ROW EXECUTE FUNCTION refuse_log_change();
--> statement-breakpoint
CREATE TRIGGER watch_looks_not_emptied BEFORE TRUNCATE ON "watch_looks" FOR EACH STATEMENT EXECUTE FUNCTION refuse_log_change();
