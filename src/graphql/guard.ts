import type { GraphQLFieldResolver, GraphQLObjectType, GraphQLSchema } from 'graphql';
import { type OperationKind, OPERATIONS, type OperationRule } from '../domain/operations.js';
import type { Authorization } from '../service/authorization.js';
import type { RequestContext } from './request-context.js';

type Resolver = GraphQLFieldResolver<unknown, RequestContext>;

/** Puts the rules of OPERATIONS before every operation of the schema; throws when one has no rule. */
export function guard(schema: GraphQLSchema, authorization: Authorization): void {
  guardAll('Query', schema.getQueryType(), authorization);
  guardAll('Mutation', schema.getMutationType(), authorization);
  guardAll('Subscription', schema.getSubscriptionType(), authorization);
}

function guardAll(
  kind: OperationKind,
  type: GraphQLObjectType<unknown, RequestContext> | null | undefined,
  authorization: Authorization,
): void {
  for (const [name, field] of Object.entries(type?.getFields() ?? {})) {
    const rule = OPERATIONS[kind][name];
    if (!rule) throw new Error(`OPERATIONS does not say who may do ${name}`);
    const start = kind === 'Subscription' ? 'subscribe' : 'resolve';
    const work = field[start];
    if (!work) throw new Error(`${name} has nothing that does it`);
    field[start] = guarded(name, rule, work, authorization);
  }
}

function guarded(name: string, rule: OperationRule, work: Resolver, authorization: Authorization): Resolver {
  return async (source, args, context, info) => {
    await authorization.require(name, rule, context.caller, args.input);
    return work(source, args, context, info);
  };
}
