-- Seals and receipts are stored as bytes (`intake/db/jws-bytes.ts`). Those that are here keep their text, behind a zero
-- byte; a new one takes a third. PostgreSQL finds nothing in them to compress.
ALTER TABLE "reports"
	ALTER COLUMN "receipt" DROP DEFAULT,
	ALTER COLUMN "seal" SET DATA TYPE bytea USING '\x00'::bytea || convert_to("seal", 'UTF8'),
	ALTER COLUMN "receipt" SET DATA TYPE bytea USING CASE WHEN "receipt" = '' THEN ''::bytea ELSE '\x00'::bytea || convert_to("receipt", 'UTF8') END,
	ALTER COLUMN "receipt" SET DEFAULT '\x',
	ALTER COLUMN "seal" SET STORAGE EXTERNAL,
	ALTER COLUMN "receipt" SET STORAGE EXTERNAL;
--> statement-breakpoint
-- A report lists few files, so its id alone finds them.
ALTER TABLE "wanted_files" DROP CONSTRAINT "wanted_files_report_id_sha256_spot_pk";
--> statement-breakpoint
CREATE INDEX "wanted_files_report_id_spot_index" ON "wanted_files" USING btree ("report_id","spot");
--> statement-breakpoint
-- The bands of texts become columns with an index each: a table of bands held every band a second time.
DROP TRIGGER texts_made ON "texts";
--> statement-breakpoint
DROP TRIGGER texts_gone ON "texts";
--> statement-breakpoint
DROP FUNCTION keep_text_bands, forget_text_bands;
--> statement-breakpoint
DROP TABLE "text_bands";
--> statement-breakpoint
ALTER TABLE "texts" ADD COLUMN "band1" integer, ADD COLUMN "band2" integer, ADD COLUMN "band3" integer, ADD COLUMN "band4" integer, ADD COLUMN "band5" integer, ADD COLUMN "band6" integer, ADD COLUMN "band7" integer, ADD COLUMN "band8" integer, ADD COLUMN "band9" integer, ADD COLUMN "band10" integer, ADD COLUMN "band11" integer, ADD COLUMN "band12" integer, ADD COLUMN "band13" integer, ADD COLUMN "band14" integer, ADD COLUMN "band15" integer, ADD COLUMN "band16" integer, ADD COLUMN "band17" integer, ADD COLUMN "band18" integer, ADD COLUMN "band19" integer, ADD COLUMN "band20" integer, ADD COLUMN "band21" integer, ADD COLUMN "band22" integer, ADD COLUMN "band23" integer, ADD COLUMN "band24" integer, ADD COLUMN "band25" integer;
--> statement-breakpoint
UPDATE "texts" SET "band1" = "bands"[1], "band2" = "bands"[2], "band3" = "bands"[3], "band4" = "bands"[4], "band5" = "bands"[5], "band6" = "bands"[6], "band7" = "bands"[7], "band8" = "bands"[8], "band9" = "bands"[9], "band10" = "bands"[10], "band11" = "bands"[11], "band12" = "bands"[12], "band13" = "bands"[13], "band14" = "bands"[14], "band15" = "bands"[15], "band16" = "bands"[16], "band17" = "bands"[17], "band18" = "bands"[18], "band19" = "bands"[19], "band20" = "bands"[20], "band21" = "bands"[21], "band22" = "bands"[22], "band23" = "bands"[23], "band24" = "bands"[24], "band25" = "bands"[25] WHERE cardinality("bands") > 0;
--> statement-breakpoint
ALTER TABLE "texts" DROP COLUMN "bands";
--> statement-breakpoint
CREATE INDEX "texts_band1" ON "texts" USING btree ("band1","no");
--> statement-breakpoint
CREATE INDEX "texts_band2" ON "texts" USING btree ("band2","no");
--> statement-breakpoint
CREATE INDEX "texts_band3" ON "texts" USING btree ("band3","no");
--> statement-breakpoint
CREATE INDEX "texts_band4" ON "texts" USING btree ("band4","no");
--> statement-breakpoint
CREATE INDEX "texts_band5" ON "texts" USING btree ("band5","no");
--> statement-breakpoint
CREATE INDEX "texts_band6" ON "texts" USING btree ("band6","no");
--> statement-breakpoint
CREATE INDEX "texts_band7" ON "texts" USING btree ("band7","no");
--> statement-breakpoint
CREATE INDEX "texts_band8" ON "texts" USING btree ("band8","no");
--> statement-breakpoint
CREATE INDEX "texts_band9" ON "texts" USING btree ("band9","no");
--> statement-breakpoint
CREATE INDEX "texts_band10" ON "texts" USING btree ("band10","no");
--> statement-breakpoint
CREATE INDEX "texts_band11" ON "texts" USING btree ("band11","no");
--> statement-breakpoint
CREATE INDEX "texts_band12" ON "texts" USING btree ("band12","no");
--> statement-breakpoint
CREATE INDEX "texts_band13" ON "texts" USING btree ("band13","no");
--> statement-breakpoint
CREATE INDEX "texts_band14" ON "texts" USING btree ("band14","no");
--> statement-breakpoint
CREATE INDEX "texts_band15" ON "texts" USING btree ("band15","no");
--> statement-breakpoint
CREATE INDEX "texts_band16" ON "texts" USING btree ("band16","no");
--> statement-breakpoint
CREATE INDEX "texts_band17" ON "texts" USING btree ("band17","no");
--> statement-breakpoint
CREATE INDEX "texts_band18" ON "texts" USING btree ("band18","no");
--> statement-breakpoint
CREATE INDEX "texts_band19" ON "texts" USING btree ("band19","no");
--> statement-breakpoint
CREATE INDEX "texts_band20" ON "texts" USING btree ("band20","no");
--> statement-breakpoint
CREATE INDEX "texts_band21" ON "texts" USING btree ("band21","no");
--> statement-breakpoint
CREATE INDEX "texts_band22" ON "texts" USING btree ("band22","no");
--> statement-breakpoint
CREATE INDEX "texts_band23" ON "texts" USING btree ("band23","no");
--> statement-breakpoint
CREATE INDEX "texts_band24" ON "texts" USING btree ("band24","no");
--> statement-breakpoint
CREATE INDEX "texts_band25" ON "texts" USING btree ("band25","no");
--> statement-breakpoint
-- Cases by site, language and category, for filters that match few of them.
DROP INDEX "cases_queue_by_category";
--> statement-breakpoint
CREATE INDEX "cases_facets" ON "cases" USING gin ((array["site", coalesce("language", '-'), "category", "reported_category"] || "categories")) WHERE merged_into is null;
