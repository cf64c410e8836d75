import { Lexer, Source, TokenKind } from 'graphql';
import { OperationTooComplexError } from '../../domain/errors.js';
import { excess, type OperationLimits } from './operation-limits.js';

/** What is counted of an operation's text before it is parsed. */
export interface SourceScan {
  readonly characters: number;
  /** Counted no further than one above what is allowed. */
  readonly tokens: number;
  /** Brackets inside each other. */
  readonly nesting: number;
  readonly directives: number;
}

/** Characters for each token that is allowed: more is only in comments and long strings, and takes time as well. */
const CHARACTERS_A_TOKEN = 16;
/** Brackets that values may be nested in, beside those of the fields. */
const VALUE_NESTING = 40;

const OPENING: ReadonlySet<string> = new Set([TokenKind.BRACE_L, TokenKind.BRACKET_L, TokenKind.PAREN_L]);
const CLOSING: ReadonlySet<string> = new Set([TokenKind.BRACE_R, TokenKind.BRACKET_R, TokenKind.PAREN_R]);

/** Counts tokens and nesting, in a time that grows with the text alone; parsing would recurse. */
export function scanSource(text: string, maxTokens: number): SourceScan {
  const characters = text.length;
  let [tokens, open, nesting, directives] = [0, 0, 0, 0];
  if (characters > maxTokens * CHARACTERS_A_TOKEN) return { characters, tokens, nesting, directives };
  const lexer = new Lexer(new Source(text));
  try {
    for (let token = lexer.advance(); token.kind !== TokenKind.EOF && tokens <= maxTokens; token = lexer.advance()) {
      tokens++;
      if (token.kind === TokenKind.AT) directives++;
      if (OPENING.has(token.kind)) open++;
      if (CLOSING.has(token.kind)) open--;
      nesting = Math.max(nesting, open);
    }
  } catch {
    // No token: the parser will say so.
  }
  return { characters, tokens, nesting, directives };
}

/** Why the text is not to be parsed; null: it may be. */
export function sourceExcess(scan: SourceScan, limits: OperationLimits): OperationTooComplexError | null {
  const { characters, tokens, nesting } = scan;
  const most = limits.tokens * CHARACTERS_A_TOKEN;
  if (characters > most) return new OperationTooComplexError('characters', 'characters', characters, most);
  const depth = Math.max(limits.depth, limits.introspectionDepth) + VALUE_NESTING;
  return (
    excess(limits, 'tokens', tokens) ??
    (nesting > depth ? new OperationTooComplexError('depth', 'levels of brackets', nesting, limits.depth) : null)
  );
}
