CREATE TABLE "recipe_proposals" (
	"id" uuid PRIMARY KEY NOT NULL,
	"site" text NOT NULL,
	"recipe_version" integer NOT NULL,
	"browser" text NOT NULL,
	"mend" jsonb NOT NULL,
	"score" jsonb NOT NULL,
	"outlines" jsonb,
	"person_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"state" text NOT NULL,
	"decided_by" uuid,
	"decided_at" timestamp (3) with time zone,
	"version" integer
);
--> statement-breakpoint
ALTER TABLE "recipe_proposals" ADD CONSTRAINT "recipe_proposals_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recipe_proposals" ADD CONSTRAINT "recipe_proposals_decided_by_people_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "recipe_proposals_state_at_index" ON "recipe_proposals" USING btree ("state","at");--> statement-breakpoint
CREATE INDEX "recipe_proposals_person_id_at_index" ON "recipe_proposals" USING btree ("person_id","at");