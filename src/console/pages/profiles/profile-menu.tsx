import { ActionIcon, Menu } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { IconCopy, IconDots, IconDownload, IconEye, IconPencil, IconTrash } from '@tabler/icons-react';
import { Link } from 'react-router';
import { usePermissions } from '../../components/permissions.js';
import { messageOf } from '../../graphql/errors.js';
import { useService } from '../../graphql/service-context.js';
import { texts } from '../../texts/texts.js';
import { DuplicateDialog } from './duplicate-dialog.js';
import type { ProfileFileFormat } from './export-profile.js';
import { useProfileDeletion } from './profile-deletion.js';
import type { ListedProfile } from './profile-rows.js';
import { ProfileById } from './profile.query.js';

/** Everything else that can be done with a profile. */
export function ProfileMenu({ profile }: { readonly profile: ListedProfile }) {
  const { id, name, builtIn } = profile;
  const { mayMake, mayChange } = usePermissions();
  const isMine = !builtIn && mayChange(profile);
  const [duplicating, dialog] = useDisclosure(false);
  const exportAs = useExport(profile);
  const deleteSoon = useProfileDeletion();
  const { of, open, edit, duplicate, exportYaml, exportJson, delete: deleteIt } = texts.profiles.actions;
  return (
    <>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon variant="default" size="input-xs" aria-label={of(name)}>
            <IconDots size={16} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            component={Link}
            to={`/profiles/${id}`}
            leftSection={isMine ? <IconPencil size={16} aria-hidden /> : <IconEye size={16} aria-hidden />}
          >
            {isMine ? edit : open}
          </Menu.Item>
          {mayMake && (
            <Menu.Item leftSection={<IconCopy size={16} aria-hidden />} onClick={dialog.open}>
              {duplicate}
            </Menu.Item>
          )}
          <Menu.Item leftSection={<IconDownload size={16} aria-hidden />} onClick={() => void exportAs('yaml')}>
            {exportYaml}
          </Menu.Item>
          <Menu.Item leftSection={<IconDownload size={16} aria-hidden />} onClick={() => void exportAs('json')}>
            {exportJson}
          </Menu.Item>
          {isMine && (
            <Menu.Item leftSection={<IconTrash size={16} aria-hidden />} onClick={() => deleteSoon(profile)}>
              {deleteIt}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {duplicating && <DuplicateDialog profile={profile} close={dialog.close} />}
    </>
  );
}

function useExport({ id }: ListedProfile) {
  const { uncached } = useService();
  return async (format: ProfileFileFormat) => {
    const { downloadProfile } = await import('./export-profile.js'); // with all that only it needs
    const { data, error } = await uncached.query(ProfileById, { id }).toPromise();
    if (data?.profile) await downloadProfile(data.profile, format);
    else
      notifications.show({
        color: 'red',
        message: error ? messageOf(error, texts.shell.unreachable) : texts.profiles.form.missing.title,
      });
  };
}
