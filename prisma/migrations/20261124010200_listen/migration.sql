-- Whether agents of a center are told that a supervisor listens in: told | silent.
ALTER TABLE "Center" ADD COLUMN "listening" TEXT NOT NULL DEFAULT 'told';
