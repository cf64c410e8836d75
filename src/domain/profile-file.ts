import { z } from 'zod';
import type { Profile } from './profile.js';

/** A profile as a YAML or JSON file holds it. */
const profileInFile = z.strictObject({
  name: z.string(),
  description: z.string().nullish(),
  tags: z.array(z.string()).nullish(),
  settings: z.record(z.string(), z.unknown()).nullish(),
});
export type ProfileInFile = z.infer<typeof profileInFile>;

/** What a file says of a profile: nothing of this installation's. */
export function fileFormOf({
  name,
  description,
  tags,
  settings,
}: Pick<Profile, 'name' | 'description' | 'tags' | 'settings'>): ProfileInFile {
  return { name, description, tags: [...tags], settings: { ...settings } };
}

/** What a file with these profiles holds: one alone, or a list. */
export function fileContentOf(profiles: readonly ProfileInFile[]): ProfileInFile | readonly ProfileInFile[] {
  const [only, ...more] = profiles;
  return only && more.length === 0 ? only : profiles;
}

/** The profiles in what a file holds, and what is wrong with the others. */
export function profilesInFile(content: unknown): { profiles: ProfileInFile[]; problems: string[] } {
  const profiles: ProfileInFile[] = [];
  const problems: string[] = [];
  for (const entry of Array.isArray(content) ? content : [content]) {
    const profile = profileInFile.safeParse(entry);
    if (profile.success) profiles.push(profile.data);
    else problems.push(...profile.error.issues.map(({ path, message }) => `${[...path, message].join(': ')}.`));
  }
  return { profiles, problems };
}
