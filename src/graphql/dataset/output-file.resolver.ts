import { FieldResolver, ID, Resolver, Root } from 'type-graphql';
import type { OutputFile } from '../../domain/dataset.js';
import { globalId } from '../../domain/global-id.js';
import { OutputFileType } from './dataset.type.js';

@Resolver(() => OutputFileType)
export class OutputFileResolver {
  @FieldResolver(() => ID, { description: 'Opaque global id.' })
  id(@Root() file: OutputFile): string {
    return globalId('OutputFile', file.id);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'Path to download from, relative to the service; answers Range and ETag; signed and short-lived where keys are used; null until COMPLETED.',
  })
  url(@Root() file: OutputFile): string | null {
    if (file.status !== 'COMPLETED') return null;
    return `/datasets/${globalId('Dataset', file.datasetId)}/files/${encodeURIComponent(file.name)}`;
  }
}
