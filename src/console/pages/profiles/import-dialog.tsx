import { Alert, Button, FileButton, Group, List, Modal, NativeSelect, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useClient } from 'urql';
import { texts } from '../../texts/texts.js';
import { type FoundProfile, importProfile, type ImportChoice, readProfiles } from './import-profiles.js';

interface Candidate extends FoundProfile {
  readonly choice: ImportChoice;
  /** How it went; null: it was not tried yet. */
  readonly outcome: { readonly isDone: boolean; readonly text: string } | null;
}

/** Reads profiles from files; where a name is taken, asks what to do. */
export function ImportDialog({ close }: { readonly close: () => void }) {
  const words = texts.profiles.importing;
  const client = useClient();
  const [candidates, setCandidates] = useState<readonly Candidate[]>([]);
  const [problems, setProblems] = useState<readonly string[]>([]);
  const [isBusy, setBusy] = useState(false);
  const read = async (files: File[]) => {
    const { found, problems: faults } = await readProfiles(files, client);
    setCandidates(
      found.map((profile) => ({ ...profile, choice: profile.holder ? 'rename' : 'create', outcome: null })),
    );
    setProblems(faults);
  };
  const setAt = (index: number, patch: Partial<Candidate>) =>
    setCandidates((all) => all.map((candidate, i) => (i === index ? { ...candidate, ...patch } : candidate)));
  const importAll = async () => {
    setBusy(true);
    for (const [index, candidate] of candidates.entries())
      if (!candidate.outcome?.isDone)
        setAt(index, { outcome: await importProfile(candidate, candidate.choice, client) });
    setBusy(false);
  };
  const isLeft = candidates.some(({ outcome }) => !outcome?.isDone);
  return (
    <Modal opened onClose={close} title={words.title} size="lg">
      <Stack>
        <Text size="sm">{words.text}</Text>
        <FileButton multiple accept=".yaml,.yml,.json" onChange={(files) => void read(files)}>
          {(props) => (
            <Button {...props} variant="default" style={{ alignSelf: 'flex-start' }}>
              {words.choose}
            </Button>
          )}
        </FileButton>
        {problems.length > 0 && <Faults problems={problems} />}
        {candidates.length > 0 && (
          <Stack component="ul" className="plain-list" aria-label={words.found}>
            {candidates.map((candidate, index) => (
              <CandidateRow key={index} candidate={candidate} choose={(choice) => setAt(index, { choice })} />
            ))}
          </Stack>
        )}
        <Group justify="flex-end">
          <Button variant={isLeft ? 'default' : 'filled'} onClick={close}>
            {words.close}
          </Button>
          {isLeft && (
            <Button loading={isBusy} onClick={() => void importAll()}>
              {words.do}
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  );
}

function Faults({ problems }: { readonly problems: readonly string[] }) {
  return (
    <Alert color="red" role="alert">
      <List size="sm">
        {problems.map((problem) => (
          <List.Item key={problem}>{problem}</List.Item>
        ))}
      </List>
    </Alert>
  );
}

interface CandidateRowProps {
  readonly candidate: Candidate;
  readonly choose: (choice: ImportChoice) => void;
}

function CandidateRow({ candidate: { inFile, holder, choice, outcome }, choose }: CandidateRowProps) {
  const { choices, what, taken, takenBuiltIn } = texts.profiles.importing;
  const possible: ImportChoice[] = !holder
    ? ['create', 'skip']
    : holder.builtIn
      ? ['rename', 'skip']
      : ['rename', 'replace', 'skip'];
  return (
    <li>
      <Group justify="space-between">
        <Stack gap={0}>
          <Text fw={600}>{inFile.name}</Text>
          {holder && !outcome && <Text size="sm">{holder.builtIn ? takenBuiltIn : taken}</Text>}
          <Text
            component="output"
            size="sm"
            c={outcome?.isDone === false ? 'var(--mantine-color-error)' : 'var(--mantine-color-text)'}
          >
            {outcome?.text ?? ''}
          </Text>
        </Stack>
        {!outcome?.isDone && (
          <NativeSelect
            aria-label={what(inFile.name)}
            value={choice}
            data={possible.map((value) => ({ value, label: choices[value] }))}
            onChange={({ currentTarget }) => choose(currentTarget.value as ImportChoice)}
          />
        )}
      </Group>
    </li>
  );
}
