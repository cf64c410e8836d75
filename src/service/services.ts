import type { AccessService } from './access.js';
import type { ApiKeyService } from './api-keys.js';
import type { AuditTrail } from './audit-trail.js';
import type { Backup } from './backup.js';
import type { CatalogRebuild } from './catalog-rebuild.js';
import type { DatasetService } from './datasets.js';
import type { DownloadLinks } from './download-links.js';
import type { EstimateService } from './estimates.js';
import type { ExportService } from './exports.js';
import type { Maintenance } from './maintenance.js';
import type { PreviewService } from './previews.js';
import type { ProfileService } from './profiles.js';
import type { ProgressService } from './progress.js';
import type { RecordService } from './records.js';
import type { ServerFacts } from './server-facts.js';

/** The use cases of the service, as GraphQL, HTTP and the command line come in. */
export interface Services {
  readonly profiles: ProfileService;
  readonly datasets: DatasetService;
  readonly exports: ExportService;
  readonly estimates: EstimateService;
  readonly previews: PreviewService;
  readonly progress: ProgressService;
  readonly records: RecordService;
  readonly maintenance: Maintenance;
  readonly catalogRebuild: CatalogRebuild;
  readonly backup: Backup;
  readonly access: AccessService;
  readonly apiKeys: ApiKeyService;
  readonly links: DownloadLinks;
  readonly audit: AuditTrail;
  readonly facts: ServerFacts;
}
