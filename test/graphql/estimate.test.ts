import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generate, startTempApp, type TempApp } from '../support/temp-app.js';

let temp: TempApp;
beforeAll(async () => {
  temp = await startTempApp({ workers: 1 });
});
afterAll(() => temp.close());

interface AgencyShare {
  readonly agency: string;
  readonly records: number;
}

const ESTIMATE = `query ($settings: GenerationSettingsInput, $profileName: String, $profileId: ID, $seed: String!, $formats: [FileFormat!]!) {
  estimate(settings: $settings, profileName: $profileName, profileId: $profileId, seed: $seed, formats: $formats) {
    recordCount agencies { agency records } hourlyRecords weekdayRecords monthlyRecords byteSize adjustments } }`;
const DEFAULTS = { seed: 'estimate', formats: ['CSV'] };

const sumOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);

describe('estimate', () => {
  it.each([
    { recordCount: 200_000, startDate: '2024-03-01', endDate: '2024-03-21' },
    {
      recordCount: 50_000,
      timingModel: 'CLASSIC',
      weekdayWeights: [1, 1, 1, 1, 1, 3, 0],
      agencies: [{ agency: 'FIRE' }],
    },
  ])('says how many records a dataset of %o has where, but for chance', async (settings) => {
    const { data } = await temp.graphql(ESTIMATE, { ...DEFAULTS, settings });
    const { id } = await generate(temp, { settings, seed: DEFAULTS.seed });
    const made = await temp.graphql(
      `query ($id: ID!) { dataset(id: $id) { hours: groups(by: [HOUR]) { keys { value } count }
         agencies: groups(by: [AGENCY]) { keys { value } count } weekdays: groups(by: [DOW]) { keys { value } count } } }`,
      { id },
    );
    const { hours, agencies, weekdays } = made.data.dataset;
    const expected = new Map<string, number>([
      ...data.estimate.hourlyRecords.map((records: number, hour: number) => [String(hour), records]),
      ...data.estimate.agencies.map(({ agency, records }: AgencyShare) => [agency, records]),
      ...data.estimate.weekdayRecords.map((records: number, i: number) => [
        ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'][i],
        records,
      ]),
    ]);
    for (const { keys, count } of [...hours, ...agencies, ...weekdays]) {
      const mean = expected.get(keys[0].value) ?? 0;
      // Counts are binomial: five of their standard deviations.
      expect({ key: keys[0].value, apart: Math.abs(count - mean) <= 5 * Math.sqrt(mean) }).toEqual({
        key: keys[0].value,
        apart: true,
      });
    }
    for (const records of ['hourlyRecords', 'weekdayRecords', 'monthlyRecords'])
      expect(sumOf(data.estimate[records])).toBeCloseTo(settings.recordCount, 3);
    expect(data.estimate.recordCount).toBe(settings.recordCount);
  });

  it('says what would be adjusted, and how many bytes it may take', async () => {
    const settings = { callTypes: [{ name: 'GAS LEAK' }], recordCount: 1_000 };
    const estimate = async (formats: string[]) =>
      (await temp.graphql(ESTIMATE, { ...DEFAULTS, settings, formats })).data.estimate;
    const { agencies, adjustments, byteSize } = await estimate(['CSV']);
    expect(agencies.map(({ records }: { records: number }) => Math.round(records))).toEqual([0, 0, 1_000, 0]);
    expect(adjustments).toEqual(['LAW, EMS, RESCUE: no call, since none of the selected call types belongs there.']);
    expect((await estimate(['CSV', 'NDJSON'])).byteSize).toBeGreaterThan(byteSize + 785 * 1_000);
  });

  it.each([
    [{ settings: { recordCount: 0 } }, 'BAD_USER_INPUT', ['settings', 'recordCount']],
    [{ seed: '' }, 'BAD_USER_INPUT', ['seed']],
    [{ formats: ['CSV', 'XLSX'], settings: { recordCount: 2_000_000 } }, 'BAD_USER_INPUT', ['formats', 1]],
    [{ profileName: 'nobody' }, 'NOT_FOUND', ['profileName']],
  ])('refuses %o', async (bad, code, path) => {
    const { errors } = await temp.graphql(ESTIMATE, { ...DEFAULTS, ...bad });
    expect(errors?.[0]?.extensions).toMatchObject({ code, issues: [{ path }] });
  });
});
