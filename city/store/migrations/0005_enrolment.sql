CREATE TABLE "bearer_tokens" (
	"terminal" text NOT NULL,
	"generation" integer NOT NULL,
	"secret_hash" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "bearer_tokens_terminal_generation_pk" PRIMARY KEY("terminal","generation")
);
--> statement-breakpoint
CREATE TABLE "enrolment_codes" (
	"hash" text PRIMARY KEY NOT NULL,
	"site" text NOT NULL,
	"terminal" text,
	"created_at" timestamp with time zone NOT NULL,
	"valid_until" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	"used_by" text
);
--> statement-breakpoint
CREATE TABLE "sites" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "enrolled_terminals" (
	"id" text PRIMARY KEY NOT NULL,
	"site" text NOT NULL,
	"public_key" text NOT NULL,
	"enrolled_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone,
	"cloned_at" timestamp with time zone,
	"generation" integer NOT NULL,
	"renewal_nonce" text
);
--> statement-breakpoint
DROP TABLE "device_tokens" CASCADE;--> statement-breakpoint
DROP TABLE "terminals" CASCADE;--> statement-breakpoint
ALTER TABLE "bearer_tokens" ADD CONSTRAINT "bearer_tokens_terminal_enrolled_terminals_id_fk" FOREIGN KEY ("terminal") REFERENCES "public"."enrolled_terminals"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrolment_codes" ADD CONSTRAINT "enrolment_codes_site_sites_id_fk" FOREIGN KEY ("site") REFERENCES "public"."sites"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrolment_codes" ADD CONSTRAINT "enrolment_codes_used_by_enrolled_terminals_id_fk" FOREIGN KEY ("used_by") REFERENCES "public"."enrolled_terminals"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrolled_terminals" ADD CONSTRAINT "enrolled_terminals_site_sites_id_fk" FOREIGN KEY ("site") REFERENCES "public"."sites"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "city" DROP COLUMN "site";