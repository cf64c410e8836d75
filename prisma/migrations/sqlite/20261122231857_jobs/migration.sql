-- CreateTable
CREATE TABLE "Job" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "kind" TEXT NOT NULL,
    "datasetId" TEXT NOT NULL,
    "caller" TEXT NOT NULL,
    "cancelled" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" DATETIME NOT NULL,
    "ownerId" TEXT,
    CONSTRAINT "Job_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "Runner" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Runner" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "host" TEXT NOT NULL,
    "pid" INTEGER NOT NULL,
    "processStart" TEXT,
    "heartbeatAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "DatasetChange" (
    "sequence" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "datasetId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "CatalogFormat" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "minimumReader" INTEGER NOT NULL
);

-- CreateIndex
CREATE INDEX "Job_ownerId_caller_kind_createdAt_idx" ON "Job"("ownerId", "caller", "kind", "createdAt");

-- CreateIndex
CREATE INDEX "Job_datasetId_idx" ON "Job"("datasetId");

-- CreateIndex
CREATE INDEX "DatasetChange_createdAt_idx" ON "DatasetChange"("createdAt");

-- Work that earlier versions had left to do
INSERT INTO "Job" ("id", "kind", "datasetId", "caller", "createdAt")
SELECT "id", 'GENERATION', "id", '', "createdAt" FROM "Dataset" WHERE "status" IN ('QUEUED', 'RUNNING');

INSERT INTO "Job" ("id", "kind", "datasetId", "caller", "createdAt")
SELECT file."id", 'EXPORT', file."datasetId", '', file."createdAt"
FROM "OutputFile" AS file JOIN "Dataset" AS dataset ON dataset."id" = file."datasetId"
WHERE dataset."status" = 'COMPLETED' AND file."status" IN ('QUEUED', 'WRITING');

INSERT INTO "CatalogFormat" ("id", "minimumReader") VALUES (1, 1);
