-- Everything that belongs to a case gets its spot: the first 10 bits of the case's id. A new case's id begins with those
-- of its first subject's SHA-256; cases from before keep their ids. Rewrites the tables once.
CREATE FUNCTION spot_of_case(case_id uuid) RETURNS smallint LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
	SELECT ((get_byte(uuid_send(case_id), 0) << 2) | (get_byte(uuid_send(case_id), 1) >> 6))::smallint
$$;
--> statement-breakpoint
CREATE FUNCTION spot_of_subject(subject text) RETURNS smallint LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
	SELECT ((get_byte(hash, 0) << 2) | (get_byte(hash, 1) >> 6))::smallint FROM (SELECT sha256(convert_to(subject, 'UTF8'))) AS one (hash)
$$;
--> statement-breakpoint
-- A stored expression fills the column without a trigger or an update.
ALTER TABLE "alerts" ADD COLUMN "spot" smallint GENERATED ALWAYS AS (spot_of_case("case_id")) STORED;
--> statement-breakpoint
ALTER TABLE "alerts" ALTER COLUMN "spot" DROP EXPRESSION;
--> statement-breakpoint
ALTER TABLE "unsealed" ADD COLUMN "spot" smallint GENERATED ALWAYS AS (spot_of_case("case_id")) STORED;
--> statement-breakpoint
ALTER TABLE "unsealed" ALTER COLUMN "spot" DROP EXPRESSION, ALTER COLUMN "spot" SET NOT NULL;
--> statement-breakpoint
ALTER TABLE "case_subjects" ADD COLUMN "spot" smallint GENERATED ALWAYS AS (spot_of_subject("subject")) STORED;
--> statement-breakpoint
ALTER TABLE "case_subjects" ALTER COLUMN "spot" DROP EXPRESSION, ALTER COLUMN "spot" SET NOT NULL;
--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "spot" smallint GENERATED ALWAYS AS (spot_of_case("id")) STORED;
--> statement-breakpoint
ALTER TABLE "cases" ALTER COLUMN "spot" DROP EXPRESSION, ALTER COLUMN "spot" SET NOT NULL;
--> statement-breakpoint
ALTER TABLE "holds" ADD COLUMN "spot" smallint GENERATED ALWAYS AS (spot_of_case("case_id")) STORED;
--> statement-breakpoint
ALTER TABLE "holds" ALTER COLUMN "spot" DROP EXPRESSION, ALTER COLUMN "spot" SET NOT NULL;
--> statement-breakpoint
ALTER TABLE "link_looks" ADD COLUMN "spot" smallint GENERATED ALWAYS AS (spot_of_case("case_id")) STORED;
--> statement-breakpoint
ALTER TABLE "link_looks" ALTER COLUMN "spot" DROP EXPRESSION, ALTER COLUMN "spot" SET NOT NULL;
--> statement-breakpoint
ALTER TABLE "log" ADD COLUMN "spot" smallint GENERATED ALWAYS AS (spot_of_case("case_id")) STORED;
--> statement-breakpoint
ALTER TABLE "log" ALTER COLUMN "spot" DROP EXPRESSION, ALTER COLUMN "spot" SET NOT NULL;
--> statement-breakpoint
ALTER TABLE "reports" ADD COLUMN "spot" smallint GENERATED ALWAYS AS (spot_of_case("case_id")) STORED;
--> statement-breakpoint
ALTER TABLE "reports" ALTER COLUMN "spot" DROP EXPRESSION, ALTER COLUMN "spot" SET NOT NULL;
--> statement-breakpoint
ALTER TABLE "decisions" ADD COLUMN "spot" smallint GENERATED ALWAYS AS (spot_of_case("case_id")) STORED;
--> statement-breakpoint
ALTER TABLE "decisions" ALTER COLUMN "spot" DROP EXPRESSION, ALTER COLUMN "spot" SET NOT NULL;
--> statement-breakpoint
ALTER TABLE "reviews" ADD COLUMN "spot" smallint GENERATED ALWAYS AS (spot_of_case("case_id")) STORED;
--> statement-breakpoint
ALTER TABLE "reviews" ALTER COLUMN "spot" DROP EXPRESSION, ALTER COLUMN "spot" SET NOT NULL;
--> statement-breakpoint
ALTER TABLE "case_assignments" ADD COLUMN "spot" smallint GENERATED ALWAYS AS (spot_of_case("case_id")) STORED;
--> statement-breakpoint
ALTER TABLE "case_assignments" ALTER COLUMN "spot" DROP EXPRESSION, ALTER COLUMN "spot" SET NOT NULL;
--> statement-breakpoint
ALTER TABLE "case_notes" ADD COLUMN "spot" smallint GENERATED ALWAYS AS (spot_of_case("case_id")) STORED;
--> statement-breakpoint
ALTER TABLE "case_notes" ALTER COLUMN "spot" DROP EXPRESSION, ALTER COLUMN "spot" SET NOT NULL;
--> statement-breakpoint
ALTER TABLE "claims" ADD COLUMN "spot" smallint GENERATED ALWAYS AS (spot_of_case("case_id")) STORED;
--> statement-breakpoint
ALTER TABLE "claims" ALTER COLUMN "spot" DROP EXPRESSION, ALTER COLUMN "spot" SET NOT NULL;
--> statement-breakpoint
ALTER TABLE "questions" ADD COLUMN "spot" smallint GENERATED ALWAYS AS (spot_of_case("case_id")) STORED;
--> statement-breakpoint
ALTER TABLE "questions" ALTER COLUMN "spot" DROP EXPRESSION, ALTER COLUMN "spot" SET NOT NULL;
--> statement-breakpoint
ALTER TABLE "objections" ADD COLUMN "spot" smallint GENERATED ALWAYS AS (spot_of_case("case_id")) STORED;
--> statement-breakpoint
ALTER TABLE "objections" ALTER COLUMN "spot" DROP EXPRESSION, ALTER COLUMN "spot" SET NOT NULL;
--> statement-breakpoint
ALTER TABLE "referrals" ADD COLUMN "spot" smallint GENERATED ALWAYS AS (spot_of_case("case_id")) STORED;
--> statement-breakpoint
ALTER TABLE "referrals" ALTER COLUMN "spot" DROP EXPRESSION, ALTER COLUMN "spot" SET NOT NULL;
--> statement-breakpoint
ALTER TABLE "watches" ADD COLUMN "spot" smallint GENERATED ALWAYS AS (spot_of_case("case_id")) STORED;
--> statement-breakpoint
ALTER TABLE "watches" ALTER COLUMN "spot" DROP EXPRESSION, ALTER COLUMN "spot" SET NOT NULL;
--> statement-breakpoint
ALTER TABLE "request_items" ADD COLUMN "spot" smallint GENERATED ALWAYS AS (spot_of_case("case_id")) STORED;
--> statement-breakpoint
ALTER TABLE "request_items" ALTER COLUMN "spot" DROP EXPRESSION, ALTER COLUMN "spot" SET NOT NULL;
--> statement-breakpoint
ALTER TABLE "assignments" ADD COLUMN "spot" smallint GENERATED ALWAYS AS (spot_of_case("case_id")) STORED;
--> statement-breakpoint
ALTER TABLE "assignments" ALTER COLUMN "spot" DROP EXPRESSION, ALTER COLUMN "spot" SET NOT NULL;
--> statement-breakpoint
ALTER TABLE "golden_cases" ADD COLUMN "spot" smallint GENERATED ALWAYS AS (spot_of_case("case_id")) STORED;
--> statement-breakpoint
ALTER TABLE "golden_cases" ALTER COLUMN "spot" DROP EXPRESSION, ALTER COLUMN "spot" SET NOT NULL;
--> statement-breakpoint
ALTER TABLE "files" ADD COLUMN "spot" smallint;
--> statement-breakpoint
UPDATE "files" SET "spot" = "reports"."spot" FROM "reports" WHERE "reports"."id" = "files"."report_id";
--> statement-breakpoint
ALTER TABLE "files" ALTER COLUMN "spot" SET NOT NULL;
--> statement-breakpoint
ALTER TABLE "wanted_files" ADD COLUMN "spot" smallint;
--> statement-breakpoint
UPDATE "wanted_files" SET "spot" = "reports"."spot" FROM "reports" WHERE "reports"."id" = "wanted_files"."report_id";
--> statement-breakpoint
DELETE FROM "wanted_files" WHERE "spot" IS NULL;
--> statement-breakpoint
ALTER TABLE "wanted_files" ALTER COLUMN "spot" SET NOT NULL;
--> statement-breakpoint
ALTER TABLE "undescribed" ADD COLUMN "spot" smallint;
--> statement-breakpoint
UPDATE "undescribed" SET "spot" = "reports"."spot" FROM "reports" WHERE "reports"."id" = "undescribed"."report_id";
--> statement-breakpoint
DELETE FROM "undescribed" WHERE "spot" IS NULL;
--> statement-breakpoint
ALTER TABLE "undescribed" ALTER COLUMN "spot" SET NOT NULL;
--> statement-breakpoint
ALTER TABLE "votes" ADD COLUMN "spot" smallint;
--> statement-breakpoint
UPDATE "votes" SET "spot" = "decisions"."spot" FROM "decisions" WHERE "decisions"."id" = "votes"."decision_id";
--> statement-breakpoint
ALTER TABLE "votes" ALTER COLUMN "spot" SET NOT NULL;
--> statement-breakpoint
ALTER TABLE "marks" ADD COLUMN "spot" smallint;
--> statement-breakpoint
UPDATE "marks" SET "spot" = "reviews"."spot" FROM "reviews" WHERE "reviews"."id" = "marks"."review_id";
--> statement-breakpoint
ALTER TABLE "marks" ALTER COLUMN "spot" SET NOT NULL;
--> statement-breakpoint
ALTER TABLE "note_mentions" ADD COLUMN "spot" smallint;
--> statement-breakpoint
UPDATE "note_mentions" SET "spot" = "case_notes"."spot" FROM "case_notes" WHERE "case_notes"."id" = "note_mentions"."note_id";
--> statement-breakpoint
ALTER TABLE "note_mentions" ALTER COLUMN "spot" SET NOT NULL;
--> statement-breakpoint
ALTER TABLE "checks" ADD COLUMN "spot" smallint;
--> statement-breakpoint
UPDATE "checks" SET "spot" = "request_items"."spot" FROM "request_items" WHERE "request_items"."id" = "checks"."item_id";
--> statement-breakpoint
ALTER TABLE "checks" ALTER COLUMN "spot" SET NOT NULL;
--> statement-breakpoint
ALTER TABLE "votes" DROP CONSTRAINT "votes_decisionId_personId_unique";
--> statement-breakpoint
ALTER TABLE "alerts" DROP CONSTRAINT "alerts_case_id_cases_id_fk";
--> statement-breakpoint
ALTER TABLE "case_subjects" DROP CONSTRAINT "case_subjects_case_id_cases_id_fk";
--> statement-breakpoint
ALTER TABLE "holds" DROP CONSTRAINT "holds_case_id_cases_id_fk";
--> statement-breakpoint
ALTER TABLE "link_looks" DROP CONSTRAINT "link_looks_case_id_cases_id_fk";
--> statement-breakpoint
ALTER TABLE "merge_proposals" DROP CONSTRAINT "merge_proposals_one_id_cases_id_fk";
--> statement-breakpoint
ALTER TABLE "merge_proposals" DROP CONSTRAINT "merge_proposals_other_id_cases_id_fk";
--> statement-breakpoint
ALTER TABLE "reports" DROP CONSTRAINT "reports_case_id_cases_id_fk";
--> statement-breakpoint
ALTER TABLE "decisions" DROP CONSTRAINT "decisions_case_id_cases_id_fk";
--> statement-breakpoint
ALTER TABLE "reviews" DROP CONSTRAINT "reviews_case_id_cases_id_fk";
--> statement-breakpoint
ALTER TABLE "case_assignments" DROP CONSTRAINT "case_assignments_case_id_cases_id_fk";
--> statement-breakpoint
ALTER TABLE "case_notes" DROP CONSTRAINT "case_notes_case_id_cases_id_fk";
--> statement-breakpoint
ALTER TABLE "claims" DROP CONSTRAINT "claims_case_id_cases_id_fk";
--> statement-breakpoint
ALTER TABLE "questions" DROP CONSTRAINT "questions_case_id_cases_id_fk";
--> statement-breakpoint
ALTER TABLE "objections" DROP CONSTRAINT "objections_case_id_cases_id_fk";
--> statement-breakpoint
ALTER TABLE "referrals" DROP CONSTRAINT "referrals_case_id_cases_id_fk";
--> statement-breakpoint
ALTER TABLE "watches" DROP CONSTRAINT "watches_case_id_cases_id_fk";
--> statement-breakpoint
ALTER TABLE "request_items" DROP CONSTRAINT "request_items_case_id_cases_id_fk";
--> statement-breakpoint
ALTER TABLE "assignments" DROP CONSTRAINT "assignments_case_id_cases_id_fk";
--> statement-breakpoint
ALTER TABLE "golden_cases" DROP CONSTRAINT "golden_cases_case_id_cases_id_fk";
--> statement-breakpoint
ALTER TABLE "unsealed" DROP CONSTRAINT "unsealed_case_id_seq_pk";
--> statement-breakpoint
ALTER TABLE "case_subjects" DROP CONSTRAINT "case_subjects_subject_case_id_pk";
--> statement-breakpoint
ALTER TABLE "files" DROP CONSTRAINT "files_report_id_sha256_pk";
--> statement-breakpoint
ALTER TABLE "log" DROP CONSTRAINT "log_case_id_seq_pk";
--> statement-breakpoint
ALTER TABLE "wanted_files" DROP CONSTRAINT "wanted_files_report_id_sha256_pk";
--> statement-breakpoint
ALTER TABLE "note_mentions" DROP CONSTRAINT "note_mentions_note_id_person_id_pk";
--> statement-breakpoint
ALTER TABLE "assignments" DROP CONSTRAINT "assignments_case_id_person_id_pk";
--> statement-breakpoint
ALTER TABLE "files" DROP CONSTRAINT "files_report_id_reports_id_fk";
--> statement-breakpoint
ALTER TABLE "note_mentions" DROP CONSTRAINT "note_mentions_note_id_case_notes_id_fk";
--> statement-breakpoint
ALTER TABLE "questions" DROP CONSTRAINT "questions_report_id_reports_id_fk";
--> statement-breakpoint
ALTER TABLE "votes" DROP CONSTRAINT "votes_decision_id_decisions_id_fk";
--> statement-breakpoint
ALTER TABLE "address_objections" DROP CONSTRAINT "address_objections_objection_id_objections_id_fk";
--> statement-breakpoint
ALTER TABLE "objections" DROP CONSTRAINT "objections_item_id_request_items_id_fk";
--> statement-breakpoint
ALTER TABLE "objections" DROP CONSTRAINT "objections_decision_id_decisions_id_fk";
--> statement-breakpoint
ALTER TABLE "objections" DROP CONSTRAINT "objections_reversal_decisions_id_fk";
--> statement-breakpoint
ALTER TABLE "referral_events" DROP CONSTRAINT "referral_events_referral_id_referrals_id_fk";
--> statement-breakpoint
ALTER TABLE "referral_letters" DROP CONSTRAINT "referral_letters_referral_id_referrals_id_fk";
--> statement-breakpoint
ALTER TABLE "referrals" DROP CONSTRAINT "referrals_decision_id_decisions_id_fk";
--> statement-breakpoint
ALTER TABLE "watch_looks" DROP CONSTRAINT "watch_looks_watch_id_watches_id_fk";
--> statement-breakpoint
ALTER TABLE "watches" DROP CONSTRAINT "watches_decision_id_decisions_id_fk";
--> statement-breakpoint
ALTER TABLE "checks" DROP CONSTRAINT "checks_item_id_request_items_id_fk";
--> statement-breakpoint
ALTER TABLE "request_items" DROP CONSTRAINT "request_items_decision_id_decisions_id_fk";
--> statement-breakpoint
ALTER TABLE "request_items" DROP CONSTRAINT "request_items_report_id_reports_id_fk";
--> statement-breakpoint
ALTER TABLE "marks" DROP CONSTRAINT "marks_review_id_reviews_id_fk";
--> statement-breakpoint
ALTER TABLE "cases" DROP CONSTRAINT "cases_pkey";
--> statement-breakpoint
ALTER TABLE "holds" DROP CONSTRAINT "holds_pkey";
--> statement-breakpoint
ALTER TABLE "link_looks" DROP CONSTRAINT "link_looks_pkey";
--> statement-breakpoint
ALTER TABLE "reports" DROP CONSTRAINT "reports_pkey";
--> statement-breakpoint
ALTER TABLE "decisions" DROP CONSTRAINT "decisions_pkey";
--> statement-breakpoint
ALTER TABLE "reviews" DROP CONSTRAINT "reviews_pkey";
--> statement-breakpoint
ALTER TABLE "case_assignments" DROP CONSTRAINT "case_assignments_pkey";
--> statement-breakpoint
ALTER TABLE "case_notes" DROP CONSTRAINT "case_notes_pkey";
--> statement-breakpoint
ALTER TABLE "claims" DROP CONSTRAINT "claims_pkey";
--> statement-breakpoint
ALTER TABLE "questions" DROP CONSTRAINT "questions_pkey";
--> statement-breakpoint
ALTER TABLE "votes" DROP CONSTRAINT "votes_pkey";
--> statement-breakpoint
ALTER TABLE "objections" DROP CONSTRAINT "objections_pkey";
--> statement-breakpoint
ALTER TABLE "referrals" DROP CONSTRAINT "referrals_pkey";
--> statement-breakpoint
ALTER TABLE "watches" DROP CONSTRAINT "watches_pkey";
--> statement-breakpoint
ALTER TABLE "checks" DROP CONSTRAINT "checks_pkey";
--> statement-breakpoint
ALTER TABLE "request_items" DROP CONSTRAINT "request_items_pkey";
--> statement-breakpoint
ALTER TABLE "undescribed" DROP CONSTRAINT "undescribed_pkey";
--> statement-breakpoint
ALTER TABLE "golden_cases" DROP CONSTRAINT "golden_cases_pkey";
--> statement-breakpoint
ALTER TABLE "marks" DROP CONSTRAINT "marks_pkey";
--> statement-breakpoint
ALTER TABLE "unsealed" ADD CONSTRAINT "unsealed_case_id_seq_spot_pk" PRIMARY KEY("case_id","seq","spot");
--> statement-breakpoint
ALTER TABLE "case_subjects" ADD CONSTRAINT "case_subjects_subject_case_id_spot_pk" PRIMARY KEY("subject","case_id","spot");
--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_id_spot_pk" PRIMARY KEY("id","spot");
--> statement-breakpoint
ALTER TABLE "files" ADD CONSTRAINT "files_report_id_sha256_spot_pk" PRIMARY KEY("report_id","sha256","spot");
--> statement-breakpoint
ALTER TABLE "holds" ADD CONSTRAINT "holds_id_spot_pk" PRIMARY KEY("id","spot");
--> statement-breakpoint
ALTER TABLE "link_looks" ADD CONSTRAINT "link_looks_id_spot_pk" PRIMARY KEY("id","spot");
--> statement-breakpoint
ALTER TABLE "log" ADD CONSTRAINT "log_case_id_seq_spot_pk" PRIMARY KEY("case_id","seq","spot");
--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_id_spot_pk" PRIMARY KEY("id","spot");
--> statement-breakpoint
ALTER TABLE "wanted_files" ADD CONSTRAINT "wanted_files_report_id_sha256_spot_pk" PRIMARY KEY("report_id","sha256","spot");
--> statement-breakpoint
ALTER TABLE "decisions" ADD CONSTRAINT "decisions_id_spot_pk" PRIMARY KEY("id","spot");
--> statement-breakpoint
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_id_spot_pk" PRIMARY KEY("id","spot");
--> statement-breakpoint
ALTER TABLE "case_assignments" ADD CONSTRAINT "case_assignments_case_id_spot_pk" PRIMARY KEY("case_id","spot");
--> statement-breakpoint
ALTER TABLE "case_notes" ADD CONSTRAINT "case_notes_id_spot_pk" PRIMARY KEY("id","spot");
--> statement-breakpoint
ALTER TABLE "claims" ADD CONSTRAINT "claims_case_id_spot_pk" PRIMARY KEY("case_id","spot");
--> statement-breakpoint
ALTER TABLE "note_mentions" ADD CONSTRAINT "note_mentions_note_id_person_id_spot_pk" PRIMARY KEY("note_id","person_id","spot");
--> statement-breakpoint
ALTER TABLE "questions" ADD CONSTRAINT "questions_id_spot_pk" PRIMARY KEY("id","spot");
--> statement-breakpoint
ALTER TABLE "votes" ADD CONSTRAINT "votes_id_spot_pk" PRIMARY KEY("id","spot");
--> statement-breakpoint
ALTER TABLE "objections" ADD CONSTRAINT "objections_id_spot_pk" PRIMARY KEY("id","spot");
--> statement-breakpoint
ALTER TABLE "referrals" ADD CONSTRAINT "referrals_id_spot_pk" PRIMARY KEY("id","spot");
--> statement-breakpoint
ALTER TABLE "watches" ADD CONSTRAINT "watches_id_spot_pk" PRIMARY KEY("id","spot");
--> statement-breakpoint
ALTER TABLE "checks" ADD CONSTRAINT "checks_id_spot_pk" PRIMARY KEY("id","spot");
--> statement-breakpoint
ALTER TABLE "request_items" ADD CONSTRAINT "request_items_id_spot_pk" PRIMARY KEY("id","spot");
--> statement-breakpoint
ALTER TABLE "undescribed" ADD CONSTRAINT "undescribed_report_id_spot_pk" PRIMARY KEY("report_id","spot");
--> statement-breakpoint
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_case_id_person_id_spot_pk" PRIMARY KEY("case_id","person_id","spot");
--> statement-breakpoint
ALTER TABLE "golden_cases" ADD CONSTRAINT "golden_cases_case_id_spot_pk" PRIMARY KEY("case_id","spot");
--> statement-breakpoint
ALTER TABLE "marks" ADD CONSTRAINT "marks_review_id_spot_pk" PRIMARY KEY("review_id","spot");
--> statement-breakpoint
ALTER TABLE "holds" ADD CONSTRAINT "holds_id_unique" UNIQUE("id");
--> statement-breakpoint
ALTER TABLE "link_looks" ADD CONSTRAINT "link_looks_id_unique" UNIQUE("id");
--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_id_unique" UNIQUE("id");
--> statement-breakpoint
ALTER TABLE "decisions" ADD CONSTRAINT "decisions_id_unique" UNIQUE("id");
--> statement-breakpoint
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_id_unique" UNIQUE("id");
--> statement-breakpoint
ALTER TABLE "case_notes" ADD CONSTRAINT "case_notes_id_unique" UNIQUE("id");
--> statement-breakpoint
ALTER TABLE "questions" ADD CONSTRAINT "questions_id_unique" UNIQUE("id");
--> statement-breakpoint
ALTER TABLE "votes" ADD CONSTRAINT "votes_id_unique" UNIQUE("id");
--> statement-breakpoint
ALTER TABLE "votes" ADD CONSTRAINT "votes_decisionId_personId_spot_unique" UNIQUE("decision_id","person_id","spot");
--> statement-breakpoint
ALTER TABLE "objections" ADD CONSTRAINT "objections_id_unique" UNIQUE("id");
--> statement-breakpoint
ALTER TABLE "referrals" ADD CONSTRAINT "referrals_id_unique" UNIQUE("id");
--> statement-breakpoint
ALTER TABLE "watches" ADD CONSTRAINT "watches_id_unique" UNIQUE("id");
--> statement-breakpoint
ALTER TABLE "checks" ADD CONSTRAINT "checks_id_unique" UNIQUE("id");
--> statement-breakpoint
ALTER TABLE "request_items" ADD CONSTRAINT "request_items_id_unique" UNIQUE("id");
--> statement-breakpoint
ALTER TABLE "alerts" ADD CONSTRAINT "alerts_case_id_spot_cases_id_spot_fk" FOREIGN KEY ("case_id","spot") REFERENCES "public"."cases"("id","spot") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "holds" ADD CONSTRAINT "holds_case_id_spot_cases_id_spot_fk" FOREIGN KEY ("case_id","spot") REFERENCES "public"."cases"("id","spot") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "link_looks" ADD CONSTRAINT "link_looks_case_id_spot_cases_id_spot_fk" FOREIGN KEY ("case_id","spot") REFERENCES "public"."cases"("id","spot") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_case_id_spot_cases_id_spot_fk" FOREIGN KEY ("case_id","spot") REFERENCES "public"."cases"("id","spot") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "decisions" ADD CONSTRAINT "decisions_case_id_spot_cases_id_spot_fk" FOREIGN KEY ("case_id","spot") REFERENCES "public"."cases"("id","spot") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_case_id_spot_cases_id_spot_fk" FOREIGN KEY ("case_id","spot") REFERENCES "public"."cases"("id","spot") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "case_assignments" ADD CONSTRAINT "case_assignments_case_id_spot_cases_id_spot_fk" FOREIGN KEY ("case_id","spot") REFERENCES "public"."cases"("id","spot") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "case_notes" ADD CONSTRAINT "case_notes_case_id_spot_cases_id_spot_fk" FOREIGN KEY ("case_id","spot") REFERENCES "public"."cases"("id","spot") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "claims" ADD CONSTRAINT "claims_case_id_spot_cases_id_spot_fk" FOREIGN KEY ("case_id","spot") REFERENCES "public"."cases"("id","spot") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "questions" ADD CONSTRAINT "questions_case_id_spot_cases_id_spot_fk" FOREIGN KEY ("case_id","spot") REFERENCES "public"."cases"("id","spot") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "objections" ADD CONSTRAINT "objections_case_id_spot_cases_id_spot_fk" FOREIGN KEY ("case_id","spot") REFERENCES "public"."cases"("id","spot") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "referrals" ADD CONSTRAINT "referrals_case_id_spot_cases_id_spot_fk" FOREIGN KEY ("case_id","spot") REFERENCES "public"."cases"("id","spot") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "watches" ADD CONSTRAINT "watches_case_id_spot_cases_id_spot_fk" FOREIGN KEY ("case_id","spot") REFERENCES "public"."cases"("id","spot") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "request_items" ADD CONSTRAINT "request_items_case_id_spot_cases_id_spot_fk" FOREIGN KEY ("case_id","spot") REFERENCES "public"."cases"("id","spot") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_case_id_spot_cases_id_spot_fk" FOREIGN KEY ("case_id","spot") REFERENCES "public"."cases"("id","spot") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "golden_cases" ADD CONSTRAINT "golden_cases_case_id_spot_cases_id_spot_fk" FOREIGN KEY ("case_id","spot") REFERENCES "public"."cases"("id","spot") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "files" ADD CONSTRAINT "files_report_id_reports_id_fk" FOREIGN KEY ("report_id") REFERENCES "public"."reports"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "note_mentions" ADD CONSTRAINT "note_mentions_note_id_case_notes_id_fk" FOREIGN KEY ("note_id") REFERENCES "public"."case_notes"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "questions" ADD CONSTRAINT "questions_report_id_reports_id_fk" FOREIGN KEY ("report_id") REFERENCES "public"."reports"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "votes" ADD CONSTRAINT "votes_decision_id_decisions_id_fk" FOREIGN KEY ("decision_id") REFERENCES "public"."decisions"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "address_objections" ADD CONSTRAINT "address_objections_objection_id_objections_id_fk" FOREIGN KEY ("objection_id") REFERENCES "public"."objections"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "objections" ADD CONSTRAINT "objections_item_id_request_items_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."request_items"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "objections" ADD CONSTRAINT "objections_decision_id_decisions_id_fk" FOREIGN KEY ("decision_id") REFERENCES "public"."decisions"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "objections" ADD CONSTRAINT "objections_reversal_decisions_id_fk" FOREIGN KEY ("reversal") REFERENCES "public"."decisions"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "referral_events" ADD CONSTRAINT "referral_events_referral_id_referrals_id_fk" FOREIGN KEY ("referral_id") REFERENCES "public"."referrals"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "referral_letters" ADD CONSTRAINT "referral_letters_referral_id_referrals_id_fk" FOREIGN KEY ("referral_id") REFERENCES "public"."referrals"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "referrals" ADD CONSTRAINT "referrals_decision_id_decisions_id_fk" FOREIGN KEY ("decision_id") REFERENCES "public"."decisions"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "watch_looks" ADD CONSTRAINT "watch_looks_watch_id_watches_id_fk" FOREIGN KEY ("watch_id") REFERENCES "public"."watches"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "watches" ADD CONSTRAINT "watches_decision_id_decisions_id_fk" FOREIGN KEY ("decision_id") REFERENCES "public"."decisions"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "checks" ADD CONSTRAINT "checks_item_id_request_items_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."request_items"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "request_items" ADD CONSTRAINT "request_items_decision_id_decisions_id_fk" FOREIGN KEY ("decision_id") REFERENCES "public"."decisions"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "request_items" ADD CONSTRAINT "request_items_report_id_reports_id_fk" FOREIGN KEY ("report_id") REFERENCES "public"."reports"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "marks" ADD CONSTRAINT "marks_review_id_reviews_id_fk" FOREIGN KEY ("review_id") REFERENCES "public"."reviews"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_spot" CHECK (spot = spot_of_case(id));
--> statement-breakpoint
ALTER TABLE "log" ADD CONSTRAINT "log_spot" CHECK (spot = spot_of_case(case_id));
--> statement-breakpoint
CREATE OR REPLACE FUNCTION note_unsealed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO "unsealed" ("case_id", "seq", "spot") SELECT "case_id", "seq", "spot" FROM added;
	RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION note_new_reports() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO "changed_report_hours" SELECT DISTINCT date_trunc('hour', "received_at", 'UTC') FROM added;
	INSERT INTO "wanted_files" ("report_id", "spot", "sha256", "received_at")
		SELECT DISTINCT added."id", added."spot", listed."sha256", added."received_at"
		FROM added, LATERAL (VALUES
			("evidence" #>> '{picture,file,sha256}'), ("evidence" #>> '{frame,file,sha256}'), ("evidence" #>> '{snapshot,file,sha256}')
		) AS listed ("sha256")
		WHERE listed."sha256" IS NOT NULL AND added."evidence_deleted_at" IS NULL;
	RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION forget_wanted_files() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	DELETE FROM "wanted_files" USING arrived
		WHERE "wanted_files"."report_id" = arrived."report_id" AND "wanted_files"."sha256" = arrived."sha256" AND "wanted_files"."spot" = arrived."spot";
	RETURN NULL;
END
$$;
