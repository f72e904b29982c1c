-- Reports that came before reporters had records: of the unit that the person is of now, with the weight of a newcomer.
UPDATE "reports" SET "unit_id" = "people"."unit_id", "weight" = 0.2 FROM "people" WHERE "people"."id" = "reports"."person_id";--> statement-breakpoint
UPDATE "cases" SET "voices" = "heard"."voices", "categories" = "heard"."categories" FROM (
	SELECT "case_id", array_agg(DISTINCT "category") AS "categories", 0.2 * count(DISTINCT coalesce("unit_id", "person_id")) AS "voices"
	FROM "reports" WHERE "withdrawn_at" IS NULL GROUP BY "case_id"
) AS "heard" WHERE "heard"."case_id" = "cases"."id";--> statement-breakpoint
-- The place in the queue as `rules/standing.ts` writes it, with no reach known.
UPDATE "cases" SET "queue_key" = concat_ws('|',
	CASE WHEN "reports" = 0 THEN '2' WHEN "urgent" THEN '0' ELSE '1' END,
	coalesce(to_char("due_at" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24'), '9999'),
	lpad((array_position(ARRAY['PORNO_ANAK', 'TERORISME', 'HASUT_KEKERASAN', 'SEPARATISME', 'KEBENCIAN_SARA', 'NARKOTIKA', 'PORNO', 'JUDI', 'PENIPUAN', 'KEUANGAN_OBAT_ILEGAL', 'HOAKS', 'HKI', 'SPAM', 'TAUTAN_RENDAH'], "category") - 1)::text, 2, '0'),
	'99',
	lpad((999999 - round("voices"::numeric * 10))::text, 6, '0'),
	to_char("first_at" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
	"id"::text);
