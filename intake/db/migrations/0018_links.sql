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
ALTER TABLE "reports" ADD COLUMN "hosts" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "link_looks" ADD CONSTRAINT "link_looks_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "link_looks" ADD CONSTRAINT "link_looks_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "link_looks_case_id_index" ON "link_looks" USING btree ("case_id");--> statement-breakpoint
UPDATE "reports" SET "hosts" = found.hosts FROM (
	SELECT led.id, array_agg(DISTINCT regexp_replace(lower(substring(led.address from '^https?://(?:[^/?#@]*@)?([^/:?#]+)')), '^www\.', '')) AS hosts
	FROM (
		-- As hostOf (utils/policy/link-host.ts): a wrapped link leads where the person was shown that it leads.
		SELECT r.id, CASE
			WHEN l->>'address' ~ '^https?://t\.co/' AND l->>'shown' ~* '^(https?://)?[a-z0-9-]+(\.[a-z0-9-]+)+'
			THEN 'https://' || regexp_replace(l->>'shown', '^https?://', '', 'i')
			ELSE l->>'address'
		END AS address
		FROM "reports" r, jsonb_array_elements(r.evidence->'fields'->'links'->'value') l
		WHERE jsonb_typeof(r.evidence->'fields'->'links'->'value') = 'array'
	) led
	WHERE led.address ~ '^https?://[^/:?#]'
	GROUP BY led.id
) found WHERE "reports".id = found.id;--> statement-breakpoint
CREATE INDEX "reports_hosts" ON "reports" USING gin ("hosts") WHERE cardinality(hosts) > 0;