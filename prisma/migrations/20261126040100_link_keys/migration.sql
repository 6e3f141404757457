-- Link keys that a center was given, the youngest first; two while they are being changed. None: the one that the installation derives.
ALTER TABLE "Center" ADD COLUMN     "linkKeyHashes" TEXT[] DEFAULT ARRAY[]::TEXT[];
