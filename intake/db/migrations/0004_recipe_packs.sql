CREATE TABLE "recipe_packs" (
	"version" integer PRIMARY KEY NOT NULL,
	"jws" text NOT NULL,
	"act" text NOT NULL,
	"by" text NOT NULL,
	"note" text,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
-- What was once published can be shown for good: a mended pack is a new one.
CREATE TRIGGER recipe_packs_append_only BEFORE UPDATE OR DELETE ON "recipe_packs" FOR EACH ROW EXECUTE FUNCTION refuse_log_change();
--> statement-breakpoint
CREATE TRIGGER recipe_packs_not_emptied BEFORE TRUNCATE ON "recipe_packs" FOR EACH STATEMENT EXECUTE FUNCTION refuse_log_change();
