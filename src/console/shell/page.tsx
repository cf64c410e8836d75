import { Group, Stack, Text, Title } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import { texts } from '../texts/texts.js';

interface PageProps {
  readonly title: string;
  readonly intro?: string;
  /** What one does on this page, beside its title. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** The frame of every page: names the window, and takes the focus to its heading when it is opened from another page. */
export function Page({ title, intro, actions, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · ${texts.shell.name}`;
  }, [title]);
  useEffect(() => {
    // On the first page nothing has been read yet: the focus stays where the browser puts it.
    if (document.activeElement !== document.body || window.history.length > 1) heading.current?.focus();
  }, []);
  return (
    <Stack gap="md">
      <Group justify="space-between" align="flex-start">
        <Title order={1} size="h2" ref={heading} tabIndex={-1} className="page-heading">
          {title}
        </Title>
        {actions && <Group gap="xs">{actions}</Group>}
      </Group>
      {intro && <Text maw="70ch">{intro}</Text>}
      {children}
    </Stack>
  );
}
