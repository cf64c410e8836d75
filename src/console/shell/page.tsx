import { Group, Stack, Text, Title } from '@mantine/core';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { NavigationType, useLocation, useNavigationType } from 'react-router';
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
  const wentBack = useWentBack();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · ${texts.shell.name}`;
  }, [title]);
  const navigated = useNavigationType() === NavigationType.Push || wentBack;
  const [opened] = useState(navigated); // what is chosen on the page changes its address, too, and keeps the focus
  useEffect(() => {
    if (opened) heading.current?.focus(); // on the first page the focus stays where the browser puts it
  }, [opened]);
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

/** The first location of a window has the key `default`; one that was gone back to has one of its own. */
function useWentBack(): boolean {
  const { key } = useLocation();
  return useNavigationType() === NavigationType.Pop && key !== 'default';
}
