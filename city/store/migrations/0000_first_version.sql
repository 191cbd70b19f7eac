CREATE TABLE "city" (
	"id" smallint PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"site" text NOT NULL,
	"time_zone" text NOT NULL,
	"languages" jsonb NOT NULL,
	"terms" jsonb NOT NULL,
	"times" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "device_tokens" (
	"terminal" text PRIMARY KEY NOT NULL,
	"secret_hash" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "events" (
	"position" bigserial NOT NULL,
	"source" text NOT NULL,
	"id" text NOT NULL,
	"type" text NOT NULL,
	"sequence" bigint NOT NULL,
	"time" timestamp with time zone NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	"data" jsonb NOT NULL,
	CONSTRAINT "events_source_id_pk" PRIMARY KEY("source","id"),
	CONSTRAINT "events_position_unique" UNIQUE("position")
);
--> statement-breakpoint
CREATE TABLE "rooms" (
	"id" text PRIMARY KEY NOT NULL,
	"position" integer NOT NULL,
	"kind" text NOT NULL,
	"title" jsonb NOT NULL,
	"description" jsonb,
	"max_participants" integer
);
--> statement-breakpoint
CREATE TABLE "terminals" (
	"id" text PRIMARY KEY NOT NULL,
	"site" text
);
--> statement-breakpoint
CREATE TABLE "weekly_slots" (
	"room" text NOT NULL,
	"position" smallint NOT NULL,
	"weekday" smallint NOT NULL,
	"start" text NOT NULL,
	"end" text NOT NULL,
	CONSTRAINT "weekly_slots_room_position_pk" PRIMARY KEY("room","position")
);
--> statement-breakpoint
ALTER TABLE "device_tokens" ADD CONSTRAINT "device_tokens_terminal_terminals_id_fk" FOREIGN KEY ("terminal") REFERENCES "public"."terminals"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "weekly_slots" ADD CONSTRAINT "weekly_slots_room_rooms_id_fk" FOREIGN KEY ("room") REFERENCES "public"."rooms"("id") ON DELETE cascade ON UPDATE no action;