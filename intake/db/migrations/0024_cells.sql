-- Without rows, this server owns every spot.
CREATE TABLE "spot_owners" (
	"name" text collate "C" PRIMARY KEY NOT NULL,
	"owner" text,
	"former" text[] DEFAULT '{}' NOT NULL,
	"moves" integer NOT NULL,
	"moved_at" timestamp (3) with time zone NOT NULL
);
