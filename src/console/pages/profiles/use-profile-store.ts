import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { type CombinedError, useMutation } from 'urql';
import { useIdempotencyKey } from '../../graphql/use-idempotency-key.js';
import { settingsInput } from '../../settings/settings-input.js';
import { texts } from '../../texts/texts.js';
import { changesOf, type ProfileContent } from './profile-draft.js';
import { CreateProfile, type ProfileData, UpdateProfile } from './profile.query.js';

/** The version of a profile that is worked on. */
export interface ProfileBase {
  readonly id: string;
  readonly revision: number;
  readonly content: ProfileContent;
}

interface Saved {
  readonly profile?: ProfileData | undefined;
  readonly error?: CombinedError | undefined;
}

/** Saves profiles with the service. */
export function useProfileStore() {
  const [isBusy, setBusy] = useState(false);
  const [, create] = useMutation(CreateProfile);
  const [, update] = useMutation(UpdateProfile);
  const navigate = useNavigate();
  const key = useIdempotencyKey();

  const createFrom = async (content: ProfileContent): Promise<Saved> => {
    const input = { ...content, tags: [...content.tags], settings: settingsInput(content.settings) };
    const { data, error } = await create({ input: { ...input, idempotencyKey: key.of(input) } });
    if (data) void navigate(`/profiles/${data.createProfile.profile.id}`, { replace: true });
    return { profile: data?.createProfile.profile, error };
  };
  const updateFrom = async (
    { id, revision, content: before }: ProfileBase,
    content: ProfileContent,
  ): Promise<Saved> => {
    const { tags, settings, ...words } = changesOf(before, content);
    const changes = {
      ...words,
      ...(tags && { tags: [...tags] }),
      ...(settings && { settings: settingsInput(settings) }),
    };
    const { data, error } = await update({ input: { id, expectedRevision: revision, ...changes } });
    return { profile: data?.updateProfile.profile, error };
  };
  /** Saves the content over the version that it was made from, or as a new profile. */
  const save = async (base: ProfileBase | null, content: ProfileContent): Promise<Saved> => {
    setBusy(true);
    const saved = base ? await updateFrom(base, content) : await createFrom(content);
    if (saved.profile) notifications.show({ message: texts.profiles.form.saved(saved.profile.name), color: 'green' });
    setBusy(false);
    return saved;
  };
  return { isBusy, save };
}
