-- Seals and receipts are packed in another way (`intake/db/jws-bytes.ts`). Versions before cannot read them; a new
-- migration keeps them from this database.
COMMENT ON COLUMN "reports"."seal" IS 'packed, see intake/db/jws-bytes.ts';
--> statement-breakpoint
COMMENT ON COLUMN "reports"."receipt" IS 'packed, see intake/db/jws-bytes.ts';
