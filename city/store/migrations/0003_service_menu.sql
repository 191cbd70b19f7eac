CREATE TABLE "service_pins" (
	"role" text PRIMARY KEY NOT NULL,
	"hash" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "signing_key" (
	"id" smallint PRIMARY KEY NOT NULL,
	"private_key" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "city" ADD COLUMN "configuration_version" bigint DEFAULT 1 NOT NULL;