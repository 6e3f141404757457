-- Who calls may be known to the site that they call from, and pages may say more of a call.
ALTER TABLE "Call"
  ADD COLUMN "verified" BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN "verifiedIn" JSONB,
  ADD COLUMN "context" JSONB;

-- A new identity secret leaves the sites' servers a day to learn it.
ALTER TABLE "WidgetKey"
  ADD COLUMN "previousSecret" TEXT,
  ADD COLUMN "previousUntil" TIMESTAMPTZ(3);

-- What appends to the log, changed in place: other migrations change other parts of it.
DO $patch$
DECLARE
  body TEXT := pg_get_functiondef('tandem_append'::regproc);
  changed TEXT;
  change TEXT[];
BEGIN
  FOREACH change SLICE 1 IN ARRAY ARRAY[
    ['"customerId", "page", "question", "keyHash"', '"customerId", "page", "question", "verified", "verifiedIn", "context", "keyHash"'],
    ['n."page", n."question"', 'n."page", n."question", n."verified", n."verifiedIn", n."context"'],
    ['"question" TEXT, "keyHash" TEXT', '"question" TEXT, "verified" BOOLEAN, "verifiedIn" JSONB, "context" JSONB, "keyHash" TEXT']
  ] LOOP
    changed := replace(body, change[1], change[2]);
    IF changed = body THEN RAISE EXCEPTION 'tandem_append has no %', change[1]; END IF;
    body := changed;
  END LOOP;
  EXECUTE body;
END
$patch$;
