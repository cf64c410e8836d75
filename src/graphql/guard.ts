import type { GraphQLFieldResolver, GraphQLObjectType, GraphQLSchema } from 'graphql';
import { type Deed, outcomeOf } from '../domain/audit.js';
import { globalId, keyIn } from '../domain/global-id.js';
import { type OperationKind, OPERATIONS, type OperationRule } from '../domain/operations.js';
import type { AuditTrail } from '../service/audit-trail.js';
import type { Authorization } from '../service/authorization.js';
import type { RequestContext } from './request-context.js';

type Resolver = GraphQLFieldResolver<unknown, RequestContext>;

export interface Guards {
  readonly authorization: Authorization;
  readonly audit: AuditTrail;
}

/**
 * Puts the rules of OPERATIONS before every operation of the schema, and enters every mutation in the audit trail; throws
 * when an operation has no rule.
 */
export function guard(schema: GraphQLSchema, guards: Guards): void {
  guardAll('Query', schema.getQueryType(), guards);
  guardAll('Mutation', schema.getMutationType(), guards);
  guardAll('Subscription', schema.getSubscriptionType(), guards);
}

function guardAll(
  kind: OperationKind,
  type: GraphQLObjectType<unknown, RequestContext> | null | undefined,
  guards: Guards,
): void {
  for (const [name, field] of Object.entries(type?.getFields() ?? {})) {
    const rule = OPERATIONS[kind][name];
    if (!rule) throw new Error(`OPERATIONS does not say who may do ${name}`);
    const start = kind === 'Subscription' ? 'subscribe' : 'resolve';
    const work = field[start];
    if (!work) throw new Error(`${name} has nothing that does it`);
    field[start] = kind === 'Mutation' ? audited(name, rule, work, guards) : guarded(name, rule, work, guards);
  }
}

function guarded(name: string, rule: OperationRule, work: Resolver, { authorization }: Guards): Resolver {
  return async (source, args, context, info) => {
    await authorization.require(name, rule, context.caller, args.input);
    return work(source, args, context, info);
  };
}

function audited(name: string, rule: OperationRule, work: Resolver, { authorization, audit }: Guards): Resolver {
  return async (source, args, context, info) => {
    const { caller, origin, requestId } = context;
    const deed: Deed = { action: name, objectId: changedBy(rule, args.input), caller, origin, requestId };
    try {
      await authorization.require(name, rule, caller, args.input);
    } catch (error) {
      audit.note(deed, outcomeOf(error));
      throw error;
    }
    return audit.run(
      deed,
      async () => work(source, args, context, info),
      (payload) => madeIn(rule, payload),
    );
  };
}

/** Id of what an input names as what is to change; null when it names nothing, or what is no id. */
function changedBy({ changes }: OperationRule, input: Readonly<Record<string, unknown>>): string | null {
  const id = changes && input[changes.named];
  return changes && typeof id === 'string' && keyIn(changes.type, id) !== null ? id : null;
}

/** Id of what a payload holds as what was made. */
function madeIn({ makes }: OperationRule, payload: unknown): string | null {
  const made = makes && (payload as Readonly<Record<string, { readonly id: string }>>)[makes.named];
  return makes && made ? globalId(makes.type, made.id) : null;
}
