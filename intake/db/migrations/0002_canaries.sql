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
CREATE INDEX "canary_batches_at_index" ON "canary_batches" USING btree ("at");