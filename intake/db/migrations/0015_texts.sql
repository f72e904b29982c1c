-- Signatures become shorter: 125 of the 240 values, of each its low byte; and 25 bands of five values instead of 40 of
-- six. Stored texts are converted, so that new ones are compared with them. About a minute for 200,000 texts.
DROP TRIGGER texts_made ON "texts";
--> statement-breakpoint
DROP TRIGGER texts_gone ON "texts";
--> statement-breakpoint
DROP TABLE "text_bands";
--> statement-breakpoint
CREATE FUNCTION times_32(one bigint, other bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
	SELECT (one * (other & 65535) + (((one * (other >> 16)) & 65535) << 16)) & 4294967295
$$;
--> statement-breakpoint
CREATE FUNCTION bands_of_five(signature integer[]) RETURNS integer[] LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
	bands integer[] := '{}';
	mixed bigint;
BEGIN
	IF cardinality(signature) = 0 THEN
		RETURN bands;
	END IF;
	FOR band IN 0..24 LOOP
		mixed := band + 1;
		FOR place IN 1..5 LOOP
			mixed := (mixed * 31 + signature[band * 5 + place]) & 4294967295;
			mixed := times_32(mixed # (mixed >> 16), 2146121005);
			mixed := times_32(mixed # (mixed >> 15), 2221713035);
			mixed := mixed # (mixed >> 16);
		END LOOP;
		bands := bands || (CASE WHEN mixed > 2147483647 THEN mixed - 4294967296 ELSE mixed END)::integer;
	END LOOP;
	RETURN bands;
END
$$;
--> statement-breakpoint
CREATE FUNCTION low_bytes(signature integer[]) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
	SELECT decode(coalesce(string_agg(lpad(to_hex(value & 255), 2, '0'), '' ORDER BY place), ''), 'hex')
	FROM unnest(signature[1:125]) WITH ORDINALITY AS one (value, place)
$$;
--> statement-breakpoint
UPDATE "texts" SET "bands" = bands_of_five("signature");
--> statement-breakpoint
ALTER TABLE "texts" ALTER COLUMN "signature" SET DATA TYPE bytea USING low_bytes("signature");
--> statement-breakpoint
DROP FUNCTION low_bytes, bands_of_five, times_32;
--> statement-breakpoint
ALTER TABLE "texts" ADD COLUMN "no" integer;
--> statement-breakpoint
UPDATE "texts" SET "no" = numbered."no" FROM (SELECT "id", row_number() OVER (ORDER BY "created_at", "id") AS "no" FROM "texts") AS numbered WHERE numbered."id" = "texts"."id";
--> statement-breakpoint
ALTER TABLE "texts" ALTER COLUMN "no" SET NOT NULL;
--> statement-breakpoint
ALTER TABLE "texts" ADD CONSTRAINT "texts_no_unique" UNIQUE("no");
--> statement-breakpoint
-- Numbers of texts by band: counts texts that share bands without reading the texts.
CREATE TABLE "text_bands" ("band" integer NOT NULL, "text_no" integer NOT NULL);
--> statement-breakpoint
INSERT INTO "text_bands" SELECT unnest("bands"), "no" FROM "texts";
--> statement-breakpoint
CREATE INDEX "text_bands_texts" ON "text_bands" ("band", "text_no");
--> statement-breakpoint
CREATE OR REPLACE FUNCTION keep_text_bands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO text_bands SELECT unnest(bands), no FROM made;
	RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION forget_text_bands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	DELETE FROM text_bands USING gone WHERE band = ANY (gone.bands) AND text_no = gone.no;
	RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER texts_made AFTER INSERT ON "texts" REFERENCING NEW TABLE AS made FOR EACH STATEMENT EXECUTE FUNCTION keep_text_bands();
--> statement-breakpoint
CREATE TRIGGER texts_gone AFTER DELETE ON "texts" REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION forget_text_bands();
