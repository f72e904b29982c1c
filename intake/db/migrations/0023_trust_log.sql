ALTER TABLE "log" DROP CONSTRAINT "log_case_id_cases_id_fk";
--> statement-breakpoint
ALTER TABLE "batch_leaves" DROP CONSTRAINT "batch_leaves_case_id_cases_id_fk";
