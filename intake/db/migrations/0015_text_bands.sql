-- An index by hand over the bands of all texts: what shares a band is counted without a look at the texts themselves.
CREATE TABLE "text_bands" ("band" integer NOT NULL, "text_id" uuid NOT NULL);
--> statement-breakpoint
INSERT INTO "text_bands" SELECT unnest("bands"), "id" FROM "texts";
--> statement-breakpoint
CREATE INDEX "text_bands_texts" ON "text_bands" ("band", "text_id");
--> statement-breakpoint
CREATE FUNCTION keep_text_bands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO text_bands SELECT unnest(bands), id FROM made;
	RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE FUNCTION forget_text_bands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	DELETE FROM text_bands USING gone WHERE band = ANY (gone.bands) AND text_id = gone.id;
	RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER texts_made AFTER INSERT ON "texts" REFERENCING NEW TABLE AS made FOR EACH STATEMENT EXECUTE FUNCTION keep_text_bands();
--> statement-breakpoint
CREATE TRIGGER texts_gone AFTER DELETE ON "texts" REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION forget_text_bands();
--> statement-breakpoint
DROP INDEX "texts_bands";
