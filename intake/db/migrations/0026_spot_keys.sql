-- Used proofs are forgotten by emptying a quarter of an hour of them at once (`intake/people/store/used-proofs.ts`). The
-- four partitions are the same in every hour, so none is ever missing. Versions before insert into them as well.
ALTER TABLE "used_proofs" RENAME TO "former_used_proofs";
--> statement-breakpoint
CREATE TABLE "used_proofs" (
	"jti" uuid NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL
) PARTITION BY RANGE (extract(minute FROM "expires_at" AT TIME ZONE 'UTC'));
--> statement-breakpoint
CREATE TABLE "used_proofs_00" PARTITION OF "used_proofs" (PRIMARY KEY ("expires_at", "jti")) FOR VALUES FROM (0) TO (15);
--> statement-breakpoint
CREATE TABLE "used_proofs_15" PARTITION OF "used_proofs" (PRIMARY KEY ("expires_at", "jti")) FOR VALUES FROM (15) TO (30);
--> statement-breakpoint
CREATE TABLE "used_proofs_30" PARTITION OF "used_proofs" (PRIMARY KEY ("expires_at", "jti")) FOR VALUES FROM (30) TO (45);
--> statement-breakpoint
CREATE TABLE "used_proofs_45" PARTITION OF "used_proofs" (PRIMARY KEY ("expires_at", "jti")) FOR VALUES FROM (45) TO (60);
--> statement-breakpoint
INSERT INTO "used_proofs" ("jti", "expires_at") SELECT "jti", "expires_at" FROM "former_used_proofs";
--> statement-breakpoint
DROP TABLE "former_used_proofs";
--> statement-breakpoint
-- What belongs to a referral or a watch belongs to a case, too.
ALTER TABLE "referral_letters" ADD COLUMN "spot" smallint;
--> statement-breakpoint
UPDATE "referral_letters" SET "spot" = "referrals"."spot" FROM "referrals" WHERE "referrals"."id" = "referral_letters"."referral_id";
--> statement-breakpoint
DROP TRIGGER referral_events_append_only ON "referral_events";
--> statement-breakpoint
ALTER TABLE "referral_events" ADD COLUMN "spot" smallint;
--> statement-breakpoint
UPDATE "referral_events" SET "spot" = "referrals"."spot" FROM "referrals" WHERE "referrals"."id" = "referral_events"."referral_id";
--> statement-breakpoint
DROP TRIGGER watch_looks_append_only ON "watch_looks";
--> statement-breakpoint
ALTER TABLE "watch_looks" ADD COLUMN "spot" smallint;
--> statement-breakpoint
UPDATE "watch_looks" SET "spot" = "watches"."spot" FROM "watches" WHERE "watches"."id" = "watch_looks"."watch_id";
--> statement-breakpoint
ALTER TABLE "referral_letters" ALTER COLUMN "spot" SET NOT NULL;
--> statement-breakpoint
ALTER TABLE "referral_events" ALTER COLUMN "spot" SET NOT NULL;
--> statement-breakpoint
ALTER TABLE "watch_looks" ALTER COLUMN "spot" SET NOT NULL;
--> statement-breakpoint
-- A merge moves them to another spot, and nothing else of them changes.
CREATE TRIGGER referral_events_append_only BEFORE DELETE ON "referral_events" FOR EACH ROW EXECUTE FUNCTION refuse_log_change();
--> statement-breakpoint
CREATE TRIGGER referral_events_unchanged BEFORE UPDATE ON "referral_events" FOR EACH ROW
	WHEN (to_jsonb(OLD) - 'spot' IS DISTINCT FROM to_jsonb(NEW) - 'spot') EXECUTE FUNCTION refuse_log_change();
--> statement-breakpoint
CREATE TRIGGER watch_looks_append_only BEFORE DELETE ON "watch_looks" FOR EACH ROW EXECUTE FUNCTION refuse_log_change();
--> statement-breakpoint
CREATE TRIGGER watch_looks_unchanged BEFORE UPDATE ON "watch_looks" FOR EACH ROW
	WHEN (to_jsonb(OLD) - 'spot' IS DISTINCT FROM to_jsonb(NEW) - 'spot') EXECUTE FUNCTION refuse_log_change();
