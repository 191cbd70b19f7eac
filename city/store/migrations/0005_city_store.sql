CREATE TABLE "attempts" (
	"name" text PRIMARY KEY NOT NULL,
	"owed_ms" bigint NOT NULL,
	"at" timestamp with time zone NOT NULL
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
CREATE INDEX "events_type_received_at" ON "events" USING btree ("type","received_at");