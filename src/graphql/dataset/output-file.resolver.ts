import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import type { OutputFile } from '../../domain/dataset.js';
import { globalId } from '../../domain/global-id.js';
import type { DownloadLinks } from '../../service/download-links.js';
import type { ExportService } from '../../service/exports.js';
import { keyFrom, underInput } from '../input-argument.js';
import { filterAsJson } from '../record/filter-as-json.js';
import type { RequestContext } from '../request-context.js';
import { DeleteFileInput, ExportDatasetInput } from './dataset.input.js';
import { LinkArguments } from './link.input.js';
import { DeleteFilePayload, ExportDatasetPayload, OutputFileType } from './dataset.type.js';

@Resolver(() => OutputFileType)
export class OutputFileResolver {
  constructor(
    private readonly exports: ExportService,
    private readonly links: DownloadLinks,
  ) {}

  @FieldResolver(() => ID, { description: 'Opaque global id.' })
  id(@Root() file: OutputFile): string {
    return globalId('OutputFile', file.id);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Filter it was made with, as JSON; null: the whole dataset.',
  })
  filter(@Root() file: OutputFile): string | null {
    return file.filter === null ? null : filterAsJson(JSON.parse(file.filter));
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'Path to download from, relative to the service; answers Range and ETag; signed and short-lived where keys are used; null until COMPLETED.',
  })
  url(
    @Root() file: OutputFile,
    @Args(() => LinkArguments) { validSeconds }: LinkArguments,
    @Ctx() { caller }: RequestContext,
  ): string | null {
    if (file.status !== 'COMPLETED') return null;
    const path = `/datasets/${globalId('Dataset', file.datasetId)}/files/${encodeURIComponent(file.name)}`;
    return this.links.to(path, {}, { caller, validSeconds, now: new Date() });
  }

  @Mutation(() => ExportDatasetPayload, { description: 'Queue the writing of a dataset to a file and return at once.' })
  async exportDataset(
    @Arg('input', () => ExportDatasetInput, { description: 'What to do.' }) input: ExportDatasetInput,
    @Ctx() { caller }: RequestContext,
  ): Promise<ExportDatasetPayload> {
    return underInput(async () => {
      const datasetId = keyFrom('Dataset', input.datasetId, ['datasetId']);
      return { file: await this.exports.export({ ...input, datasetId }, caller) };
    });
  }

  @Mutation(() => DeleteFilePayload, { description: 'Delete an exported file.' })
  async deleteFile(
    @Arg('input', () => DeleteFileInput, { description: 'What to do.' }) { fileId }: DeleteFileInput,
  ): Promise<DeleteFilePayload> {
    return underInput(async () => {
      await this.exports.deleteFile(keyFrom('OutputFile', fileId, ['fileId']));
      return { deletedFileId: fileId };
    });
  }
}
