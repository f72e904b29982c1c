-- SHA-256 of a subject, indexed for lookups by prefix. Computed by the database, so that every row has it.
CREATE FUNCTION subject_sha256(subject text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
	SELECT encode(sha256(convert_to(subject, 'UTF8')), 'hex')
$$;
--> statement-breakpoint
CREATE TABLE "batch_leaves" (
	"batch_no" integer NOT NULL,
	"place" integer NOT NULL,
	"case_id" uuid NOT NULL,
	"from_seq" integer NOT NULL,
	"to_seq" integer NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "batch_leaves_batch_no_place_pk" PRIMARY KEY("batch_no","place"),
	CONSTRAINT "batch_leaves_from" UNIQUE("case_id","from_seq"),
	CONSTRAINT "batch_leaves_to" UNIQUE("case_id","to_seq")
);
--> statement-breakpoint
CREATE TABLE "batches" (
	"no" integer PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"day" date NOT NULL,
	"size" integer NOT NULL,
	"root" text NOT NULL,
	"previous" text NOT NULL,
	"jws" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "day_stamps" (
	"day" date PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"authority" text NOT NULL,
	"response" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "days" (
	"day" date PRIMARY KEY NOT NULL,
	"root" text NOT NULL,
	"closed_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "unsealed" (
	"case_id" uuid NOT NULL,
	"seq" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "case_subjects" (
	"subject" text NOT NULL,
	"case_id" uuid NOT NULL,
	"own" boolean DEFAULT true NOT NULL,
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
	"categories" text[] DEFAULT '{}' NOT NULL,
	"marked_urgent" boolean NOT NULL,
	"forbids_pixels" boolean NOT NULL,
	"first_at" timestamp (3) with time zone NOT NULL,
	"last_at" timestamp (3) with time zone NOT NULL,
	"permalink" text,
	"author" text,
	"title" text,
	"excerpt" text,
	"reach" integer DEFAULT 0 NOT NULL,
	"voices" real DEFAULT 0 NOT NULL,
	"language" text,
	"author_key" text,
	"posted_at" timestamp (3) with time zone,
	"search_text" text DEFAULT '' NOT NULL,
	"text_id" uuid,
	"group_id" uuid,
	"group_why" text,
	"group_distance" real,
	"left_groups" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"asked_at" timestamp (3) with time zone,
	"review_asked_at" timestamp (3) with time zone,
	"decided_at" timestamp (3) with time zone,
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
	"unit_id" uuid,
	"weight" real DEFAULT 0 NOT NULL,
	"set_id" uuid,
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
	"hosts" text[] DEFAULT '{}' NOT NULL,
	"seal" text,
	"pair" text,
	"overridden" jsonb,
	"withdrawn_at" timestamp (3) with time zone,
	"withdrawn_reason" text,
	"receipt" text DEFAULT '' NOT NULL,
	"evidence_deleted_at" timestamp (3) with time zone,
	"forgotten_at" timestamp (3) with time zone
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
	"elements" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"exceptions" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"why" text,
	"agency" text,
	"bulk_id" uuid,
	"reason" text NOT NULL,
	"frozen" jsonb,
	"state" text NOT NULL,
	"answered_by" uuid,
	"answered_at" timestamp (3) with time zone,
	"answer_reason" text,
	"settled_at" timestamp (3) with time zone,
	"reverses" uuid,
	"reversed_at" timestamp (3) with time zone
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
	"timecodes" jsonb NOT NULL,
	"confidence" text,
	"elements" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"local_context" text,
	"weight" real DEFAULT 0 NOT NULL,
	"trial" boolean DEFAULT false NOT NULL
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
	"result" text NOT NULL,
	"open" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
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
CREATE TABLE "link_looks" (
	"id" uuid PRIMARY KEY NOT NULL,
	"case_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"host" text NOT NULL,
	"page" text NOT NULL,
	"advertisements" integer NOT NULL,
	"covering" boolean NOT NULL,
	"note" text,
	"digest" text NOT NULL
);
--> statement-breakpoint
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
CREATE TABLE "api_keys" (
	"id" uuid PRIMARY KEY NOT NULL,
	"key_sha256" text NOT NULL,
	"scope" text NOT NULL,
	"channel" text,
	"name" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone,
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
	"signed_on_at" timestamp (3) with time zone,
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
	"unit_id" uuid,
	"issuer" text,
	"subject" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"invited_by" uuid,
	"suspended_at" timestamp (3) with time zone,
	CONSTRAINT "people_issuer_subject_unique" UNIQUE("issuer","subject")
);
--> statement-breakpoint
CREATE TABLE "settings" (
	"name" text PRIMARY KEY NOT NULL,
	"value" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sign_ons" (
	"token_sha256" text PRIMARY KEY NOT NULL,
	"device_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"role" text NOT NULL,
	"former_role" text
);
--> statement-breakpoint
CREATE TABLE "units" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"sites" jsonb,
	"categories" jsonb,
	"languages" jsonb,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "units_name_unique" UNIQUE("name")
);
--> statement-breakpoint
CREATE TABLE "used_proofs" (
	"jti" uuid PRIMARY KEY NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "canaries" (
	"hour" timestamp (3) with time zone NOT NULL,
	"site" text NOT NULL,
	"kind" text NOT NULL,
	"recipe_version" integer NOT NULL,
	"browser" text NOT NULL,
	"pages_found" bigint DEFAULT 0 NOT NULL,
	"pages_expected" bigint DEFAULT 0 NOT NULL,
	"identities_found" bigint DEFAULT 0 NOT NULL,
	"identities_expected" bigint DEFAULT 0 NOT NULL,
	"buttons_found" bigint DEFAULT 0 NOT NULL,
	"buttons_expected" bigint DEFAULT 0 NOT NULL,
	"fields_found" bigint DEFAULT 0 NOT NULL,
	"fields_expected" bigint DEFAULT 0 NOT NULL,
	"permalinks_found" bigint DEFAULT 0 NOT NULL,
	"permalinks_expected" bigint DEFAULT 0 NOT NULL,
	"drops" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "canaries_hour_site_kind_recipe_version_browser_pk" PRIMARY KEY("hour","site","kind","recipe_version","browser")
);
--> statement-breakpoint
CREATE TABLE "canary_batches" (
	"id" uuid PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "recipe_packs" (
	"version" integer PRIMARY KEY NOT NULL,
	"jws" text NOT NULL,
	"act" text NOT NULL,
	"by" text NOT NULL,
	"note" text,
	"at" timestamp (3) with time zone NOT NULL
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
CREATE TABLE "assignments" (
	"case_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"place" integer DEFAULT 0 NOT NULL,
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
CREATE TABLE "declared_channels" (
	"person_id" uuid NOT NULL,
	"channel" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "declared_channels_person_id_channel_pk" PRIMARY KEY("person_id","channel")
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
ALTER TABLE "batch_leaves" ADD CONSTRAINT "batch_leaves_batch_no_batches_no_fk" FOREIGN KEY ("batch_no") REFERENCES "public"."batches"("no") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "day_stamps" ADD CONSTRAINT "day_stamps_day_days_day_fk" FOREIGN KEY ("day") REFERENCES "public"."days"("day") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_subjects" ADD CONSTRAINT "case_subjects_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_text_id_texts_id_fk" FOREIGN KEY ("text_id") REFERENCES "public"."texts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_group_id_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."groups"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "files" ADD CONSTRAINT "files_report_id_reports_id_fk" FOREIGN KEY ("report_id") REFERENCES "public"."reports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_device_id_devices_id_fk" FOREIGN KEY ("device_id") REFERENCES "public"."devices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decisions" ADD CONSTRAINT "decisions_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decisions" ADD CONSTRAINT "decisions_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decisions" ADD CONSTRAINT "decisions_answered_by_people_id_fk" FOREIGN KEY ("answered_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "self_reviews" ADD CONSTRAINT "self_reviews_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "claims" ADD CONSTRAINT "claims_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "claims" ADD CONSTRAINT "claims_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "claims" ADD CONSTRAINT "claims_device_id_devices_id_fk" FOREIGN KEY ("device_id") REFERENCES "public"."devices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "questions" ADD CONSTRAINT "questions_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "questions" ADD CONSTRAINT "questions_report_id_reports_id_fk" FOREIGN KEY ("report_id") REFERENCES "public"."reports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "questions" ADD CONSTRAINT "questions_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "records" ADD CONSTRAINT "records_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "votes" ADD CONSTRAINT "votes_decision_id_decisions_id_fk" FOREIGN KEY ("decision_id") REFERENCES "public"."decisions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "votes" ADD CONSTRAINT "votes_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hook_deliveries" ADD CONSTRAINT "hook_deliveries_hook_id_hooks_id_fk" FOREIGN KEY ("hook_id") REFERENCES "public"."hooks"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "holds" ADD CONSTRAINT "holds_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "link_looks" ADD CONSTRAINT "link_looks_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "link_looks" ADD CONSTRAINT "link_looks_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "merge_proposals" ADD CONSTRAINT "merge_proposals_one_id_cases_id_fk" FOREIGN KEY ("one_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "merge_proposals" ADD CONSTRAINT "merge_proposals_other_id_cases_id_fk" FOREIGN KEY ("other_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "merge_proposals" ADD CONSTRAINT "merge_proposals_agreed_by_people_id_fk" FOREIGN KEY ("agreed_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "objections" ADD CONSTRAINT "objections_item_id_request_items_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."request_items"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "objections" ADD CONSTRAINT "objections_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "objections" ADD CONSTRAINT "objections_decision_id_decisions_id_fk" FOREIGN KEY ("decision_id") REFERENCES "public"."decisions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "objections" ADD CONSTRAINT "objections_handled_by_people_id_fk" FOREIGN KEY ("handled_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "objections" ADD CONSTRAINT "objections_reversal_decisions_id_fk" FOREIGN KEY ("reversal") REFERENCES "public"."decisions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "devices" ADD CONSTRAINT "devices_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrolment_codes" ADD CONSTRAINT "enrolment_codes_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrolment_codes" ADD CONSTRAINT "enrolment_codes_used_by_devices_id_fk" FOREIGN KEY ("used_by") REFERENCES "public"."devices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "people" ADD CONSTRAINT "people_unit_id_units_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."units"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sign_ons" ADD CONSTRAINT "sign_ons_device_id_devices_id_fk" FOREIGN KEY ("device_id") REFERENCES "public"."devices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
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
ALTER TABLE "pictures" ADD CONSTRAINT "pictures_group_id_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."groups"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "texts" ADD CONSTRAINT "texts_group_id_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."groups"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conflicts" ADD CONSTRAINT "conflicts_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conflicts" ADD CONSTRAINT "conflicts_recorded_by_people_id_fk" FOREIGN KEY ("recorded_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "declared_channels" ADD CONSTRAINT "declared_channels_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exams" ADD CONSTRAINT "exams_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "golden_cases" ADD CONSTRAINT "golden_cases_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "golden_cases" ADD CONSTRAINT "golden_cases_set_by_people_id_fk" FOREIGN KEY ("set_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lesson_progress" ADD CONSTRAINT "lesson_progress_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "marks" ADD CONSTRAINT "marks_review_id_reviews_id_fk" FOREIGN KEY ("review_id") REFERENCES "public"."reviews"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "marks" ADD CONSTRAINT "marks_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vloggers" ADD CONSTRAINT "vloggers_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "batches_day_no_index" ON "batches" USING btree ("day","no");--> statement-breakpoint
CREATE INDEX "case_subjects_case_id_index" ON "case_subjects" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "case_subjects_sha256" ON "case_subjects" USING btree (subject_sha256("subject") collate "C");--> statement-breakpoint
CREATE INDEX "cases_queue" ON "cases" USING btree ("queue_key") WHERE merged_into is null;--> statement-breakpoint
CREATE INDEX "cases_queue_pending" ON "cases" USING btree ("queue_key") WHERE merged_into is null and state in ('open', 'proposed', 'panel');--> statement-breakpoint
CREATE INDEX "cases_queue_by_state" ON "cases" USING btree ("state","queue_key") WHERE merged_into is null;--> statement-breakpoint
CREATE INDEX "cases_first_at" ON "cases" USING btree ("first_at");--> statement-breakpoint
CREATE INDEX "cases_tasks" ON "cases" USING btree ((review_asked_at is null),"queue_key") WHERE site = 'youtube' and kind = 'video' and merged_into is null and state in ('open', 'proposed');--> statement-breakpoint
CREATE INDEX "cases_group" ON "cases" USING btree ("group_id");--> statement-breakpoint
CREATE INDEX "cases_text" ON "cases" USING btree ("text_id");--> statement-breakpoint
CREATE INDEX "cases_decided_by_author" ON "cases" USING btree ("author_key","decided_at") WHERE decided_at is not null;--> statement-breakpoint
CREATE INDEX "cases_search" ON "cases" USING gin (to_tsvector('simple', "search_text"));--> statement-breakpoint
CREATE INDEX "files_sha256_index" ON "files" USING btree ("sha256");--> statement-breakpoint
CREATE INDEX "reports_case_id_person_id_index" ON "reports" USING btree ("case_id","person_id");--> statement-breakpoint
CREATE INDEX "reports_case_id_received_at_id_index" ON "reports" USING btree ("case_id","received_at","id");--> statement-breakpoint
CREATE INDEX "reports_person_id_received_at_id_index" ON "reports" USING btree ("person_id","received_at","id");--> statement-breakpoint
CREATE INDEX "reports_voice" ON "reports" USING btree ("case_id",coalesce("unit_id", "person_id"));--> statement-breakpoint
CREATE INDEX "reports_id_end" ON "reports" USING btree (right("id"::text, 12));--> statement-breakpoint
CREATE INDEX "reports_set_id_index" ON "reports" USING btree ("set_id");--> statement-breakpoint
CREATE INDEX "reports_hosts" ON "reports" USING gin ("hosts") WHERE cardinality(hosts) > 0;--> statement-breakpoint
CREATE INDEX "reports_pair" ON "reports" USING btree ("pair") WHERE pair is not null;--> statement-breakpoint
CREATE INDEX "reports_forgotten" ON "reports" USING btree ("person_id","forgotten_at") WHERE forgotten_at is not null;--> statement-breakpoint
CREATE INDEX "decisions_case_id_index" ON "decisions" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "decisions_bulk_id_index" ON "decisions" USING btree ("bulk_id");--> statement-breakpoint
CREATE UNIQUE INDEX "decisions_one_waiting" ON "decisions" USING btree ("case_id") WHERE state in ('proposed', 'disputed');--> statement-breakpoint
CREATE INDEX "reviews_case_id_index" ON "reviews" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "reviews_person_id_index" ON "reviews" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "self_reviews_subject_index" ON "self_reviews" USING btree ("subject");--> statement-breakpoint
CREATE INDEX "self_reviews_person_id_at_id_index" ON "self_reviews" USING btree ("person_id","at","id");--> statement-breakpoint
CREATE INDEX "questions_case_id_index" ON "questions" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "questions_report_id_index" ON "questions" USING btree ("report_id");--> statement-breakpoint
CREATE INDEX "hook_deliveries_queue" ON "hook_deliveries" USING btree ("next_at");--> statement-breakpoint
CREATE INDEX "holds_case_id_index" ON "holds" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "link_looks_case_id_index" ON "link_looks" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "objections_item_id_index" ON "objections" USING btree ("item_id");--> statement-breakpoint
CREATE INDEX "objections_case_id_index" ON "objections" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "objections_open" ON "objections" USING btree ("due_at","id") WHERE state = 'open';--> statement-breakpoint
CREATE INDEX "objections_received" ON "objections" USING btree ("received_at");--> statement-breakpoint
CREATE INDEX "used_proofs_expires_at_index" ON "used_proofs" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "canary_batches_at_index" ON "canary_batches" USING btree ("at");--> statement-breakpoint
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
CREATE INDEX "pictures_parts" ON "pictures" USING gin ("parts");--> statement-breakpoint
CREATE INDEX "texts_group" ON "texts" USING btree ("group_id","created_at");--> statement-breakpoint
CREATE INDEX "assignments_waiting" ON "assignments" USING btree ("person_id","at") WHERE skipped_at is null and reviewed_at is null;--> statement-breakpoint
CREATE INDEX "assignments_over" ON "assignments" USING btree (coalesce(reviewed_at, skipped_at));--> statement-breakpoint
CREATE INDEX "exams_person_id_started_at_index" ON "exams" USING btree ("person_id","started_at");--> statement-breakpoint
CREATE UNIQUE INDEX "exams_one_open" ON "exams" USING btree ("person_id") WHERE finished_at is null;--> statement-breakpoint
CREATE INDEX "marks_person_id_at_index" ON "marks" USING btree ("person_id","at");
--> statement-breakpoint
-- Text ids by band: counts texts that share bands without reading the texts.
CREATE TABLE "text_bands" ("band" integer NOT NULL, "text_id" uuid NOT NULL);
--> statement-breakpoint
CREATE INDEX "text_bands_texts" ON "text_bands" ("band", "text_id");
--> statement-breakpoint
CREATE FUNCTION keep_text_bands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO text_bands SELECT unnest(bands), id FROM made;
	RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE FUNCTION forget_text_bands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	DELETE FROM text_bands USING gone WHERE band = ANY (gone.bands) AND text_id = gone.id;
	RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER texts_made AFTER INSERT ON "texts" REFERENCING NEW TABLE AS made FOR EACH STATEMENT EXECUTE FUNCTION keep_text_bands();
--> statement-breakpoint
CREATE TRIGGER texts_gone AFTER DELETE ON "texts" REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION forget_text_bands();
--> statement-breakpoint
-- The log is append-only for every program and person, the intake included.
CREATE FUNCTION refuse_log_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION 'the log is append-only';
END
$$;
--> statement-breakpoint
CREATE TRIGGER log_append_only BEFORE UPDATE OR DELETE ON "log" FOR EACH ROW EXECUTE FUNCTION refuse_log_change();
--> statement-breakpoint
CREATE TRIGGER log_not_emptied BEFORE TRUNCATE ON "log" FOR EACH STATEMENT EXECUTE FUNCTION refuse_log_change();
--> statement-breakpoint
CREATE TRIGGER recipe_packs_append_only BEFORE UPDATE OR DELETE ON "recipe_packs" FOR EACH ROW EXECUTE FUNCTION refuse_log_change();
--> statement-breakpoint
CREATE TRIGGER recipe_packs_not_emptied BEFORE TRUNCATE ON "recipe_packs" FOR EACH STATEMENT EXECUTE FUNCTION refuse_log_change();
--> statement-breakpoint
CREATE TRIGGER request_events_append_only BEFORE UPDATE OR DELETE ON "request_events" FOR EACH ROW EXECUTE FUNCTION refuse_log_change();
--> statement-breakpoint
CREATE TRIGGER request_events_not_emptied BEFORE TRUNCATE ON "request_events" FOR EACH STATEMENT EXECUTE FUNCTION refuse_log_change();
--> statement-breakpoint
-- Every new log entry waits for the next batch.
CREATE FUNCTION note_unsealed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO "unsealed" ("case_id", "seq") SELECT "case_id", "seq" FROM added;
	RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER log_waits_for_batch AFTER INSERT ON "log" REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION note_unsealed();
--> statement-breakpoint
-- Sealed batches, their leaves, days and timestamps never change.
CREATE FUNCTION refuse_custody_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION 'batches and days are append-only';
END
$$;
--> statement-breakpoint
CREATE TRIGGER batches_append_only BEFORE UPDATE OR DELETE ON "batches" FOR EACH ROW EXECUTE FUNCTION refuse_custody_change();
--> statement-breakpoint
CREATE TRIGGER batches_not_emptied BEFORE TRUNCATE ON "batches" FOR EACH STATEMENT EXECUTE FUNCTION refuse_custody_change();
--> statement-breakpoint
CREATE TRIGGER batch_leaves_append_only BEFORE UPDATE OR DELETE ON "batch_leaves" FOR EACH ROW EXECUTE FUNCTION refuse_custody_change();
--> statement-breakpoint
CREATE TRIGGER batch_leaves_not_emptied BEFORE TRUNCATE ON "batch_leaves" FOR EACH STATEMENT EXECUTE FUNCTION refuse_custody_change();
--> statement-breakpoint
CREATE TRIGGER days_append_only BEFORE UPDATE OR DELETE ON "days" FOR EACH ROW EXECUTE FUNCTION refuse_custody_change();
--> statement-breakpoint
CREATE TRIGGER days_not_emptied BEFORE TRUNCATE ON "days" FOR EACH STATEMENT EXECUTE FUNCTION refuse_custody_change();
--> statement-breakpoint
CREATE TRIGGER day_stamps_append_only BEFORE UPDATE OR DELETE ON "day_stamps" FOR EACH ROW EXECUTE FUNCTION refuse_custody_change();
--> statement-breakpoint
CREATE TRIGGER day_stamps_not_emptied BEFORE TRUNCATE ON "day_stamps" FOR EACH STATEMENT EXECUTE FUNCTION refuse_custody_change();
