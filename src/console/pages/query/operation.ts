/** What a tab of GraphiQL holds: an operation and its variables as JSON, both as texts. */
export interface Operation {
  readonly query: string;
  readonly variables: string;
}
