ALTER TABLE "cases" ADD COLUMN "author_name" text;--> statement-breakpoint
CREATE INDEX "cases_decided_by_author_name" ON "cases" USING btree ("author_name","decided_at") WHERE decided_at is not null;--> statement-breakpoint
-- A channel's or account's own case had its subject as author; posts have `site:number` or `site:name`.
UPDATE "cases" SET
	"author_key" = "site" || ':' || lower(ltrim(substr("subject", length("site") + length("kind") + 3), '@')),
	"author_name" = "site" || ':' || lower(ltrim(substr("subject", length("site") + length("kind") + 3), '@'))
WHERE "author_key" = "subject" AND "subject" !~ ':(\d+|UC[A-Za-z0-9_-]{22})$';--> statement-breakpoint
UPDATE "cases" SET "author_key" = "site" || ':' || substr("subject", length("site") + length("kind") + 3)
WHERE "author_key" = "subject" AND "kind" IN ('account', 'channel');
