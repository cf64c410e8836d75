import { Alert, Button, Group, Stack, Table, Text } from '@mantine/core';
import { ScrollTable } from '../../components/scroll-table.js';
import { draftText } from '../../settings/setting-text.js';
import { sameValue, settingsOf } from '../../settings/settings-draft.js';
import { texts } from '../../texts/texts.js';
import { type ProfileContent, type ProfileDraft, profileDraft } from './profile-draft.js';

export interface ProfileConflictFacts {
  /** As it was when one began. */
  readonly before: ProfileContent;
  /** As others saved it. */
  readonly theirs: ProfileContent;
  /** As one has it in the form. */
  readonly mine: ProfileDraft;
}

interface ProfileConflictProps extends ProfileConflictFacts {
  readonly takeTheirs: () => void;
  readonly putMineOver: () => void;
}

/** Shows what others changed while one was at work, and asks how to go on. */
export function ProfileConflict({ takeTheirs, putMineOver, ...facts }: ProfileConflictProps) {
  const { title, text, columns, ...words } = texts.profiles.conflict;
  return (
    <Alert color="orange" role="alert" title={title}>
      <Stack>
        <Text>{text}</Text>
        <ScrollTable label={title} minWidth={480} columns={Object.values(columns)}>
          {differencesOf(facts).map(({ label, before, theirs, mine }) => (
            <Table.Tr key={label}>
              <Table.Th scope="row">{label}</Table.Th>
              <Table.Td>{before}</Table.Td>
              <Table.Td>{theirs ?? words.unchanged}</Table.Td>
              <Table.Td>{mine ?? words.unchanged}</Table.Td>
            </Table.Tr>
          ))}
        </ScrollTable>
        <Group>
          <Button onClick={putMineOver}>{words.putMine}</Button>
          <Text size="sm">{words.putMineHelp}</Text>
        </Group>
        <Group>
          <Button variant="default" onClick={takeTheirs}>
            {words.takeTheirs}
          </Button>
          <Text size="sm">{words.takeTheirsHelp}</Text>
        </Group>
      </Stack>
    </Alert>
  );
}

interface Difference {
  readonly label: string;
  readonly before: string;
  /** null: unchanged. */
  readonly theirs: string | null;
  readonly mine: string | null;
}

/** Everything that they or one oneself changed, in words. */
function differencesOf({ before, theirs, mine }: ProfileConflictFacts): Difference[] {
  const { name, description, tags } = texts.profiles.form;
  const [old, now] = [profileDraft(before), profileDraft(theirs)];
  const words = [
    differenceOf(name, [old.name, now.name, mine.name], String),
    differenceOf(description, [old.description, now.description, mine.description], String),
    differenceOf(tags, [old.tags, now.tags, mine.tags], (list) => list.join(', ')),
  ];
  const settings = SETTINGS.map((setting) => {
    const valueOf = ({ settings: draft }: ProfileDraft) => ({
      value: settingsOf(draft)[setting],
      text: draftText(setting, draft),
    });
    return differenceOf(
      texts.settings.fields[setting].label,
      [valueOf(old), valueOf(now), valueOf(mine)],
      ({ text }) => text,
    );
  });
  return [...words, ...settings].filter((difference) => difference.theirs !== null || difference.mine !== null);
}

const SETTINGS = Object.keys(texts.settings.fields) as (keyof typeof texts.settings.fields)[];

function differenceOf<Value>(
  label: string,
  [before, theirs, mine]: readonly [Value, Value, Value],
  textOf: (value: Value) => string,
): Difference {
  const changed = (value: Value) => (sameValue(before, value) ? null : textOf(value));
  return { label, before: textOf(before), theirs: changed(theirs), mine: changed(mine) };
}
