import type { Client } from 'urql';
import { type ProfileInFile, profilesInFile } from '../../../domain/profile-file.js';
import type { SettingsPatch } from '../../../domain/settings.js';
import { messageOf } from '../../graphql/errors.js';
import { type SettingsInput } from '../../settings/settings-input.js';
import { texts } from '../../texts/texts.js';
import { CreateProfile, ProfileByName, UpdateProfile } from './profile.query.js';

/** A profile that was found in a file, and what there is of its name. */
export interface FoundProfile {
  readonly inFile: ProfileInFile;
  /** null: the name is free. */
  readonly holder: { readonly id: string; readonly revision: number; readonly builtIn: boolean } | null;
}

export type ImportChoice = 'create' | 'replace' | 'rename' | 'skip';

/** The profiles in the files, and what is wrong with the files. */
export async function readProfiles(
  files: readonly File[],
  client: Client,
): Promise<{ found: FoundProfile[]; problems: string[] }> {
  const found: FoundProfile[] = [];
  const problems: string[] = [];
  for (const file of files) {
    const content = await contentOfFile(file);
    problems.push(...content.problems.map((problem) => texts.profiles.importing.fault(file.name, problem)));
    for (const inFile of content.profiles) found.push({ inFile, holder: await holderOf(inFile.name, client) });
  }
  return { found, problems };
}

async function contentOfFile(file: File): Promise<ReturnType<typeof profilesInFile>> {
  const { parse } = await import('yaml');
  const text = await file.text();
  try {
    return profilesInFile(parse(text)); // JSON is YAML, too
  } catch {
    return { profiles: [], problems: [texts.profiles.importing.unreadable] };
  }
}

/** The profile of that name. Where the service does not say, the import will. */
async function holderOf(name: string, client: Client): Promise<FoundProfile['holder']> {
  const { data } = await client.query(ProfileByName, { name }, { requestPolicy: 'network-only' }).toPromise();
  return data?.profile ?? null;
}

/** Does what was chosen, and says how it went. */
export async function importProfile(
  { inFile, holder }: FoundProfile,
  choice: ImportChoice,
  client: Client,
): Promise<{ readonly isDone: boolean; readonly text: string }> {
  const { created, replaced, skipped, failed } = texts.profiles.importing.outcome;
  if (choice === 'skip') return { isDone: true, text: skipped };
  const { description, tags, name } = inFile;
  const content = {
    ...(description !== undefined && { description }),
    ...(tags && { tags }),
    settings: (inFile.settings ?? {}) as SettingsPatch as SettingsInput, // what is no setting, the service refuses
  };
  if (choice === 'replace' && holder) {
    const input = { id: holder.id, expectedRevision: holder.revision, name, ...content };
    const { error } = await client.mutation(UpdateProfile, { input }).toPromise();
    return error
      ? { isDone: false, text: failed(messageOf(error, texts.shell.unreachable)) }
      : { isDone: true, text: replaced };
  }
  const freeName = choice === 'rename' ? await freeNameFrom(name, client) : name;
  const { error } = await client.mutation(CreateProfile, { input: { name: freeName, ...content } }).toPromise();
  return error
    ? { isDone: false, text: failed(messageOf(error, texts.shell.unreachable)) }
    : { isDone: true, text: created(freeName) };
}

/** A name like the given one that no profile has. */
async function freeNameFrom(name: string, client: Client): Promise<string> {
  for (let ordinal = 1; ; ordinal++) {
    const candidate = texts.profiles.importing.renamed(name.slice(0, 80), ordinal);
    if ((await holderOf(candidate, client)) === null) return candidate;
  }
}
