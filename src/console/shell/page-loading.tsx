import { Center, Loader } from '@mantine/core';
import { texts } from '../texts/texts.js';

export function PageLoading() {
  return (
    <Center component="output" p="xl" aria-label={texts.shell.loading}>
      <Loader />
    </Center>
  );
}
