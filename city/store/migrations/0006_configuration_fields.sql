ALTER TABLE "city" ADD COLUMN "hosts" jsonb;--> statement-breakpoint
ALTER TABLE "city" ADD COLUMN "texts" jsonb;--> statement-breakpoint
ALTER TABLE "terminals" ADD COLUMN "rooms" jsonb;--> statement-breakpoint
ALTER TABLE "terminals" ADD COLUMN "rooms_by_code" text;--> statement-breakpoint
ALTER TABLE "terminals" ADD COLUMN "devices" jsonb;--> statement-breakpoint
ALTER TABLE "terminals" ADD COLUMN "texts" jsonb;