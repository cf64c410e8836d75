/** What the page to query says. */
export const query = {
  title: 'Query',
  intro: 'Everything that this console does goes through the GraphQL API. Try an operation of your own.',
  operation: 'Operation',
  variables: 'Variables, as JSON',
  run: 'Run',
  answer: 'Answer',
  badVariables: 'The variables are no JSON object, such as { "first": 10 }.',
  first:
    'query Profiles {\n  profiles(first: 10) {\n    nodes {\n      name\n      settings {\n        recordCount\n      }\n    }\n  }\n}\n',
};
