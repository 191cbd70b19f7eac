CREATE TABLE "account_sessions" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"account" text NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "accounts" (
	"name" text PRIMARY KEY NOT NULL,
	"role" text NOT NULL,
	"password_hash" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "attempts" (
	"name" text PRIMARY KEY NOT NULL,
	"owed_ms" bigint NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_log" (
	"position" bigserial PRIMARY KEY NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"account" text,
	"act" text NOT NULL,
	"subject" text
);
--> statement-breakpoint
CREATE TABLE "bearer_tokens" (
	"terminal" text NOT NULL,
	"generation" integer NOT NULL,
	"secret_hash" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "bearer_tokens_terminal_generation_pk" PRIMARY KEY("terminal","generation")
);
--> statement-breakpoint
CREATE TABLE "commands" (
	"id" uuid PRIMARY KEY NOT NULL,
	"version" bigint NOT NULL,
	"audience" jsonb NOT NULL,
	"command" jsonb NOT NULL,
	"issued_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"issued_by" text NOT NULL,
	CONSTRAINT "commands_version_unique" UNIQUE("version")
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
CREATE TABLE "first_links" (
	"id" smallint PRIMARY KEY NOT NULL,
	"token_hash" text NOT NULL,
	"valid_until" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "help_calls" (
	"terminal" text PRIMARY KEY NOT NULL,
	"id" text NOT NULL,
	"step" text NOT NULL,
	"locale" text NOT NULL,
	"answered" boolean NOT NULL,
	"since" timestamp with time zone NOT NULL,
	"seen" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "order_attachments" (
	"command" uuid NOT NULL,
	"terminal" text NOT NULL,
	"kind" text NOT NULL,
	"body" text NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	CONSTRAINT "order_attachments_command_terminal_pk" PRIMARY KEY("command","terminal")
);
--> statement-breakpoint
CREATE TABLE "retention" (
	"kind" text PRIMARY KEY NOT NULL,
	"done_until" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sites" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "terminal_settings" (
	"terminal" text PRIMARY KEY NOT NULL,
	"rooms" jsonb,
	"rooms_by_code" text,
	"devices" jsonb,
	"texts" jsonb
);
--> statement-breakpoint
CREATE TABLE "enrolled_terminals" (
	"id" text PRIMARY KEY NOT NULL,
	"site" text NOT NULL,
	"public_key" text NOT NULL,
	"ring" text,
	"enrolled_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone,
	"cloned_at" timestamp with time zone,
	"generation" integer NOT NULL,
	"renewal_nonce" text
);
--> statement-breakpoint
CREATE TABLE "visit_counts" (
	"hour" timestamp with time zone NOT NULL,
	"terminal" text NOT NULL,
	"what" text NOT NULL,
	"value" text NOT NULL,
	"count" integer NOT NULL,
	CONSTRAINT "visit_counts_hour_terminal_what_value_pk" PRIMARY KEY("hour","terminal","what","value")
);
--> statement-breakpoint
ALTER TABLE "device_tokens" DISABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "terminals" DISABLE ROW LEVEL SECURITY;--> statement-breakpoint
DROP TABLE "device_tokens" CASCADE;--> statement-breakpoint
DROP TABLE "terminals" CASCADE;--> statement-breakpoint
ALTER TABLE "city" ADD COLUMN "opening_hours" jsonb;--> statement-breakpoint
ALTER TABLE "city" ADD COLUMN "hosts" jsonb;--> statement-breakpoint
ALTER TABLE "city" ADD COLUMN "texts" jsonb;--> statement-breakpoint
ALTER TABLE "city" ADD COLUMN "reporting" jsonb DEFAULT '{"contentMode":"batch","maxBatchEvents":20}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "rooms" ADD COLUMN "expires_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "rooms" ADD COLUMN "from_import" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "account_sessions" ADD CONSTRAINT "account_sessions_account_accounts_name_fk" FOREIGN KEY ("account") REFERENCES "public"."accounts"("name") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bearer_tokens" ADD CONSTRAINT "bearer_tokens_terminal_enrolled_terminals_id_fk" FOREIGN KEY ("terminal") REFERENCES "public"."enrolled_terminals"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrolment_codes" ADD CONSTRAINT "enrolment_codes_site_sites_id_fk" FOREIGN KEY ("site") REFERENCES "public"."sites"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrolment_codes" ADD CONSTRAINT "enrolment_codes_used_by_enrolled_terminals_id_fk" FOREIGN KEY ("used_by") REFERENCES "public"."enrolled_terminals"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_attachments" ADD CONSTRAINT "order_attachments_command_commands_id_fk" FOREIGN KEY ("command") REFERENCES "public"."commands"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrolled_terminals" ADD CONSTRAINT "enrolled_terminals_site_sites_id_fk" FOREIGN KEY ("site") REFERENCES "public"."sites"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "events_of_orders" ON "events" USING btree (("data" ->> 'order')) WHERE "events"."type" = 'stadtfenster.order.result';--> statement-breakpoint
CREATE INDEX "events_type_received_at" ON "events" USING btree ("type","received_at");--> statement-breakpoint
ALTER TABLE "city" DROP COLUMN "site";