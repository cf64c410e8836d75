-- AlterTable
ALTER TABLE "Job" ADD COLUMN "reservedBytes" REAL;

-- AlterTable
ALTER TABLE "OutputFile" ADD COLUMN "exportedBy" TEXT;

-- CreateIndex
CREATE INDEX "OutputFile_exportedBy_idx" ON "OutputFile"("exportedBy");
