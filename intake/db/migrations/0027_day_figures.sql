CREATE TABLE "changed_days" (
	"day" date NOT NULL,
	"since" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "day_figures" (
	"day" date NOT NULL,
	"site" text NOT NULL,
	"category" text NOT NULL,
	"figures" jsonb NOT NULL,
	CONSTRAINT "day_figures_day_site_category_pk" PRIMARY KEY("day","site","category")
);
--> statement-breakpoint
CREATE INDEX "reviews_at" ON "reviews" USING btree ("at");--> statement-breakpoint
CREATE INDEX "checks_at" ON "checks" USING btree ("at");--> statement-breakpoint
CREATE INDEX "request_items_done" ON "request_items" USING btree ((least(case when "outcome" = 'acted' then "outcome_at" end, "proven_at")));--> statement-breakpoint
CREATE INDEX "request_items_outcome" ON "request_items" USING btree ("outcome_at") WHERE outcome_at is not null;--> statement-breakpoint
CREATE INDEX "requests_sent" ON "requests" USING btree ("sent_at") WHERE sent_at is not null;--> statement-breakpoint
CREATE INDEX "requests_due" ON "requests" USING btree ("due_at") WHERE due_at is not null;--> statement-breakpoint
CREATE INDEX "requests_acknowledged" ON "requests" USING btree ("acknowledged_at") WHERE acknowledged_at is not null;--> statement-breakpoint
CREATE FUNCTION jakarta_day(instant timestamptz) RETURNS date LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
	SELECT ((instant AT TIME ZONE 'UTC') + interval '7 hours')::date
$$;
--> statement-breakpoint
-- Months that are not final are counted once from all records, with due dates of the coming year.
INSERT INTO "changed_days" ("day")
	SELECT "at"::date FROM generate_series(
		(SELECT date_trunc('month', jakarta_day(min("first_at"))::timestamp) FROM "cases"), jakarta_day(now())::timestamp + interval '1 year', interval '1 day'
	) AS days ("at")
	WHERE NOT EXISTS (SELECT FROM "counted_months" WHERE "is_final" AND "month" = date_trunc('month', "at")::date);
--> statement-breakpoint
-- Marks the days of these times for counting; null is no time. A transaction that changes what another one counts waits
-- for the lock of the same case or request, so that it sees its rows.
CREATE FUNCTION note_days(VARIADIC instants timestamptz[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO "changed_days" ("day") SELECT DISTINCT jakarta_day(event.at) FROM unnest(instants) AS event (at) WHERE event.at IS NOT NULL;
END
$$;
--> statement-breakpoint
-- Marks the days of the cases' decisions that took effect after an event. Their counts read the reports and reviews before.
CREATE FUNCTION note_decided_days(cases uuid[], since timestamptz) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO "changed_days" ("day")
		SELECT DISTINCT jakarta_day(coalesce(d."settled_at", d."answered_at")) FROM "decisions" d
		WHERE d."case_id" = ANY (cases) AND d."state" = 'confirmed' AND coalesce(d."settled_at", d."answered_at") >= since;
END
$$;
--> statement-breakpoint
CREATE FUNCTION note_new_cases() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO "changed_days" ("day") SELECT DISTINCT jakarta_day("created_at") FROM added;
	RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER cases_are_new AFTER INSERT ON "cases" REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION note_new_cases();
--> statement-breakpoint
CREATE FUNCTION note_changed_case() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	PERFORM note_days(OLD."created_at", NEW."created_at");
	INSERT INTO "changed_days" ("day")
		SELECT DISTINCT jakarta_day(event.at)
		FROM "decisions" d, LATERAL (VALUES (coalesce(d."settled_at", d."answered_at")), (d."answered_at"), (d."reviewed_at")) AS event (at)
		WHERE d."case_id" = NEW."id" AND event.at IS NOT NULL
		UNION SELECT jakarta_day(v."at") FROM "reviews" v WHERE v."case_id" = NEW."id";
	RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER cases_count_otherwise AFTER UPDATE OF "created_at", "first_at", "category", "merged_into" ON "cases" FOR EACH ROW
	WHEN ((OLD."created_at", OLD."first_at", OLD."category", OLD."merged_into")
		IS DISTINCT FROM (NEW."created_at", NEW."first_at", NEW."category", NEW."merged_into"))
	EXECUTE FUNCTION note_changed_case();
--> statement-breakpoint
CREATE FUNCTION note_decision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	PERFORM note_days(coalesce(OLD."settled_at", OLD."answered_at"), OLD."answered_at", OLD."reviewed_at",
		coalesce(NEW."settled_at", NEW."answered_at"), NEW."answered_at", NEW."reviewed_at");
	-- What was late depends on whether the decision was still in force.
	IF TG_OP = 'UPDATE' AND OLD."reversed_at" IS DISTINCT FROM NEW."reversed_at" THEN
		INSERT INTO "changed_days" ("day")
			SELECT DISTINCT jakarta_day(due.at) FROM "request_items" i JOIN "requests" q ON q."id" = i."request_id",
				LATERAL (VALUES (q."due_at"), (q."sent_at" + interval '4 hours'), (q."sent_at" + interval '24 hours')) AS due (at)
			WHERE i."case_id" = NEW."case_id" AND i."decision_id" = NEW."id" AND due.at IS NOT NULL;
	END IF;
	RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER decisions_count AFTER INSERT OR
	UPDATE OF "case_id", "act", "category", "why", "state", "answered_at", "settled_at", "reverses", "reversed_at", "draw", "review", "reviewed_at"
	ON "decisions" FOR EACH ROW EXECUTE FUNCTION note_decision();
--> statement-breakpoint
CREATE FUNCTION note_review() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	PERFORM note_days(OLD."at", NEW."at");
	PERFORM note_decided_days(ARRAY[OLD."case_id", NEW."case_id"], least(OLD."at", NEW."at"));
	RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER reviews_count AFTER INSERT OR UPDATE OF "case_id", "person_id", "at", "verdict", "trial" ON "reviews" FOR EACH ROW EXECUTE FUNCTION note_review();
--> statement-breakpoint
CREATE OR REPLACE FUNCTION note_new_reports() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO "changed_report_hours" SELECT DISTINCT date_trunc('hour', "received_at", 'UTC') FROM added;
	-- A report that is stored after the decision and was received before it.
	INSERT INTO "changed_days" ("day")
		SELECT DISTINCT late.day FROM added, LATERAL (
			SELECT jakarta_day(coalesce(d."settled_at", d."answered_at")) AS day FROM "decisions" d
			WHERE d."case_id" = added."case_id" AND d."state" = 'confirmed' AND coalesce(d."settled_at", d."answered_at") >= added."received_at"
			OFFSET 0
		) AS late;
	INSERT INTO "wanted_files" ("report_id", "spot", "sha256", "received_at")
		SELECT DISTINCT added."id", added."spot", decode(listed."sha256", 'hex'), added."received_at"
		FROM added, LATERAL (VALUES
			("evidence" #>> '{picture,file,sha256}'), ("evidence" #>> '{frame,file,sha256}'), ("evidence" #>> '{snapshot,file,sha256}')
		) AS listed ("sha256")
		WHERE listed."sha256" IS NOT NULL AND added."evidence_deleted_at" IS NULL;
	RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION note_changed_report() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO "changed_report_hours"
		SELECT DISTINCT date_trunc('hour', at, 'UTC') FROM (VALUES (OLD."received_at"), (NEW."received_at")) AS moved (at);
	PERFORM note_decided_days(ARRAY[OLD."case_id", NEW."case_id"], least(OLD."received_at", NEW."received_at"));
	RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION note_changed_role() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO "changed_report_hours"
		SELECT DISTINCT date_trunc('hour', "received_at", 'UTC') FROM "reports" WHERE "person_id" = NEW."id";
	INSERT INTO "changed_days" ("day")
		SELECT DISTINCT jakarta_day(coalesce(d."settled_at", d."answered_at")) FROM "reports" r JOIN "decisions" d ON d."case_id" = r."case_id"
		WHERE r."person_id" = NEW."id" AND d."state" = 'confirmed' AND coalesce(d."settled_at", d."answered_at") >= r."received_at";
	RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE FUNCTION note_request() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	PERFORM note_days(OLD."sent_at", OLD."sent_at" + interval '4 hours', OLD."sent_at" + interval '24 hours', OLD."due_at", OLD."acknowledged_at",
		NEW."sent_at", NEW."sent_at" + interval '4 hours', NEW."sent_at" + interval '24 hours', NEW."due_at", NEW."acknowledged_at");
	-- Whether an item was done in time.
	IF TG_OP = 'UPDATE' AND (OLD."sent_at", OLD."due_at") IS DISTINCT FROM (NEW."sent_at", NEW."due_at") THEN
		INSERT INTO "changed_days" ("day")
			SELECT DISTINCT jakarta_day(done.at) FROM "request_items" i, LATERAL (VALUES (i."outcome_at"), (i."proven_at")) AS done (at)
			WHERE i."request_id" = NEW."id" AND done.at IS NOT NULL;
	END IF;
	RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER requests_count AFTER INSERT OR UPDATE OF "sent_at", "due_at", "acknowledged_at", "withdrawn_at" ON "requests" FOR EACH ROW EXECUTE FUNCTION note_request();
--> statement-breakpoint
CREATE FUNCTION note_request_item() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	PERFORM note_days(OLD."outcome_at", OLD."proven_at", NEW."outcome_at", NEW."proven_at");
	INSERT INTO "changed_days" ("day")
		SELECT DISTINCT jakarta_day(due.at) FROM "requests" q,
			LATERAL (VALUES (q."sent_at"), (q."sent_at" + interval '4 hours'), (q."sent_at" + interval '24 hours'), (q."due_at")) AS due (at)
		WHERE q."id" = NEW."request_id" AND due.at IS NOT NULL;
	RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER request_items_count AFTER INSERT OR UPDATE OF "outcome", "outcome_at", "proven_at", "proven_check" ON "request_items" FOR EACH ROW EXECUTE FUNCTION note_request_item();
--> statement-breakpoint
CREATE FUNCTION note_reprimand() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	PERFORM note_days(NEW."at");
	RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER request_events_count AFTER INSERT ON "request_events" FOR EACH ROW WHEN (NEW."act" = 'reprimanded') EXECUTE FUNCTION note_reprimand();
--> statement-breakpoint
-- An item counts on the day of its last check of the month, so of two checks the later changes the day of the earlier.
CREATE FUNCTION note_check() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO "changed_days" ("day", "since")
		SELECT DISTINCT changed.day, changed.since
		FROM "checks" k, LATERAL (VALUES
			(jakarta_day(greatest(k."at", NEW."at")), NULL::timestamptz),
			(jakarta_day(least(k."at", NEW."at")), CASE WHEN jakarta_day(k."at") <> jakarta_day(NEW."at") THEN greatest(k."at", NEW."at") END)
		) AS changed (day, since)
		WHERE k."item_id" = NEW."item_id"
			AND date_trunc('month', jakarta_day(k."at")::timestamp) = date_trunc('month', jakarta_day(NEW."at")::timestamp);
	RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER checks_count AFTER INSERT OR UPDATE OF "person_id", "looked_at", "seen", "seen_from", "stated" ON "checks" FOR EACH ROW EXECUTE FUNCTION note_check();
--> statement-breakpoint
CREATE FUNCTION note_objection() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	PERFORM note_days(OLD."due_at", OLD."handled_at", NEW."received_at", NEW."due_at", NEW."handled_at");
	RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER objections_count AFTER INSERT OR UPDATE OF "state", "due_at", "handled_at" ON "objections" FOR EACH ROW EXECUTE FUNCTION note_objection();
