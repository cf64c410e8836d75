import { Code, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import copyToClipboard from 'copy-to-clipboard';
import { type ReactNode, useEffect, useState } from 'react';
import { texts } from '../texts/texts.js';

/** Milliseconds for which one is told that it is copied. */
const SHOWN = 2_000;

interface CopyingProps {
  /** Gives the text when it is wanted. */
  readonly of: () => string;
  readonly children: (button: { readonly copy: () => void; readonly copied: boolean }) => ReactNode;
}

/** Lends a button what it takes to copy a text, and whether it just did. */
export function Copying({ of, children }: CopyingProps) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), SHOWN);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async () => setCopied(await copyText(of()));
  return children({ copy: () => void copy(), copied });
}

/**
 * Copies the text, also where the console is not opened by https or on this machine, so that browsers have no
 * `navigator.clipboard`. Where all fails it is shown, to be copied by hand.
 */
export async function copyText(text: string): Promise<boolean> {
  const done = await copyToClipboard(text);
  if (!done) showText(text);
  return done;
}

function showText(text: string): void {
  const { title, byHand } = texts.shell.copying;
  notifications.show({
    color: 'red',
    title,
    autoClose: false,
    message: (
      <Stack gap="xs">
        <Text size="sm" c="var(--mantine-color-text)">
          {byHand}
        </Text>
        <Code block tabIndex={0} mah="4rem" c="var(--mantine-color-text)" className="scrolls">
          {text}
        </Code>
      </Stack>
    ),
  });
}
