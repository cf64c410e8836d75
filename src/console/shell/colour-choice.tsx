import { NativeSelect, useMantineColorScheme } from '@mantine/core';
import { texts } from '../texts/texts.js';

const SCHEMES = ['auto', 'light', 'dark'] as const;

export function ColourChoice() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const { label, ...names } = texts.shell.colours;
  return (
    <NativeSelect
      label={label}
      size="xs"
      value={colorScheme}
      onChange={({ currentTarget }) => {
        const chosen = SCHEMES.find((scheme) => scheme === currentTarget.value);
        if (chosen) setColorScheme(chosen);
      }}
      data={SCHEMES.map((scheme) => ({ value: scheme, label: names[scheme] }))}
    />
  );
}
