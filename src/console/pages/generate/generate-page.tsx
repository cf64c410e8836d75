import { Alert, Fieldset, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { defaultSettings } from '../../../domain/settings.js';
import { Answer } from '../../components/answer.js';
import { ReaderNotice } from '../../components/reader-notice.js';
import type { ResultOf } from '../../graphql/graphql.js';
import { plainData } from '../../graphql/plain-data.js';
import { SettingsFacts } from '../../settings/settings-facts.query.js';
import { Page } from '../../shell/page.js';
import { PageLoading } from '../../shell/page-loading.js';
import { texts } from '../../texts/texts.js';
import { ProfileById } from '../profiles/profile.query.js';
import { GenerateForm, type RunWords } from './generate-form.js';
import { ProfileNames } from './generate.query.js';
import { Generations } from './generations.js';

type ProfileName = ResultOf<typeof ProfileNames>['profiles']['nodes'][number];

export function GeneratePage() {
  const [parameters, setParameters] = useSearchParams();
  const [names, askNames] = useQuery({ query: ProfileNames });
  useQuery({ query: SettingsFacts }); // is on its way for the form, which comes with the names, so that it moves nothing
  const [started, setStarted] = useState<readonly string[]>([]);
  const [words, setWords] = useState<RunWords>({ name: '', seed: '', formats: ['CSV'] });
  const profileId = parameters.get('profile');
  const { title, intro } = texts.generate;
  const run = { words, setWords, onStarted: (id: string) => setStarted((ids) => [id, ...ids]) };
  return (
    <Page title={title} intro={intro}>
      <ReaderNotice />
      <Generations started={started} />
      <Answer of={names} retry={() => askNames({ requestPolicy: 'network-only' })}>
        {({ profiles: { nodes } }) => (
          <>
            <ProfileChoice
              profiles={nodes}
              chosen={profileId}
              choose={(id) => setParameters(id === null ? {} : { profile: id }, { preventScrollReset: true })}
            />
            {profileId === null ? <FromScratch {...run} /> : <FromProfile key={profileId} id={profileId} {...run} />}
          </>
        )}
      </Answer>
    </Page>
  );
}

interface ProfileChoiceProps {
  readonly profiles: readonly ProfileName[];
  readonly chosen: string | null;
  readonly choose: (id: string | null) => void;
}

function ProfileChoice({ profiles, chosen, choose }: ProfileChoiceProps) {
  const { groups, profile } = texts.generate;
  return (
    <Fieldset legend={groups.what}>
      <NativeSelect
        label={profile.label}
        description={profile.explanation}
        value={chosen ?? ''}
        onChange={({ currentTarget: { value } }) => choose(value === '' ? null : value)}
        data={[{ value: '', label: profile.none }, ...profiles.map(({ id, name }) => ({ value: id, label: name }))]}
      />
    </Fieldset>
  );
}

interface RunProps {
  readonly words: RunWords;
  readonly setWords: (words: RunWords) => void;
  readonly onStarted: (id: string) => void;
}

function FromScratch(props: RunProps) {
  const [facts, ask] = useQuery({ query: SettingsFacts });
  const origin = { settings: defaultSettings(), describe: texts.settings.default };
  return (
    <Answer of={facts} retry={() => ask({ requestPolicy: 'network-only' })}>
      {(data) => <GenerateForm {...props} profileId={null} origin={origin} facts={data} />}
    </Answer>
  );
}

function FromProfile({ id, ...props }: RunProps & { readonly id: string }) {
  const [facts] = useQuery({ query: SettingsFacts });
  const [answer, ask] = useQuery({ query: ProfileById, variables: { id }, requestPolicy: 'cache-and-network' });
  return (
    <Answer
      of={{ data: answer.data, error: facts.error ?? answer.error }}
      retry={() => ask({ requestPolicy: 'network-only' })}
    >
      {({ profile }) => {
        if (!profile) return <Alert color="orange">{texts.generate.profile.missing}</Alert>;
        if (!facts.data) return <PageLoading />;
        const origin = { settings: plainData(profile.settings), describe: texts.generate.inProfile };
        return <GenerateForm key={profile.revision} {...props} profileId={id} origin={origin} facts={facts.data} />;
      }}
    </Answer>
  );
}
