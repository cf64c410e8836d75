import { Button, Code, Stack, Textarea, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { useService } from '../../graphql/service-context.js';
import { Page } from '../../shell/page.js';
import { texts } from '../../texts/texts.js';

export function QueryPage() {
  const [parameters] = useSearchParams();
  const { uncached } = useService();
  const [answer, setAnswer] = useState<string | null>(null);
  const { title, intro, operation, variables, run, answer: answerTitle, first, badVariables } = texts.query;
  const form = useForm({
    initialValues: { operation: parameters.get('operation') ?? first, variables: parameters.get('variables') ?? '{}' },
    validate: { variables: (text) => (parsedObject(text) ? null : badVariables) },
  });
  const submit = form.onSubmit(async (values) => {
    const { data, error } = await uncached.query(values.operation, parsedObject(values.variables) ?? {}).toPromise();
    setAnswer(JSON.stringify(error ? { data, errors: error.graphQLErrors } : { data }, null, 2));
  });
  return (
    <Page title={title} intro={intro}>
      <form onSubmit={submit} noValidate>
        <Stack>
          <Textarea
            label={operation}
            autosize
            minRows={8}
            maxRows={24}
            spellCheck={false}
            {...form.getInputProps('operation')}
          />
          <Textarea
            label={variables}
            autosize
            minRows={2}
            maxRows={12}
            spellCheck={false}
            {...form.getInputProps('variables')}
          />
          <Button type="submit" style={{ alignSelf: 'flex-start' }}>
            {run}
          </Button>
        </Stack>
      </form>
      <section aria-live="polite" aria-label={answerTitle}>
        {answer !== null && (
          <>
            <Title order={2} size="h4" mb="xs">
              {answerTitle}
            </Title>
            <Code block tabIndex={0} mah="60vh" className="scrolls">
              {answer}
            </Code>
          </>
        )}
      </section>
    </Page>
  );
}

function parsedObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}
