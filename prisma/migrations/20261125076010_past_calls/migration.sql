-- Past calls say whether their caller was known to the site that they called from.
ALTER TABLE "Interaction" ADD COLUMN "verified" BOOLEAN NOT NULL DEFAULT false;
