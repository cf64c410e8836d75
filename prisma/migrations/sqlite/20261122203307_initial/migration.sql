-- CreateTable
CREATE TABLE "Profile" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "nameKey" TEXT NOT NULL,
    "description" TEXT,
    "settings" JSONB NOT NULL,
    "revision" INTEGER NOT NULL,
    "builtIn" BOOLEAN NOT NULL DEFAULT false,
    "createdBy" TEXT,
    "createdAt" DATETIME NOT NULL,
    "updatedAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "ProfileTag" (
    "profileId" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "tag" TEXT NOT NULL,

    PRIMARY KEY ("profileId", "position"),
    CONSTRAINT "ProfileTag_profileId_fkey" FOREIGN KEY ("profileId") REFERENCES "Profile" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ProfileRevision" (
    "profileId" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "settings" JSONB NOT NULL,
    "createdBy" TEXT,
    "createdAt" DATETIME NOT NULL,

    PRIMARY KEY ("profileId", "revision"),
    CONSTRAINT "ProfileRevision_profileId_fkey" FOREIGN KEY ("profileId") REFERENCES "Profile" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Dataset" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "nameKey" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "settings" JSONB NOT NULL,
    "seed" TEXT NOT NULL,
    "generatorVersion" TEXT NOT NULL,
    "profileId" TEXT,
    "profileRevision" INTEGER,
    "recordCount" INTEGER NOT NULL,
    "recordsWritten" INTEGER NOT NULL DEFAULT 0,
    "generationMillis" INTEGER,
    "adjustments" JSONB NOT NULL,
    "failureCode" TEXT,
    "failureMessage" TEXT,
    "createdBy" TEXT,
    "createdAt" DATETIME NOT NULL,
    "startedAt" DATETIME,
    "finishedAt" DATETIME,
    CONSTRAINT "Dataset_profileId_fkey" FOREIGN KEY ("profileId") REFERENCES "Profile" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "PartFile" (
    "datasetId" TEXT NOT NULL,
    "index" INTEGER NOT NULL,
    "firstPosition" INTEGER NOT NULL,
    "recordCount" INTEGER NOT NULL,
    "byteSize" BIGINT NOT NULL,
    "sha256" TEXT NOT NULL,

    PRIMARY KEY ("datasetId", "index"),
    CONSTRAINT "PartFile_datasetId_fkey" FOREIGN KEY ("datasetId") REFERENCES "Dataset" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "OutputFile" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "datasetId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "format" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "filter" TEXT,
    "recordCount" INTEGER,
    "byteSize" BIGINT,
    "sha256" TEXT,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "OutputFile_datasetId_fkey" FOREIGN KEY ("datasetId") REFERENCES "Dataset" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "IdempotencyKey" (
    "caller" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "inputHash" TEXT NOT NULL,
    "resultId" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,

    PRIMARY KEY ("caller", "key")
);

-- CreateTable
CREATE TABLE "Secret" (
    "name" TEXT NOT NULL PRIMARY KEY,
    "value" TEXT NOT NULL
);

-- CreateIndex
CREATE UNIQUE INDEX "Profile_nameKey_key" ON "Profile"("nameKey");

-- CreateIndex
CREATE INDEX "Profile_createdAt_id_idx" ON "Profile"("createdAt", "id");

-- CreateIndex
CREATE INDEX "Profile_updatedAt_id_idx" ON "Profile"("updatedAt", "id");

-- CreateIndex
CREATE INDEX "ProfileTag_tag_idx" ON "ProfileTag"("tag");

-- CreateIndex
CREATE INDEX "Dataset_createdAt_id_idx" ON "Dataset"("createdAt", "id");

-- CreateIndex
CREATE INDEX "Dataset_nameKey_id_idx" ON "Dataset"("nameKey", "id");

-- CreateIndex
CREATE INDEX "Dataset_recordCount_id_idx" ON "Dataset"("recordCount", "id");

-- CreateIndex
CREATE INDEX "Dataset_profileId_createdAt_idx" ON "Dataset"("profileId", "createdAt");

-- CreateIndex
CREATE INDEX "Dataset_status_createdAt_idx" ON "Dataset"("status", "createdAt");

-- CreateIndex
CREATE INDEX "OutputFile_createdAt_idx" ON "OutputFile"("createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "OutputFile_datasetId_name_key" ON "OutputFile"("datasetId", "name");

-- CreateIndex
CREATE INDEX "IdempotencyKey_createdAt_idx" ON "IdempotencyKey"("createdAt");
