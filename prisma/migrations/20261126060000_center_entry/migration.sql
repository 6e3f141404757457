-- Widget keys of a center on machines of its own, and where browsers find it; calls that such a center took alone and told later.
ALTER TABLE "WidgetKey" ADD COLUMN "centerId" TEXT;
ALTER TABLE "Center" ADD COLUMN "entryUrl" TEXT;
ALTER TABLE "Call" ADD COLUMN "toldAt" TIMESTAMPTZ(3);
