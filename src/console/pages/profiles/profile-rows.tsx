import { Anchor, Badge, Button, Group, Paper, Stack, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { Answer } from '../../components/answer.js';
import { useIsBeingDeleted } from '../../components/pending-deletions.js';
import { usePermissions } from '../../components/permissions.js';
import { useRefreshOnFocus } from '../../components/use-refresh-on-focus.js';
import { formatInstant, formatLocalDate, formatNumber } from '../../format/format.js';
import type { ResultOf, VariablesOf } from '../../graphql/graphql.js';
import { texts } from '../../texts/texts.js';
import { generateAddress } from '../generate/generate-address.js';
import { ProfileList } from './profile-list.query.js';
import { ProfileMenu } from './profile-menu.js';

export type ListedProfile = ResultOf<typeof ProfileList>['profiles']['nodes'][number];

interface ProfileRowsProps {
  readonly variables: VariablesOf<typeof ProfileList>;
  readonly whenEmpty: ReactNode;
}

/** The profiles, page after page as one asks for more. */
export function ProfileRows({ variables, whenEmpty }: ProfileRowsProps) {
  return (
    <Stack component="ul" gap="sm" className="plain-list" aria-label={texts.profiles.title}>
      <ProfilesAfter variables={variables} whenEmpty={whenEmpty} />
    </Stack>
  );
}

/** One page, and those behind it: each is a query of its own, so that all stay up to date. */
function ProfilesAfter({ variables, whenEmpty }: ProfileRowsProps) {
  const [answer, ask] = useQuery({ query: ProfileList, variables, requestPolicy: 'cache-and-network' });
  const [isMoreWanted, setMoreWanted] = useState(false);
  useRefreshOnFocus(ask);
  return (
    <Answer of={answer} retry={() => ask({ requestPolicy: 'network-only' })}>
      {({ profiles: { nodes, pageInfo } }) => (
        <>
          {nodes.map((profile) => (
            <ProfileRow key={profile.id} profile={profile} />
          ))}
          {nodes.length === 0 && whenEmpty !== null && <li>{whenEmpty}</li>}
          {pageInfo.hasNextPage && isMoreWanted && (
            <ProfilesAfter variables={{ ...variables, after: pageInfo.endCursor }} whenEmpty={null} />
          )}
          {pageInfo.hasNextPage && !isMoreWanted && (
            <li>
              <Button variant="default" onClick={() => setMoreWanted(true)}>
                {texts.profiles.more}
              </Button>
            </li>
          )}
        </>
      )}
    </Answer>
  );
}

function ProfileRow({ profile }: { readonly profile: ListedProfile }) {
  const { id, name, description, tags, builtIn, updatedAt, settings } = profile;
  const { mayMake } = usePermissions();
  if (useIsBeingDeleted(id)) return null;
  const { facts, changed } = texts.profiles;
  const range = [formatLocalDate(settings.startDate), formatLocalDate(settings.endDate)] as const;
  return (
    <Paper component="li" withBorder p="sm">
      <Group justify="space-between" gap="sm">
        <Stack gap={4} flex="1 1 16rem">
          <Group gap="xs" mb={4}>
            <Anchor component={Link} to={`/profiles/${id}`} fw={600} underline="always">
              {name}
            </Anchor>
            {builtIn && (
              <Badge variant="light" color="gray" tt="none">
                {texts.profiles.builtIn}
              </Badge>
            )}
            {tags.map((tag) => (
              <Badge key={tag} variant="default" tt="none">
                {tag}
              </Badge>
            ))}
          </Group>
          {description && <Text size="sm">{description}</Text>}
          <Text size="sm">
            {facts(formatNumber(settings.recordCount), ...range)}
            {!builtIn && ` · ${changed(formatInstant(updatedAt))}`}
          </Text>
        </Stack>
        <Group gap="xs" wrap="nowrap">
          {mayMake && (
            <Button
              component={Link}
              to={generateAddress(id)}
              variant="default"
              size="xs"
              aria-label={texts.profiles.generate(name)}
            >
              {texts.generate.start}
            </Button>
          )}
          <ProfileMenu profile={profile} />
        </Group>
      </Group>
    </Paper>
  );
}
