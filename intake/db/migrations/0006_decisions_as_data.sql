CREATE TABLE "address_objections" (
	"id" uuid PRIMARY KEY NOT NULL,
	"subject" text NOT NULL,
	"objector" text NOT NULL,
	"name" text,
	"contact" text,
	"text" text NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"ticket" text NOT NULL,
	"objection_id" uuid,
	CONSTRAINT "address_objections_ticket_unique" UNIQUE("ticket")
);
--> statement-breakpoint
ALTER TABLE "address_objections" ADD CONSTRAINT "address_objections_objection_id_objections_id_fk" FOREIGN KEY ("objection_id") REFERENCES "public"."objections"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "address_objections_subject_due_at_index" ON "address_objections" USING btree ("subject","due_at");--> statement-breakpoint
CREATE INDEX "address_objections_objection_id_index" ON "address_objections" USING btree ("objection_id");--> statement-breakpoint
CREATE INDEX "address_objections_waiting" ON "address_objections" USING btree ("due_at") WHERE objection_id is null;--> statement-breakpoint
CREATE INDEX "decisions_list" ON "decisions" USING btree ("at","id");