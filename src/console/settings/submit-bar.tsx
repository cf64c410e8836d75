import { Button, Group, Stack, Text } from '@mantine/core';
import type { CombinedError } from 'urql';
import { Failure } from '../components/answer.js';
import { texts } from '../texts/texts.js';
import type { Problems } from './settings-problems.js';

interface SubmitBarProps {
  readonly label: string;
  readonly isBusy: boolean;
  /** What is wrong with the fields of the form. */
  readonly problems: Problems;
  /** Why the service refused, where that is no problem of a field, and what is said over it. */
  readonly failure: CombinedError | null;
  readonly refused: string;
}

/** Sends the form that it ends, and stays in sight while one is at work in it. */
export function SubmitBar({ label, isBusy, problems, failure, refused }: SubmitBarProps) {
  const faults = Object.keys(problems).length;
  return (
    <Stack gap="xs" className="save-bar">
      {failure && <Failure error={failure} title={refused} />}
      <Group>
        <Button type="submit" loading={isBusy}>
          {label}
        </Button>
        <Text component="output" size="sm">
          {faults > 0 ? texts.settings.problems.count(faults) : ''}
        </Text>
      </Group>
    </Stack>
  );
}