--> statement-breakpoint
-- Keys inside a case name its spot. Three references may lead to another case after a split, and one leads to a case of any
-- spot: they have no foreign key.
ALTER TABLE "files" DROP CONSTRAINT "files_report_id_reports_id_fk";
--> statement-breakpoint
ALTER TABLE "note_mentions" DROP CONSTRAINT "note_mentions_note_id_case_notes_id_fk";
--> statement-breakpoint
ALTER TABLE "questions" DROP CONSTRAINT "questions_report_id_reports_id_fk";
--> statement-breakpoint
ALTER TABLE "votes" DROP CONSTRAINT "votes_decision_id_decisions_id_fk";
--> statement-breakpoint
ALTER TABLE "marks" DROP CONSTRAINT "marks_review_id_reviews_id_fk";
--> statement-breakpoint
ALTER TABLE "objections" DROP CONSTRAINT "objections_item_id_request_items_id_fk";
--> statement-breakpoint
ALTER TABLE "objections" DROP CONSTRAINT "objections_decision_id_decisions_id_fk";
--> statement-breakpoint
ALTER TABLE "objections" DROP CONSTRAINT "objections_reversal_decisions_id_fk";
--> statement-breakpoint
ALTER TABLE "address_objections" DROP CONSTRAINT "address_objections_objection_id_objections_id_fk";
--> statement-breakpoint
ALTER TABLE "referrals" DROP CONSTRAINT "referrals_decision_id_decisions_id_fk";
--> statement-breakpoint
ALTER TABLE "watches" DROP CONSTRAINT "watches_decision_id_decisions_id_fk";
--> statement-breakpoint
ALTER TABLE "referral_letters" DROP CONSTRAINT "referral_letters_referral_id_referrals_id_fk";
--> statement-breakpoint
ALTER TABLE "referral_events" DROP CONSTRAINT "referral_events_referral_id_referrals_id_fk";
--> statement-breakpoint
ALTER TABLE "watch_looks" DROP CONSTRAINT "watch_looks_watch_id_watches_id_fk";
--> statement-breakpoint
ALTER TABLE "request_items" DROP CONSTRAINT "request_items_decision_id_decisions_id_fk";
--> statement-breakpoint
ALTER TABLE "request_items" DROP CONSTRAINT "request_items_report_id_reports_id_fk";
--> statement-breakpoint
ALTER TABLE "checks" DROP CONSTRAINT "checks_item_id_request_items_id_fk";
--> statement-breakpoint
-- The intake makes these ids itself, and the primary key finds them.
ALTER TABLE "holds" DROP CONSTRAINT "holds_id_unique";
--> statement-breakpoint
ALTER TABLE "referrals" DROP CONSTRAINT "referrals_id_unique";
--> statement-breakpoint
ALTER TABLE "request_items" DROP CONSTRAINT "request_items_id_unique";
--> statement-breakpoint
ALTER TABLE "watches" DROP CONSTRAINT "watches_id_unique";
--> statement-breakpoint
ALTER TABLE "referrals" DROP CONSTRAINT "referrals_decisionId_unique";
--> statement-breakpoint
ALTER TABLE "watches" DROP CONSTRAINT "watches_decisionId_unique";
--> statement-breakpoint
ALTER TABLE "referral_letters" DROP CONSTRAINT "referral_letters_round";
--> statement-breakpoint
ALTER TABLE "referral_events" DROP CONSTRAINT "referral_events_order";
--> statement-breakpoint
ALTER TABLE "watch_looks" DROP CONSTRAINT "watch_looks_order";
--> statement-breakpoint
ALTER TABLE "referral_letters" DROP CONSTRAINT "referral_letters_pkey";
--> statement-breakpoint
ALTER TABLE "referral_events" DROP CONSTRAINT "referral_events_pkey";
--> statement-breakpoint
ALTER TABLE "watch_looks" DROP CONSTRAINT "watch_looks_pkey";
--> statement-breakpoint
DROP INDEX "decisions_one_waiting";
--> statement-breakpoint
DROP INDEX "request_items_once";
--> statement-breakpoint
ALTER TABLE "referral_letters" ADD CONSTRAINT "referral_letters_id_spot_pk" PRIMARY KEY("id","spot");
--> statement-breakpoint
ALTER TABLE "referral_events" ADD CONSTRAINT "referral_events_id_spot_pk" PRIMARY KEY("id","spot");
--> statement-breakpoint
ALTER TABLE "watch_looks" ADD CONSTRAINT "watch_looks_id_spot_pk" PRIMARY KEY("id","spot");
--> statement-breakpoint
ALTER TABLE "referrals" ADD CONSTRAINT "referrals_decisionId_spot_unique" UNIQUE("decision_id","spot");
--> statement-breakpoint
ALTER TABLE "watches" ADD CONSTRAINT "watches_decisionId_spot_unique" UNIQUE("decision_id","spot");
--> statement-breakpoint
ALTER TABLE "referral_letters" ADD CONSTRAINT "referral_letters_round" UNIQUE("referral_id","letter","round","spot");
--> statement-breakpoint
ALTER TABLE "referral_events" ADD CONSTRAINT "referral_events_order" UNIQUE("referral_id","no","spot");
--> statement-breakpoint
ALTER TABLE "watch_looks" ADD CONSTRAINT "watch_looks_order" UNIQUE("watch_id","no","spot");
--> statement-breakpoint
ALTER TABLE "referral_events" ADD CONSTRAINT "referral_events_id_unique" UNIQUE("id");
--> statement-breakpoint
ALTER TABLE "watch_looks" ADD CONSTRAINT "watch_looks_id_unique" UNIQUE("id");
--> statement-breakpoint
CREATE UNIQUE INDEX "decisions_one_waiting" ON "decisions" USING btree ("case_id","spot") WHERE state in ('proposed', 'disputed');
--> statement-breakpoint
CREATE UNIQUE INDEX "request_items_once" ON "request_items" USING btree ("decision_id","spot") WHERE not is_void;
--> statement-breakpoint
-- A file may have come while a split moved its report.
UPDATE "files" SET "spot" = "reports"."spot" FROM "reports" WHERE "reports"."id" = "files"."report_id" AND "files"."spot" <> "reports"."spot";
--> statement-breakpoint
-- Deferrable, because a merge moves both rows one after the other.
ALTER TABLE "files" ADD CONSTRAINT "files_report_id_spot_reports_id_spot_fk" FOREIGN KEY ("report_id","spot") REFERENCES "public"."reports"("id","spot") ON DELETE no action ON UPDATE no action DEFERRABLE;
--> statement-breakpoint
ALTER TABLE "note_mentions" ADD CONSTRAINT "note_mentions_note_id_spot_case_notes_id_spot_fk" FOREIGN KEY ("note_id","spot") REFERENCES "public"."case_notes"("id","spot") ON DELETE no action ON UPDATE no action DEFERRABLE;
--> statement-breakpoint
ALTER TABLE "votes" ADD CONSTRAINT "votes_decision_id_spot_decisions_id_spot_fk" FOREIGN KEY ("decision_id","spot") REFERENCES "public"."decisions"("id","spot") ON DELETE no action ON UPDATE no action DEFERRABLE;
--> statement-breakpoint
ALTER TABLE "marks" ADD CONSTRAINT "marks_review_id_spot_reviews_id_spot_fk" FOREIGN KEY ("review_id","spot") REFERENCES "public"."reviews"("id","spot") ON DELETE no action ON UPDATE no action DEFERRABLE;
--> statement-breakpoint
ALTER TABLE "objections" ADD CONSTRAINT "objections_item_id_spot_request_items_id_spot_fk" FOREIGN KEY ("item_id","spot") REFERENCES "public"."request_items"("id","spot") ON DELETE no action ON UPDATE no action DEFERRABLE;
--> statement-breakpoint
ALTER TABLE "objections" ADD CONSTRAINT "objections_decision_id_spot_decisions_id_spot_fk" FOREIGN KEY ("decision_id","spot") REFERENCES "public"."decisions"("id","spot") ON DELETE no action ON UPDATE no action DEFERRABLE;
--> statement-breakpoint
ALTER TABLE "referrals" ADD CONSTRAINT "referrals_decision_id_spot_decisions_id_spot_fk" FOREIGN KEY ("decision_id","spot") REFERENCES "public"."decisions"("id","spot") ON DELETE no action ON UPDATE no action DEFERRABLE;
--> statement-breakpoint
ALTER TABLE "watches" ADD CONSTRAINT "watches_decision_id_spot_decisions_id_spot_fk" FOREIGN KEY ("decision_id","spot") REFERENCES "public"."decisions"("id","spot") ON DELETE no action ON UPDATE no action DEFERRABLE;
--> statement-breakpoint
ALTER TABLE "referral_letters" ADD CONSTRAINT "referral_letters_referral_id_spot_referrals_id_spot_fk" FOREIGN KEY ("referral_id","spot") REFERENCES "public"."referrals"("id","spot") ON DELETE no action ON UPDATE no action DEFERRABLE;
--> statement-breakpoint
ALTER TABLE "referral_events" ADD CONSTRAINT "referral_events_referral_id_spot_referrals_id_spot_fk" FOREIGN KEY ("referral_id","spot") REFERENCES "public"."referrals"("id","spot") ON DELETE no action ON UPDATE no action DEFERRABLE;
--> statement-breakpoint
ALTER TABLE "watch_looks" ADD CONSTRAINT "watch_looks_watch_id_spot_watches_id_spot_fk" FOREIGN KEY ("watch_id","spot") REFERENCES "public"."watches"("id","spot") ON DELETE no action ON UPDATE no action DEFERRABLE;
--> statement-breakpoint
ALTER TABLE "request_items" ADD CONSTRAINT "request_items_decision_id_spot_decisions_id_spot_fk" FOREIGN KEY ("decision_id","spot") REFERENCES "public"."decisions"("id","spot") ON DELETE no action ON UPDATE no action DEFERRABLE;
--> statement-breakpoint
ALTER TABLE "checks" ADD CONSTRAINT "checks_item_id_spot_request_items_id_spot_fk" FOREIGN KEY ("item_id","spot") REFERENCES "public"."request_items"("id","spot") ON DELETE no action ON UPDATE no action DEFERRABLE;
