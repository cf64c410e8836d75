import { Badge, Button, Group, Table, Text } from '@mantine/core';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { Answer } from '../../components/answer.js';
import { EmptyState } from '../../components/empty-state.js';
import { ShowQuery } from '../../components/show-query.js';
import { formatInstant, formatLocalDate, formatNumber } from '../../format/format.js';
import type { ResultOf } from '../../graphql/graphql.js';
import { Page } from '../../shell/page.js';
import { texts } from '../../texts/texts.js';
import { ProfileList } from './profile-list.query.js';

type ListedProfile = ResultOf<typeof ProfileList>['profiles']['nodes'][number];

const variables = { first: 100 };

export function ProfilesPage() {
  const [answer, ask] = useQuery({ query: ProfileList, variables });
  const { title, intro, empty } = texts.profiles;
  return (
    <Page title={title} intro={intro} actions={<ShowQuery query={ProfileList} variables={variables} />}>
      <Answer of={answer} retry={() => ask({ requestPolicy: 'network-only' })}>
        {({ profiles: { nodes } }) =>
          nodes.length === 0 ? <EmptyState title={empty.title} text={empty.text} /> : <ProfileTable profiles={nodes} />
        }
      </Answer>
    </Page>
  );
}

function ProfileTable({ profiles }: { readonly profiles: readonly ListedProfile[] }) {
  const { columns, title } = texts.profiles;
  return (
    <Table.ScrollContainer
      minWidth={560}
      scrollAreaProps={{ viewportProps: { tabIndex: 0, role: 'region', 'aria-label': title } }}
    >
      <Table verticalSpacing="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{columns.name}</Table.Th>
            <Table.Th ta="right">{columns.records}</Table.Th>
            <Table.Th>{columns.dates}</Table.Th>
            <Table.Th>{columns.changed}</Table.Th>
            <Table.Td />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {profiles.map((profile) => (
            <ProfileRow key={profile.id} profile={profile} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function ProfileRow({
  profile: { id, name, description, tags, builtIn, updatedAt, settings },
}: {
  readonly profile: ListedProfile;
}) {
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={400}>
        <Group gap="xs">
          <Text fw={600}>{name}</Text>
          {builtIn && <Badge variant="default">{texts.profiles.builtIn}</Badge>}
          {tags.map((tag) => (
            <Badge key={tag} variant="default" tt="none">
              {tag}
            </Badge>
          ))}
        </Group>
        {description && <Text size="sm">{description}</Text>}
      </Table.Th>
      <Table.Td ta="right">{formatNumber(settings.recordCount)}</Table.Td>
      <Table.Td>
        {formatLocalDate(settings.startDate)} – {formatLocalDate(settings.endDate)}
      </Table.Td>
      <Table.Td>{formatInstant(updatedAt)}</Table.Td>
      <Table.Td>
        <Button
          component={Link}
          to={`/generate?${new URLSearchParams({ profile: id }).toString()}`}
          variant="default"
          size="xs"
          aria-label={texts.profiles.generate(name)}
        >
          {texts.generate.start}
        </Button>
      </Table.Td>
    </Table.Tr>
  );
}
