-- AlterTable
ALTER TABLE "OutputFile" ADD COLUMN "failureCode" TEXT;
ALTER TABLE "OutputFile" ADD COLUMN "failureMessage" TEXT;
