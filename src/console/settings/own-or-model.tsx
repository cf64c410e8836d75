import { Radio, Group, Stack } from '@mantine/core';
import type { ReactNode } from 'react';

interface OwnOrModelProps {
  readonly label: string;
  readonly description: string;
  readonly error: string | undefined;
  readonly model: string;
  readonly own: string;
  readonly isOwn: boolean;
  readonly choose: (isOwn: boolean) => void;
  /** The fields for what is one's own. */
  readonly children: ReactNode;
}

/** Leaves a setting to the timing model, or has one's own. */
export function OwnOrModel({ label, description, error, model, own, isOwn, choose, children }: OwnOrModelProps) {
  return (
    <Stack gap="xs">
      <Radio.Group
        label={label}
        description={description}
        error={error}
        value={isOwn ? 'own' : 'model'}
        onChange={(value) => choose(value === 'own')}
      >
        <Group gap="md" mt="xs">
          <Radio value="model" label={model} />
          <Radio value="own" label={own} />
        </Group>
      </Radio.Group>
      {isOwn && children}
    </Stack>
  );
}
