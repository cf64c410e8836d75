import { Anchor, Text } from '@mantine/core';
import { Link } from 'react-router';
import { texts } from '../texts/texts.js';
import { Page } from './page.js';

export function MissingPage() {
  const { title, text, home } = texts.shell.missing;
  return (
    <Page title={title}>
      <Text>{text}</Text>
      <Anchor component={Link} to="/profiles" underline="always">
        {home}
      </Anchor>
    </Page>
  );
}
