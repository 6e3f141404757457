-- A blocked caller whom their site has named is known by that too: on another address, and in another browser.
ALTER TABLE "CallerBlock" ADD COLUMN "customerId" TEXT,
ADD COLUMN "verifiedEmail" TEXT;
