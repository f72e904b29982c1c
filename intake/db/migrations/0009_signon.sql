CREATE TABLE "sign_ons" (
	"token_sha256" text PRIMARY KEY NOT NULL,
	"device_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"role" text NOT NULL,
	"former_role" text
);
--> statement-breakpoint
ALTER TABLE "devices" ADD COLUMN "signed_on_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "sign_ons" ADD CONSTRAINT "sign_ons_device_id_devices_id_fk" FOREIGN KEY ("device_id") REFERENCES "public"."devices"("id") ON DELETE no action ON UPDATE no action;