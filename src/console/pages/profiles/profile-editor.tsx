import { Alert, Button, Fieldset, Stack, TagsInput, Text, Textarea, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useRef } from 'react';
import { Link } from 'react-router';
import { usePermissions } from '../../components/permissions.js';
import { ReaderNotice } from '../../components/reader-notice.js';
import { generateAddress } from '../generate/generate-address.js';
import type { ResultOf } from '../../graphql/graphql.js';
import { CentreFields, VolumeFields } from '../../settings/settings-fields.js';
import type { SettingsFacts } from '../../settings/settings-facts.query.js';
import { SettingsPreview } from '../../settings/settings-preview.js';
import { SubmitBar } from '../../settings/submit-bar.js';
import { USUAL_TRIAL } from '../../settings/use-settings-preview.js';
import { Page } from '../../shell/page.js';
import { texts } from '../../texts/texts.js';
import { DuplicateDialog } from './duplicate-dialog.js';
import { LeaveGuard } from './leave-guard.js';
import { ProfileConflict } from './profile-conflict.js';
import { type ProfileWork, useProfileWork } from './use-profile-work.js';
import type { ProfileData } from './profile.query.js';

export interface ProfileEditorProps {
  /** As the service has it now; null: it is yet to be made. */
  readonly latest: ProfileData | null;
  /** It was there, and is not any more. */
  readonly isGone?: boolean;
  /** Has the service asked how the profile is now. */
  readonly refresh: () => void;
  readonly facts: ResultOf<typeof SettingsFacts>;
}

export function ProfileEditor(props: ProfileEditorProps) {
  const work = useProfileWork(props);
  const { latest } = props;
  const form = useRef<HTMLFormElement>(null);
  const isFixed = useIsFixed(latest);
  const save = async () => {
    if (!(await work.save())) form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  };
  return (
    <Page title={work.base?.content.name ?? texts.profiles.form.new} actions={latest && <Actions profile={latest} />}>
      <ReaderNotice />
      {latest && isFixed && <FixedNotice isBuiltIn={latest.builtIn} />}
      <Hindrances work={work} />
      <div className="settings-with-preview">
        <form
          ref={form}
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void save();
          }}
        >
          <fieldset disabled={isFixed} className="plain-fieldset">
            <Stack>
              <WordFields work={work} />
              <VolumeFields control={work.control} />
              <CentreFields control={work.control} />
            </Stack>
          </fieldset>
          {!isFixed && (
            <SubmitBar
              label={texts.profiles.form.save}
              isBusy={work.isSaving}
              problems={work.problems}
              failure={work.failure}
              refused={texts.profiles.form.refused}
            />
          )}
        </form>
        <SettingsPreview state={work.preview} settings={work.settings} trial={USUAL_TRIAL} />
      </div>
      {work.isChanged && <LeaveGuard />}
    </Page>
  );
}

/** Whether one may not change it, or not make one. */
function useIsFixed(latest: ProfileData | null): boolean {
  const { isKnown, mayMake, mayChange } = usePermissions();
  if (latest?.builtIn) return true;
  return isKnown && !(latest ? mayChange(latest) : mayMake);
}

/** Why one cannot change it, though one may make others. */
function FixedNotice({ isBuiltIn }: { readonly isBuiltIn: boolean }) {
  const { builtIn, ofOthers } = texts.profiles.form;
  return usePermissions().mayMake ? <Alert>{isBuiltIn ? builtIn : ofOthers}</Alert> : null;
}

function Actions({ profile }: { readonly profile: ProfileData }) {
  const [duplicating, dialog] = useDisclosure(false);
  if (!usePermissions().mayMake) return null;
  return (
    <>
      <Button component={Link} to={generateAddress(profile.id)} size="xs">
        {texts.generate.start}
      </Button>
      <Button variant="default" size="xs" onClick={dialog.open}>
        {texts.profiles.actions.duplicate}
      </Button>
      {duplicating && <DuplicateDialog profile={profile} close={dialog.close} />}
    </>
  );
}

/** What stands in the way of saving, and how to go on. */
function Hindrances({ work }: { readonly work: ProfileWork }) {
  const { conflict } = texts.profiles;
  return (
    <>
      {work.conflict && (
        <ProfileConflict {...work.conflict} takeTheirs={work.takeTheirs} putMineOver={work.putMineOver} />
      )}
      {work.isGone && (
        <Alert color="orange" role="alert">
          <Stack align="flex-start">
            <Text>{conflict.deleted}</Text>
            <Button variant="default" onClick={() => void work.saveAsNew()}>
              {conflict.saveAsNew}
            </Button>
          </Stack>
        </Alert>
      )}
    </>
  );
}

function WordFields({ work: { draft, change, problems } }: { readonly work: ProfileWork }) {
  const { group, name, nameHelp, description, descriptionHelp, tags, tagsHelp } = texts.profiles.form;
  return (
    <Fieldset legend={group}>
      <Stack>
        <TextInput
          label={name}
          description={nameHelp}
          error={problems['name']}
          required
          withAsterisk={false}
          value={draft.name}
          onChange={({ currentTarget }) => change({ name: currentTarget.value })}
        />
        <Textarea
          label={description}
          description={descriptionHelp}
          error={problems['description']}
          autosize
          minRows={2}
          value={draft.description}
          onChange={({ currentTarget }) => change({ description: currentTarget.value })}
        />
        <TagsInput
          label={tags}
          description={tagsHelp}
          error={problems['tags']}
          value={[...draft.tags]}
          onChange={(chosen) => change({ tags: chosen })}
          acceptValueOnBlur
        />
      </Stack>
    </Fieldset>
  );
}
