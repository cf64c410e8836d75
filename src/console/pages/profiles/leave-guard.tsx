import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useEffect } from 'react';
import { useBlocker } from 'react-router';
import { texts } from '../../texts/texts.js';

/** There while something is changed: asks before that is lost by going elsewhere in the console, or by closing the window. */
export function LeaveGuard() {
  const blocker = useBlocker(({ currentLocation, nextLocation }) => currentLocation.pathname !== nextLocation.pathname);
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, []);
  const { title, text, stay, leave } = texts.profiles.leaving;
  return (
    <Modal opened={blocker.state === 'blocked'} onClose={() => blocker.reset?.()} title={title}>
      <Stack>
        <Text>{text}</Text>
        <Group>
          <Button data-autofocus onClick={() => blocker.reset?.()}>
            {stay}
          </Button>
          <Button variant="default" onClick={() => blocker.proceed?.()}>
            {leave}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
