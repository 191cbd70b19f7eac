CREATE TABLE "disturbed_hours" (
	"hour" timestamp with time zone NOT NULL,
	"terminal" text NOT NULL,
	"cause" text NOT NULL,
	"seconds" integer NOT NULL,
	CONSTRAINT "disturbed_hours_hour_terminal_cause_pk" PRIMARY KEY("hour","terminal","cause")
);
--> statement-breakpoint
ALTER TABLE "visit_counts" RENAME TO "visit_counts_by_terminal";--> statement-breakpoint
CREATE TABLE "visit_counts" (
	"hour" timestamp with time zone NOT NULL,
	"site" text NOT NULL,
	"what" text NOT NULL,
	"value" text NOT NULL,
	"count" integer NOT NULL,
	CONSTRAINT "visit_counts_hour_site_what_value_pk" PRIMARY KEY("hour","site","what","value")
);
--> statement-breakpoint
INSERT INTO "visit_counts" ("hour", "site", "what", "value", "count")
SELECT date_trunc(CASE "what" WHEN 'visits' THEN 'hour' ELSE 'day' END, "hour", coalesce((SELECT "time_zone" FROM "city"), 'UTC')),
	"enrolled_terminals"."site", "what", "value", sum("count")
FROM "visit_counts_by_terminal" INNER JOIN "enrolled_terminals" ON "enrolled_terminals"."id" = "terminal"
GROUP BY 1, 2, 3, 4;
--> statement-breakpoint
DROP TABLE "visit_counts_by_terminal";
