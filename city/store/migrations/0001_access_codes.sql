CREATE TABLE "access_codes" (
	"room" text NOT NULL,
	"role" text NOT NULL,
	"hash" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "access_codes_room_role_pk" PRIMARY KEY("room","role"),
	CONSTRAINT "access_codes_hash_unique" UNIQUE("hash")
);
--> statement-breakpoint
ALTER TABLE "city" ADD COLUMN "code_salt" uuid DEFAULT gen_random_uuid() NOT NULL;--> statement-breakpoint
ALTER TABLE "rooms" ADD COLUMN "started_by" text DEFAULT 'anyone' NOT NULL;