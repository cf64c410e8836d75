/** What each setting means; the same words in the settings that come out and in those that go in. */
export const SETTINGS_DESCRIPTION = {
  recordCount: 'Records to generate, 1 to the server limit (default limit 100,000,000). Default 10,000.',
  startDate: 'First day. Not before 1970-01-01. Default 2024-01-01.',
  endDate: 'Last day, inclusive. Not after 2069-12-31. Default 2024-12-31.',
  locale: 'Language and region of names and addresses. Default EN_US.',
  agencies:
    "Agencies that take part and their share; weights need not sum to 1. Default: all four with the timing model's own shares.",
  callTypes:
    "Only these call types, with relative weight inside their agency; null: all, with the timing model's own weights.",
  namesPerShift: 'Call takers, and as many dispatchers, on each shift, 1 to 500. Default 8.',
  addressPoolSize:
    'Distinct addresses that calls come from, 1 to 100,000; a locale that has fewer gives what it has. Default 2,500.',
  timingModel: 'Timing model. Default REALISTIC.',
  shiftPattern: 'Shift pattern. Default ISO_WEEK_PARITY for CLASSIC, ROTATION_14_DAY for REALISTIC.',
  hourlyWeights: "24 relative volumes, from midnight; null: the timing model's own.",
  weekdayWeights: "7 relative volumes, from Monday; null: the timing model's own.",
  monthlyWeights: "12 relative volumes, from January; null: the timing model's own.",
} as const;
