-- Which server does what only one may do, and since which epoch. Times are the database's own.
CREATE TABLE "Lease" (
  "name" TEXT NOT NULL,
  "epoch" BIGINT NOT NULL,
  "holder" TEXT NOT NULL,
  "address" TEXT,
  "until" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "Lease_pkey" PRIMARY KEY ("name")
);

-- All servers of an installation derive their keys from one secret. This tells whether they do, and nothing of the secret.
CREATE TABLE "Installation" (
  "id" INTEGER NOT NULL DEFAULT 1,
  "secretCheck" TEXT NOT NULL,
  CONSTRAINT "Installation_pkey" PRIMARY KEY ("id")
);

-- Takes a lease that nobody holds, with the next epoch; null when somebody does. It waits for what is being stored under the
-- epoch before (tandem_append_as holds the row against it): who takes it reads a log to which nothing older is added any more.
CREATE FUNCTION tandem_take_lease(lease TEXT, by TEXT, at TEXT, for_ms INTEGER) RETURNS BIGINT LANGUAGE plpgsql AS $$
DECLARE
  taken BIGINT;
BEGIN
  INSERT INTO "Lease" ("name", "epoch", "holder", "address", "until")
    VALUES (lease, 0, by, at, clock_timestamp() - interval '1 second') ON CONFLICT ("name") DO NOTHING;
  PERFORM 1 FROM "Lease" WHERE "name" = lease AND "until" <= clock_timestamp() FOR UPDATE;
  IF NOT FOUND THEN RETURN NULL; END IF;
  UPDATE "Lease" SET "epoch" = "epoch" + 1, "holder" = by, "address" = at, "until" = clock_timestamp() + for_ms * interval '1 ms'
    WHERE "name" = lease RETURNING "epoch" INTO taken;
  RETURN taken;
END $$;

-- Appends to the log in the name of an epoch: refused with TN004 once another has been given out. Renewing the lease does not
-- wait for it, taking the lease does.
CREATE FUNCTION tandem_append_as(lease TEXT, by_epoch BIGINT, batch JSONB, payloads TEXT) RETURNS VOID LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM "Lease" WHERE "name" = lease AND "epoch" = by_epoch FOR KEY SHARE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'epoch % of the lease "%" is over', by_epoch, lease USING ERRCODE = 'TN004';
  END IF;
  PERFORM tandem_append(batch, payloads);
END $$;
