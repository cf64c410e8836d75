import { fileFormOf } from '../../../domain/profile-file.js';
import { contentOf } from './profile-draft.js';
import type { ProfileData } from './profile.query.js';

export type ProfileFileFormat = 'yaml' | 'json';

/** Hands the profile over as a file, in the form that the command line reads, too. */
export async function downloadProfile(profile: ProfileData, format: ProfileFileFormat): Promise<void> {
  const content = fileFormOf(contentOf(profile));
  const text = format === 'json' ? `${JSON.stringify(content, null, 2)}\n` : (await import('yaml')).stringify(content);
  const address = URL.createObjectURL(new Blob([text], { type: `application/${format}` }));
  const link = document.createElement('a');
  link.href = address;
  link.download = `${fileNameOf(profile.name)}.${format}`;
  link.click();
  URL.revokeObjectURL(address);
}

/** The name without what file systems do not take. */
function fileNameOf(name: string): string {
  return name.replaceAll(/[^\p{L}\p{N} ._-]+/gu, '-').replaceAll(/^[. -]+|[. ]+$/g, '') || 'profile';
}
