import { ActionIcon, Group } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import type { ReactNode } from 'react';

/** Puts a button behind an input that sets it back; `label` says to what, null: it is there already. */
export function withReset(label: string | null, reset: () => void) {
  return (input: ReactNode) => (
    <Group gap="xs" wrap="nowrap" className="setting-input">
      {input}
      {label !== null && (
        <ActionIcon variant="default" size="input-sm" aria-label={label} title={label} onClick={reset}>
          <IconArrowBackUp size={16} aria-hidden />
        </ActionIcon>
      )}
    </Group>
  );
}
