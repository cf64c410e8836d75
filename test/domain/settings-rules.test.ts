import { describe, expect, it } from 'vitest';
import type { InputIssue } from '../../src/domain/errors.js';
import {
  checkSettings,
  inspectSettings,
  MAX_ADDRESS_POOL,
  MAX_NAMES_PER_SHIFT,
} from '../../src/domain/settings-rules.js';
import { settingsFrom } from '../../src/domain/settings.js';
import { CALL_TYPES } from '../../src/domain/vocabulary/call-types.js';
import { issuesOf } from './issues-of.js';
import { LIMITS, someSettings } from './some-settings.js';

type Found = Pick<InputIssue, 'path' | 'code'>;

/** The problems of default settings with these members in their place; they may be of any shape. */
function problemsOf(members: object): Found[] {
  return issuesOf(() => checkSettings({ ...settingsFrom({}), ...members }, LIMITS));
}

function at(code: InputIssue['code'], ...path: (string | number)[]): Found {
  return { path: ['settings', ...path], code };
}

function times<Value>(count: number, value: Value): Value[] {
  return Array.from({ length: count }, () => value);
}

const LAW_ONLY = [{ agency: 'LAW', weight: null }];

describe('checkSettings', () => {
  it.each<[string, object, Found[]]>([
    ['a count of 0', { recordCount: 0 }, [at('TOO_SMALL', 'recordCount')]],
    ['a negative count', { recordCount: -5 }, [at('TOO_SMALL', 'recordCount')]],
    ['a count above the limit', { recordCount: LIMITS.maxRecordCount + 1 }, [at('TOO_LARGE', 'recordCount')]],
    ['half a record', { recordCount: 1.5 }, [at('INVALID_VALUE', 'recordCount')]],
    ['a count that is text', { recordCount: '10' }, [at('INVALID_VALUE', 'recordCount')]],
    ['nobody on a shift', { namesPerShift: 0 }, [at('TOO_SMALL', 'namesPerShift')]],
    ['too many on a shift', { namesPerShift: MAX_NAMES_PER_SHIFT + 1 }, [at('TOO_LARGE', 'namesPerShift')]],
    ['no address', { addressPoolSize: 0 }, [at('TOO_SMALL', 'addressPoolSize')]],
    ['too many addresses', { addressPoolSize: MAX_ADDRESS_POOL + 1 }, [at('TOO_LARGE', 'addressPoolSize')]],
    ['an unknown locale', { locale: 'XX_XX' }, [at('UNKNOWN_VALUE', 'locale')]],
    ['an unknown timing model', { timingModel: 'FAST' }, [at('UNKNOWN_VALUE', 'timingModel')]],
    ['an unknown shift pattern', { shiftPattern: 'NONE' }, [at('UNKNOWN_VALUE', 'shiftPattern')]],
    ['a member that there is not', { colour: 'red' }, [at('UNKNOWN_VALUE')]],
  ])('refuses %s', (_, members, problems) => {
    expect(problemsOf(members)).toEqual(problems);
  });

  it.each<[string, object, Found[]]>([
    ['a start that is no date', { startDate: '2024-02-30' }, [at('INVALID_VALUE', 'startDate')]],
    ['an end that is no date', { endDate: 'soon' }, [at('INVALID_VALUE', 'endDate')]],
    [
      'two ends that are none',
      { startDate: '', endDate: '2023-02-29' },
      [at('INVALID_VALUE', 'startDate'), at('INVALID_VALUE', 'endDate')],
    ],
    ['a start before 1970', { startDate: '1969-12-31' }, [at('TOO_SMALL', 'startDate')]],
    ['an end after 2069', { endDate: '2070-01-01' }, [at('TOO_LARGE', 'endDate')]],
    ['an end before the start', { startDate: '2024-05-02', endDate: '2024-05-01' }, [at('TOO_SMALL', 'endDate')]],
  ])('refuses %s', (_, members, problems) => {
    expect(problemsOf(members)).toEqual(problems);
  });

  it.each<[string, object, Found[]]>([
    ['no agency', { agencies: [] }, [at('TOO_SMALL', 'agencies')]],
    ['an unknown agency', { agencies: [{ agency: 'NAVY' }] }, [at('UNKNOWN_VALUE', 'agencies', 0, 'agency')]],
    [
      'an agency named twice',
      { agencies: [{ agency: 'EMS' }, { agency: 'LAW' }, { agency: 'EMS' }] },
      [at('DUPLICATE', 'agencies', 2, 'agency')],
    ],
    [
      'a negative weight',
      {
        agencies: [
          { agency: 'EMS', weight: -1 },
          { agency: 'LAW', weight: 1 },
        ],
      },
      [at('TOO_SMALL', 'agencies', 0, 'weight')],
    ],
    [
      'weights that are all 0',
      {
        agencies: [
          { agency: 'EMS', weight: 0 },
          { agency: 'LAW', weight: 0 },
        ],
      },
      [at('TOO_SMALL', 'agencies', 0, 'weight'), at('TOO_SMALL', 'agencies', 1, 'weight')],
    ],
    [
      'weights for some agencies only',
      { agencies: [{ agency: 'EMS' }, { agency: 'LAW', weight: 1 }, { agency: 'FIRE', weight: null }] },
      [at('REQUIRED', 'agencies', 0, 'weight'), at('REQUIRED', 'agencies', 2, 'weight')],
    ],
    [
      'a weight that is no number',
      { agencies: [{ agency: 'EMS', weight: Number.NaN }] },
      [at('INVALID_VALUE', 'agencies', 0, 'weight')],
    ],
  ])('refuses %s', (_, members, problems) => {
    expect(problemsOf(members)).toEqual(problems);
  });

  it.each<[string, object, Found[]]>([
    ['an empty choice of call types', { callTypes: [] }, [at('TOO_SMALL', 'callTypes')]],
    ['an unknown call type', { callTypes: [{ name: 'PICNIC' }] }, [at('UNKNOWN_VALUE', 'callTypes', 0, 'name')]],
    [
      'a call type of an agency that does not take part',
      { agencies: LAW_ONLY, callTypes: [{ name: 'SHOOTING' }, { name: 'HAZMAT' }] },
      [at('INVALID_VALUE', 'callTypes', 1, 'name')],
    ],
    [
      'a call type named twice, however it is written',
      { callTypes: [{ name: 'HAZMAT' }, { name: ' hazmat ' }] },
      [at('DUPLICATE', 'callTypes', 1, 'name')],
    ],
    [
      'a call type that weighs 0 or less',
      {
        callTypes: [
          { name: 'HAZMAT', weight: 0 },
          { name: 'GLA', weight: -2 },
        ],
      },
      [at('TOO_SMALL', 'callTypes', 0, 'weight'), at('TOO_SMALL', 'callTypes', 1, 'weight')],
    ],
  ])('refuses %s', (_, members, problems) => {
    expect(problemsOf(members)).toEqual(problems);
  });

  it.each<[string, object, Found[]]>([
    ['23 hourly weights', { hourlyWeights: times(23, 1) }, [at('TOO_SMALL', 'hourlyWeights')]],
    ['25 hourly weights', { hourlyWeights: times(25, 1) }, [at('TOO_LARGE', 'hourlyWeights')]],
    ['6 weekday weights', { weekdayWeights: times(6, 1) }, [at('TOO_SMALL', 'weekdayWeights')]],
    ['13 monthly weights', { monthlyWeights: times(13, 1) }, [at('TOO_LARGE', 'monthlyWeights')]],
    ['a negative volume', { weekdayWeights: [1, 1, 1, -1, 1, 1, 1] }, [at('TOO_SMALL', 'weekdayWeights', 3)]],
    [
      'volumes and weights so small that their products or sums would vanish',
      { weekdayWeights: [1, 1, 1e-200, 1, 1, 1, 1], agencies: [{ agency: 'LAW', weight: 1e-10 }] },
      [at('TOO_SMALL', 'agencies', 0, 'weight'), at('TOO_SMALL', 'weekdayWeights', 2)],
    ],
    ['a volume too large', { monthlyWeights: [...times(11, 1), 1.1e9] }, [at('TOO_LARGE', 'monthlyWeights', 11)]],
    [
      'volumes that are no numbers',
      { weekdayWeights: [1, Number.NaN, '1', null, 1, 1, 1] },
      [1, 2, 3].map((day) => at('INVALID_VALUE', 'weekdayWeights', day)),
    ],
    ['hours that are all 0', { hourlyWeights: times(24, 0) }, [at('INVALID_VALUE', 'hourlyWeights')]],
    [
      'weekdays and months that are all 0',
      { weekdayWeights: times(7, 0), monthlyWeights: times(12, 0) },
      [at('INVALID_VALUE', 'weekdayWeights'), at('INVALID_VALUE', 'monthlyWeights')],
    ],
    [
      'a range of days that all weigh 0',
      // Wednesday to Friday, while only the weekend has calls.
      { startDate: '2024-05-01', endDate: '2024-05-03', weekdayWeights: [0, 0, 0, 0, 0, 1, 1] },
      [at('INVALID_VALUE', 'weekdayWeights')],
    ],
    [
      'a range in months that all weigh 0',
      { startDate: '2024-01-31', endDate: '2024-03-01', monthlyWeights: [0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1] },
      [at('INVALID_VALUE', 'monthlyWeights')],
    ],
    [
      'a range in which each day has either no weekday or no month',
      // Tuesday 2024-04-30 is in a month without calls, Wednesday 2024-05-01 a weekday without.
      {
        startDate: '2024-04-30',
        endDate: '2024-05-01',
        weekdayWeights: [0, 1, 0, 0, 0, 0, 0],
        monthlyWeights: [0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0],
      },
      [at('INVALID_VALUE', 'weekdayWeights')],
    ],
  ])('refuses %s', (_, members, problems) => {
    expect(problemsOf(members)).toEqual(problems);
  });

  it('names every problem at once, those of shape and those between members', () => {
    const problems = problemsOf({
      recordCount: 0,
      startDate: '2024-06-01',
      endDate: '2024-05-01',
      locale: 'XX_XX',
      agencies: [
        { agency: 'LAW', weight: 1 },
        { agency: 'LAW', weight: null },
      ],
      callTypes: [{ name: 'PICNIC' }, { name: 'HAZMAT' }],
      hourlyWeights: times(24, 0),
      monthlyWeights: times(11, 1),
    });
    expect(problems).toHaveLength(9);
    expect(problems).toEqual(
      expect.arrayContaining([
        at('TOO_SMALL', 'recordCount'),
        at('TOO_SMALL', 'endDate'),
        at('UNKNOWN_VALUE', 'locale'),
        at('DUPLICATE', 'agencies', 1, 'agency'),
        at('REQUIRED', 'agencies', 1, 'weight'),
        at('UNKNOWN_VALUE', 'callTypes', 0, 'name'),
        at('INVALID_VALUE', 'callTypes', 1, 'name'),
        at('INVALID_VALUE', 'hourlyWeights'),
        at('TOO_SMALL', 'monthlyWeights'),
      ]),
    );
  });

  it('says in words what is wrong, naming the member', () => {
    const { issues } = inspectSettings({ ...settingsFrom({}), recordCount: 0, endDate: '2023-01-01' }, LIMITS);
    expect(issues.map((issue) => issue.message)).toEqual([
      expect.stringMatching(/^recordCount: /),
      expect.stringContaining('endDate 2023-01-01 is before startDate 2024-01-01'),
    ]);
  });

  it.each<[string, object]>([
    ['a single record', { recordCount: 1 }],
    ['as many records as the limit', { recordCount: LIMITS.maxRecordCount }],
    ['one day', { startDate: '2024-02-29', endDate: '2024-02-29' }],
    ['a hundred years', { startDate: '1970-01-01', endDate: '2069-12-31' }],
    ['the largest pools', { namesPerShift: MAX_NAMES_PER_SHIFT, addressPoolSize: MAX_ADDRESS_POOL }],
    ['the smallest pools', { namesPerShift: 1, addressPoolSize: 1 }],
    ['one agency', { agencies: LAW_ONLY }],
    [
      'one hour of one weekday of one month',
      {
        hourlyWeights: [...times(23, 0), 1],
        weekdayWeights: [...times(6, 0), 1],
        monthlyWeights: [...times(11, 0), 1],
      },
    ],
    ['every call type', { callTypes: CALL_TYPES.map(({ name }) => ({ name, weight: 1 })) }],
    [
      'weights from tiny to huge',
      {
        agencies: [
          { agency: 'LAW', weight: 1e-9 },
          { agency: 'EMS', weight: 1e9 },
        ],
      },
    ],
  ])('takes %s as it is', (_, members) => {
    const settings = { ...settingsFrom({}), ...members };
    expect(checkSettings(settings, LIMITS)).toEqual(settings);
  });

  it('puts agencies in their canonical order, each with its own weight', () => {
    const agencies = [
      { agency: 'FIRE', weight: 0.9 },
      { agency: 'LAW', weight: 0.1 },
    ] as const;
    expect(checkSettings(settingsFrom({ agencies }), LIMITS).agencies).toEqual([agencies[1], agencies[0]]);
  });

  it('reads call types without case or blanks around, and weighs them 1 when not told', () => {
    const callTypes = [{ name: ' water leak ' }, { name: 'Gla', weight: 2 }];
    expect(checkSettings({ ...settingsFrom({}), callTypes }, LIMITS).callTypes).toEqual([
      { name: 'WATER LEAK', weight: 1 },
      { name: 'GLA', weight: 2 },
    ]);
  });

  it('leaves checked settings as they are', () => {
    const settings = someSettings({ agencies: [{ agency: 'RESCUE', weight: null }] });
    expect(checkSettings(settings, LIMITS)).toEqual(settings);
  });
});
