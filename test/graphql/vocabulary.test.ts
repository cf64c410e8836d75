import { readFile } from 'node:fs/promises';
import { buildSchema, introspectionFromSchema } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generate, type Json, startTempApp, type TempApp } from '../support/temp-app.js';

let temp: TempApp;
beforeAll(async () => {
  temp = await startTempApp();
});
afterAll(() => temp.close());

describe('the vocabulary', () => {
  it('lists call types with their share inside the agency', async () => {
    const { data } = await temp.graphql(
      '{ callTypes { name agency priority weight } law: callTypes(agency: LAW) { weight } }',
    );
    expect(data.callTypes).toHaveLength(119);
    expect(data.law).toHaveLength(40);
    const sum = data.law.reduce((total: number, type: Json) => total + type.weight, 0);
    expect(sum).toBeCloseTo(1, 9);
  });

  it('lists dispositions, locales and record fields', async () => {
    const { data } = await temp.graphql(
      '{ law: dispositions(agency: LAW) ems: dispositions(agency: EMS) locales { code tag name } recordFields { name csvName type unit values } }',
    );
    expect(data.law).toContain('ARREST MADE');
    expect(data.ems).not.toContain('ARREST MADE');
    expect(data.locales).toContainEqual({ code: 'FR_CA', tag: 'fr_CA', name: 'French (Canada)' });
    expect(data.recordFields[0]).toMatchObject({ name: 'callId', csvName: 'call_id', type: 'text' });
    expect(data.recordFields.find((field: Json) => field.name === 'ackTime').unit).toBe('second');
  });

  it('shows the defaults of a run and what the server allows', async () => {
    const { data } = await temp.graphql(
      '{ defaultSettings { recordCount startDate endDate shiftPattern agencies { agency weight } } serverInfo { version generatorVersion maxRecordCount maxPageSize } }',
    );
    expect(data.defaultSettings).toMatchObject({ recordCount: 10_000, startDate: '2024-01-01', endDate: '2024-12-31' });
    expect(data.serverInfo).toMatchObject({ maxRecordCount: 100_000_000, maxPageSize: 1_000 });
  });
});

describe('node and nodes', () => {
  it('fetch profiles, datasets, files and records by id, in the order asked for', async () => {
    const { id } = await generate(temp, { settings: { recordCount: 3 } });
    const { data } = await temp.graphql(
      'query ($id: ID!) { profile(name: "Small town") { id } dataset(id: $id) { files { id name } records { nodes { id position callId } } } }',
      { id },
    );
    const { files, records } = data.dataset;
    const last = records.nodes[2];
    const ids = [last.id, id, data.profile.id, files[0].id, 'none'];
    const answer = await temp.graphql(
      `query ($ids: [ID!]!, $one: ID!) {
        nodes(ids: $ids) { __typename id ... on CallRecord { position callId } ... on OutputFile { name } }
        node(id: $one) { ...record } }
      fragment record on CallRecord { callId eventTime }`,
      { ids, one: last.id },
    );
    expect(answer.data.nodes).toEqual([
      { __typename: 'CallRecord', ...last },
      { __typename: 'Dataset', id },
      { __typename: 'Profile', id: data.profile.id },
      { __typename: 'OutputFile', ...files[0] },
      null,
    ]);
    expect(answer.data.node.callId).toBe(last.callId);
    const beyond = Buffer.from(`${Buffer.from(last.id, 'base64url').toString().slice(0, -1)}3`).toString('base64url');
    expect((await temp.graphql('query ($id: ID!) { node(id: $id) { id } }', { id: beyond })).data.node).toBeNull();
  });
});

describe('the schema', () => {
  it('describes every type, field, argument and enum value', async () => {
    const { __schema } = introspectionFromSchema(buildSchema(await readFile('schema.graphql', 'utf8')));
    const own = __schema.types.filter(
      (type) => !type.name.startsWith('__') && !['Int', 'Float', 'String', 'Boolean', 'ID'].includes(type.name),
    );
    const missing = own.flatMap((type: Json) => [
      ...(type.description ? [] : [type.name]),
      ...[...(type.fields ?? []), ...(type.inputFields ?? []), ...(type.enumValues ?? [])].flatMap((member: Json) => [
        ...(member.description ? [] : [`${type.name}.${member.name}`]),
        ...(member.args ?? []).flatMap((arg: Json) =>
          arg.description ? [] : [`${type.name}.${member.name}(${arg.name})`],
        ),
      ]),
    ]);
    expect(missing).toEqual([]);
  });
});
