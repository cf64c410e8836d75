import { SimpleGrid, Stack, Text } from '@mantine/core';
import { texts } from '../../../texts/texts.js';
import type { FoundRecords } from '../filtered-records.js';
import './charts.css';
import { HeatMap } from './heat-map.js';
import { IntervalChart } from './interval-chart.js';
import { MixChart } from './mix-chart.js';
import { VolumeChart } from './volume-chart.js';

const MOST_CALL_TYPES = 20;

/** What the records that match are like, as charts; each filters all the others and the table. */
export function ChartsPanel(found: FoundRecords) {
  const { span } = found;
  return (
    <Stack gap="md">
      <Text size="sm">{texts.charts.hint}</Text>
      <HeatMap found={found} />
      {span && <VolumeChart found={found} span={span} />}
      <IntervalChart found={found} />
      <SimpleGrid cols={{ base: 1, lg: 2 }}>
        <Stack gap="md" miw={0}>
          <MixChart found={found} column="agency" />
          <MixChart found={found} column="priorityNumber" />
          <MixChart found={found} column="callReception" />
        </Stack>
        <MixChart found={found} column="problem" largest={MOST_CALL_TYPES} />
      </SimpleGrid>
    </Stack>
  );
}
