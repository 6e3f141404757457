-- Besides its row, a lease has a lock that the holder's own connection keeps: PostgreSQL lets it go when that connection ends, as it
-- does when the holder is killed, and whoever waits need not wait for the end of the lease's time. `locked` is the epoch whose
-- holder keeps such a lock; a holder of an earlier version keeps none, and only its time tells that it is gone.
ALTER TABLE "Lease" ADD COLUMN "locked" BIGINT;

CREATE FUNCTION tandem_lease_lock(lease TEXT, of_epoch BIGINT) RETURNS BIGINT LANGUAGE sql IMMUTABLE AS
  $$ SELECT hashtextextended('tandem lease ' || lease, of_epoch) $$;

-- Whether a connection keeps the lock. It is asked for and given back at once, shared, so that two who ask are not in each other's
-- way; never asked by the connection that keeps it.
CREATE FUNCTION tandem_lease_is_locked(lease TEXT, of_epoch BIGINT) RETURNS BOOLEAN LANGUAGE plpgsql AS $$
BEGIN
  IF NOT pg_try_advisory_lock_shared(tandem_lease_lock(lease, of_epoch)) THEN RETURN true; END IF;
  PERFORM pg_advisory_unlock_shared(tandem_lease_lock(lease, of_epoch));
  RETURN false;
END $$;

-- Takes a lease with the next epoch, and its lock for this connection: one whose time is over, or whose holder has lost its
-- lock for as long as the caller thinks right. `taken` is the new epoch, or null; `unlocked` then is the epoch of a holder who has
-- no lock now: whoever has heard so for a while says it as `lost_epoch`.
CREATE FUNCTION tandem_take_lease_locked(
  lease TEXT, by TEXT, at TEXT, for_ms INTEGER, lost_epoch BIGINT, OUT taken BIGINT, OUT unlocked BIGINT
) LANGUAGE plpgsql AS $$
DECLARE
  known "Lease"%ROWTYPE;
BEGIN
  INSERT INTO "Lease" ("name", "epoch", "holder", "address", "until")
    VALUES (lease, 0, by, at, clock_timestamp() - interval '1 second') ON CONFLICT ("name") DO NOTHING;
  SELECT * INTO known FROM "Lease" WHERE "name" = lease;
  IF known."until" > clock_timestamp() THEN
    IF known."locked" IS DISTINCT FROM known."epoch" OR tandem_lease_is_locked(lease, known."epoch") THEN RETURN; END IF;
    unlocked := known."epoch";
    IF lost_epoch IS DISTINCT FROM unlocked THEN RETURN; END IF;
  END IF;
  -- With the row held nobody takes the lease, and no holder gets its lock again: what is seen now stays so.
  SELECT * INTO known FROM "Lease" WHERE "name" = lease FOR UPDATE;
  IF known."until" > clock_timestamp() THEN
    IF known."epoch" IS DISTINCT FROM lost_epoch OR known."locked" IS DISTINCT FROM known."epoch"
      OR tandem_lease_is_locked(lease, known."epoch") THEN RETURN; END IF;
  END IF;
  taken := known."epoch" + 1;
  -- A lock of that number that another connection has is left over from a take that was undone: then time alone tells.
  UPDATE "Lease" SET "epoch" = taken, "holder" = by, "address" = at, "until" = clock_timestamp() + for_ms * interval '1 ms',
    "locked" = CASE WHEN pg_try_advisory_lock(tandem_lease_lock(lease, taken)) THEN taken END WHERE "name" = lease;
END $$;

-- A holder whose connection was lost asks for its lock on a new one. Not `held`: another has the lease. Held and not `locked`: the
-- database has not noticed yet that the connection before is gone.
CREATE FUNCTION tandem_lock_lease(lease TEXT, of_epoch BIGINT, OUT held BOOLEAN, OUT locked BOOLEAN) LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM "Lease" AS l WHERE l."name" = lease AND l."epoch" = of_epoch FOR NO KEY UPDATE;
  held := FOUND;
  locked := held AND pg_try_advisory_lock(tandem_lease_lock(lease, of_epoch));
  IF locked THEN UPDATE "Lease" AS l SET "locked" = of_epoch WHERE l."name" = lease AND l."epoch" = of_epoch; END IF;
END $$;
