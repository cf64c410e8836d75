import { Text } from '@mantine/core';
import { Answer } from '../../../components/answer.js';
import { ShowQuery } from '../../../components/show-query.js';
import { formatNumber, formatShare } from '../../../format/format.js';
import { texts } from '../../../texts/texts.js';
import type { FoundRecords } from '../filtered-records.js';
import { chosenIn, toggled } from '../record-view.js';
import { ChartCard } from './chart-card.js';
import { RecordGroups, type RecordGroup } from './groups.query.js';
import { ValueButton } from './value-button.js';
import { type GroupField, useGroups } from './use-groups.js';

const FIELDS = {
  agency: 'AGENCY',
  priorityNumber: 'PRIORITY_NUMBER',
  problem: 'PROBLEM',
  callReception: 'CALL_RECEPTION',
} as const satisfies Record<string, GroupField>;

interface MixChartProps {
  readonly found: FoundRecords;
  readonly column: keyof typeof FIELDS;
  /** At most so many, the largest. */
  readonly largest?: number;
}

/** What share of the calls each value has. The bars are buttons with their numbers beside them, so they are the table, too. */
export function MixChart({ found, column, largest }: MixChartProps) {
  const { answer, variables, retry } = useGroups(found, {
    by: [FIELDS[column]],
    own: [column],
    largestFirst: largest !== undefined,
  });
  const { view, change } = found;
  const chosen = chosenIn(view.conditions, column);
  return (
    <ChartCard
      title={texts.charts.mix[column]}
      actions={<ShowQuery query={RecordGroups} variables={variables} />}
      chart={
        <Answer of={answer} retry={retry}>
          {({ dataset }) => (
            <Bars
              groups={dataset?.groups ?? []}
              largest={largest}
              label={(group) => labelOf(column, group)}
              chosen={chosen}
              choose={(value) => change({ conditions: toggled(view.conditions, column, value) })}
            />
          )}
        </Answer>
      }
    />
  );
}

interface BarsProps {
  readonly groups: readonly RecordGroup[];
  readonly largest: number | undefined;
  readonly label: (group: RecordGroup) => string;
  readonly chosen: readonly string[];
  readonly choose: (value: string) => void;
}

function Bars({ groups, largest, label, chosen, choose }: BarsProps) {
  if (groups.length === 0) return <Text size="sm">{texts.charts.nothing}</Text>;
  const most = Math.max(...groups.map(({ count }) => count));
  const sum = groups.reduce((total, { count }) => total + count, 0);
  return (
    <div className="chart-bars" data-long-names={largest !== undefined || undefined}>
      {groups.slice(0, largest).map((group) => {
        const value = group.keys[0]?.value ?? '';
        return (
          <ValueButton
            key={value}
            className="chart-bar"
            label={label(group)}
            value={value}
            chosen={chosen}
            choose={choose}
          >
            <span className="chart-bar-track" aria-hidden>
              <span style={{ width: `${(100 * group.count) / most}%` }} />
            </span>
            <span className="chart-bar-number">{formatNumber(group.count)}</span>
            <span className="chart-bar-share">{formatShare(group.count / sum)}</span>
          </ValueButton>
        );
      })}
    </div>
  );
}

function labelOf(column: MixChartProps['column'], { keys: [key] }: RecordGroup): string {
  const label = key?.label ?? '';
  return column === 'priorityNumber' ? texts.charts.priority(label) : label;
}
