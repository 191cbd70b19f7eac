ALTER TABLE "rooms" ADD COLUMN "expires_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "rooms" ADD COLUMN "from_import" boolean DEFAULT true NOT NULL;