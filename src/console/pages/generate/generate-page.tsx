import { Button, NativeSelect, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useSearchParams } from 'react-router';
import { useMutation, useQuery } from 'urql';
import { Answer } from '../../components/answer.js';
import { fieldErrors, messageOf } from '../../graphql/errors.js';
import type { ResultOf } from '../../graphql/graphql.js';
import { Page } from '../../shell/page.js';
import { texts } from '../../texts/texts.js';
import { GenerateDataset, ProfileNames } from './generate.query.js';

type ProfileName = ResultOf<typeof ProfileNames>['profiles']['nodes'][number];

export function GeneratePage() {
  const [answer, ask] = useQuery({ query: ProfileNames });
  const { title, intro } = texts.generate;
  return (
    <Page title={title} intro={intro}>
      <Answer of={answer} retry={() => ask({ requestPolicy: 'network-only' })}>
        {({ profiles: { nodes } }) => <GenerateForm profiles={nodes} />}
      </Answer>
    </Page>
  );
}

function GenerateForm({ profiles }: { readonly profiles: readonly ProfileName[] }) {
  const [parameters] = useSearchParams();
  const form = useForm({ initialValues: { profileId: parameters.get('profile') ?? profiles[0]?.id ?? '' } });
  const [{ fetching, error }, generateDataset] = useMutation(GenerateDataset);
  const submit = form.onSubmit(async (input) => {
    const { data, error: refused } = await generateDataset({ input });
    if (refused) form.setErrors(fieldErrors(refused));
    if (data) notifications.show({ message: texts.generate.started(data.generateDataset.dataset.name) });
  });
  return (
    <form onSubmit={submit} noValidate>
      <Stack maw={480}>
        <NativeSelect
          label={texts.generate.profile}
          data={profiles.map(({ id, name }) => ({ value: id, label: name }))}
          {...form.getInputProps('profileId')}
        />
        {error && (
          <Text c="red" role="alert">
            {messageOf(error, texts.shell.unreachable)}
          </Text>
        )}
        <Button type="submit" loading={fetching}>
          {texts.generate.start}
        </Button>
      </Stack>
    </form>
  );
}
