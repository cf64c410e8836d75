/** What was answered, without the names of types that the cache has put into it. */
export function plainData<Data>(data: Data): Data {
  return JSON.parse(JSON.stringify(data, (key, value: unknown) => (key === '__typename' ? undefined : value))) as Data;
}
