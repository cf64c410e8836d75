import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { DatasetState } from '../../components/dataset-state.js';
import { usePermissions } from '../../components/permissions.js';
import { texts } from '../../texts/texts.js';
import { CancelButton, isActive } from '../datasets/dataset-actions.js';
import { GenerationById, UnderWay } from './generate.query.js';

/** What is being made, by whomever and since whenever, and what was started here; what ends meanwhile stays. */
export function Generations({ started }: { readonly started: readonly string[] }) {
  const [{ data }] = useQuery({ query: UnderWay, requestPolicy: 'cache-and-network' });
  const ids = useAllSeen([...started, ...(data?.datasets.nodes ?? []).map(({ id }) => id)]);
  const { title } = texts.generate.underWay;
  if (ids.length === 0) return null;
  return (
    <Stack component="section" gap="xs" aria-label={title}>
      <Title order={2} size="h4">
        {title}
      </Title>
      <Stack component="ul" gap="xs" className="plain-list">
        {ids.map((id) => (
          <GenerationRow key={id} id={id} />
        ))}
      </Stack>
    </Stack>
  );
}

/** Everything that has been among these ids so far, the newest first. */
function useAllSeen(ids: readonly string[]): readonly string[] {
  const [seen, setSeen] = useState<readonly string[]>([]);
  const added = [...new Set(ids)].filter((id) => !seen.includes(id));
  if (added.length > 0) setSeen([...added, ...seen]);
  return [...added, ...seen];
}

/** Kept up to date by the events that the shell follows. */
function GenerationRow({ id }: { readonly id: string }) {
  const [{ data }] = useQuery({ query: GenerationById, variables: { id }, requestPolicy: 'cache-and-network' });
  const { mayChange } = usePermissions();
  const dataset = data?.dataset;
  if (!dataset) return null;
  const { open, openNamed, seed } = texts.generate.underWay;
  return (
    <Paper component="li" withBorder p="sm">
      <Group justify="space-between">
        <Stack gap={4}>
          <Text fw={600}>{dataset.name}</Text>
          <DatasetState dataset={dataset} />
          {dataset.failure && <Text size="sm">{dataset.failure.message}</Text>}
          <Text size="sm">{seed(dataset.seed)}</Text>
        </Stack>
        <Group gap="xs">
          {isActive(dataset) && mayChange(dataset) && <CancelButton dataset={dataset} />}
          <Button
            component={Link}
            to={`/datasets/${dataset.id}`}
            variant={dataset.status === 'COMPLETED' ? 'filled' : 'default'}
            size="xs"
            aria-label={openNamed(dataset.name)}
          >
            {open}
          </Button>
        </Group>
      </Group>
    </Paper>
  );
}
