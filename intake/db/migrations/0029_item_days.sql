-- A reversal or a letter that came back also changes which checks and refuted answers count. A rejection counts under the
-- category that an earlier decision gave the case.
CREATE FUNCTION note_item_days(items uuid[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO "changed_days" ("day")
		SELECT jakarta_day(event.at) FROM "request_items" i JOIN "requests" q ON q."id" = i."request_id",
			LATERAL (VALUES (q."sent_at"), (q."sent_at" + interval '4 hours'), (q."sent_at" + interval '24 hours'), (q."due_at"),
				(i."outcome_at"), (i."proven_at")) AS event (at)
		WHERE i."id" = ANY (items) AND event.at IS NOT NULL
		UNION SELECT jakarta_day(k."at") FROM "checks" k WHERE k."item_id" = ANY (items);
END
$$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION note_decision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	PERFORM note_days(coalesce(OLD."settled_at", OLD."answered_at"), OLD."answered_at", OLD."reviewed_at",
		coalesce(NEW."settled_at", NEW."answered_at"), NEW."answered_at", NEW."reviewed_at");
	PERFORM note_decided_days(ARRAY[OLD."case_id", NEW."case_id"],
		least(coalesce(OLD."settled_at", OLD."answered_at"), coalesce(NEW."settled_at", NEW."answered_at")));
	IF TG_OP = 'UPDATE' AND OLD."reversed_at" IS DISTINCT FROM NEW."reversed_at" THEN
		PERFORM note_item_days(ARRAY(
			SELECT i."id" FROM "request_items" i WHERE i."case_id" = NEW."case_id" AND i."decision_id" = NEW."id"));
	END IF;
	RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION note_request() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	PERFORM note_days(OLD."sent_at", OLD."sent_at" + interval '4 hours', OLD."sent_at" + interval '24 hours', OLD."due_at", OLD."acknowledged_at",
		NEW."sent_at", NEW."sent_at" + interval '4 hours', NEW."sent_at" + interval '24 hours', NEW."due_at", NEW."acknowledged_at");
	IF TG_OP = 'UPDATE' AND (OLD."sent_at", OLD."due_at") IS DISTINCT FROM (NEW."sent_at", NEW."due_at") THEN
		PERFORM note_item_days(ARRAY(SELECT i."id" FROM "request_items" i WHERE i."request_id" = NEW."id"));
	END IF;
	RETURN NULL;
END
$$;
--> statement-breakpoint
-- An objection may be upheld by a reversal that took effect later than its hearing.
CREATE OR REPLACE FUNCTION note_objection() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	PERFORM note_days(OLD."due_at", OLD."handled_at", NEW."received_at", NEW."due_at", NEW."handled_at");
	INSERT INTO "changed_days" ("day")
		SELECT DISTINCT jakarta_day(coalesce(r."settled_at", r."answered_at")) FROM "decisions" r
		WHERE r."id" IN (OLD."reversal", NEW."reversal") AND coalesce(r."settled_at", r."answered_at") IS NOT NULL;
	RETURN NULL;
END
$$;
--> statement-breakpoint
-- Months that are not final are counted once more, because their days may be out of date.
INSERT INTO "changed_days" ("day")
	SELECT "at"::date FROM generate_series(
		(SELECT date_trunc('month', jakarta_day(min("first_at"))::timestamp) FROM "cases"), jakarta_day(now())::timestamp, interval '1 day'
	) AS days ("at")
	WHERE NOT EXISTS (SELECT FROM "counted_months" WHERE "is_final" AND "month" = date_trunc('month', "at")::date);
