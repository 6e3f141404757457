-- What a site's tag of the widget names.
CREATE TABLE "WidgetKey" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "origins" JSONB NOT NULL,
    "queues" JSONB NOT NULL,
    "label" JSONB NOT NULL,
    "consent" JSONB NOT NULL,
    "position" TEXT NOT NULL,
    "accent" TEXT,
    "onAccent" TEXT,
    "enabled" BOOLEAN NOT NULL,
    "standsIn" BOOLEAN NOT NULL,
    "sealedSecret" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "WidgetKey_pkey" PRIMARY KEY ("id")
);

-- An installation that was there before has tags on sites that name no key, and nobody knows which: they go on as they did,
-- by a key that stands in for them on any site, until an administrator narrows it.
INSERT INTO "WidgetKey" ("id", "name", "origins", "queues", "label", "consent", "position", "enabled", "standsIn", "createdAt")
SELECT 'pk_' || substr(md5(random()::text || clock_timestamp()::text), 1, 20), 'Tags from before there were keys', '{"sites": null}',
    '{"ids": null}', '{"en": "", "pt": "", "fr": ""}', '{"en": "", "pt": "", "fr": ""}', 'bottom-right', true, true, now()
WHERE EXISTS (SELECT 1 FROM "User");
