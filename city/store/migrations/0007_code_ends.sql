ALTER TABLE "access_codes" ADD COLUMN "valid_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "city" ADD COLUMN "wanted_version" text;