CREATE TABLE "declared_channels" (
	"person_id" uuid NOT NULL,
	"channel" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "declared_channels_person_id_channel_pk" PRIMARY KEY("person_id","channel")
);
--> statement-breakpoint
ALTER TABLE "declared_channels" ADD CONSTRAINT "declared_channels_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;