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
CREATE TABLE "visit_counts" (
	"hour" timestamp with time zone NOT NULL,
	"terminal" text NOT NULL,
	"what" text NOT NULL,
	"value" text NOT NULL,
	"count" integer NOT NULL,
	CONSTRAINT "visit_counts_hour_terminal_what_value_pk" PRIMARY KEY("hour","terminal","what","value")
);
--> statement-breakpoint
ALTER TABLE "city" ADD COLUMN "opening_hours" jsonb;--> statement-breakpoint
ALTER TABLE "city" ADD COLUMN "reporting" jsonb DEFAULT '{"contentMode":"batch","maxBatchEvents":20}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "terminals" ADD COLUMN "ring" text;--> statement-breakpoint
ALTER TABLE "account_sessions" ADD CONSTRAINT "account_sessions_account_accounts_name_fk" FOREIGN KEY ("account") REFERENCES "public"."accounts"("name") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_attachments" ADD CONSTRAINT "order_attachments_command_commands_id_fk" FOREIGN KEY ("command") REFERENCES "public"."commands"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "events_of_orders" ON "events" USING btree (("data" ->> 'order')) WHERE "events"."type" = 'stadtfenster.order.result';--> statement-breakpoint
CREATE INDEX "events_type_received_at" ON "events" USING btree ("type","received_at");