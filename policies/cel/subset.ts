import type { ASTNode } from '@marcbachmann/cel-js';
import { childrenOf, parseCel } from './ast.ts';

/**
 * The part of CEL that rules may use: what the API server (cel-go) and the library in TypeScript understand alike.
 * Left out on purpose: `quantity`, `sets` and `find` are unknown to the library, optional chaining is off in it, doubles
 * and unsigned numbers compare differently, dates depend on a clock.
 */
export const celSubset = {
  operators: ['&&', '||', '!_', '?:', '==', '!=', '<', '<=', '>', '>=', 'in', '+', '.', '[]', 'list', 'map'],
  /** `dyn` for what the API server's own types leave out: the maps of quantities in `resources`. */
  functions: ['has', 'size', 'int', 'dyn'],
  methods: ['all', 'exists', 'exists_one', 'filter', 'map', 'startsWith', 'endsWith', 'contains', 'matches', 'join'],
  /** What an expression stands on, besides the names that `all`, `exists` … introduce. */
  identifiers: ['object', 'pod', 'variables'],
} as const;

/** A place of an expression that is outside of the subset. */
export interface SubsetIssue {
  /** The text in question. */
  readonly found: string;
  readonly expected: string;
}

/** Methods that name the items of a list: `list.all(name, condition)`. */
const comprehensions: readonly string[] = ['all', 'exists', 'exists_one', 'filter', 'map'];

/** Groups with `?` (look-around, flags) and back references mean something else in RE2, or nothing. */
const foreignRegex = /\(\?|\\[1-9kpP]/;

/** Every place of an expression that only one of the gates would understand; empty for a good one. */
export function subsetIssues(text: string): readonly SubsetIssue[] {
  try {
    return issuesOf(parseCel(text), new Set(celSubset.identifiers));
  } catch (error) {
    return [{ found: text, expected: `CEL (${error instanceof Error ? firstLine(error.message) : String(error)})` }];
  }
}

type Names = ReadonlySet<string>;

function issuesOf(node: ASTNode, names: Names): SubsetIssue[] {
  switch (node.op) {
    case 'value':
      return literalIssues(node);
    case 'id':
      return names.has(node.args) ? [] : [issue(node, `one of ${[...names].join(', ')}`)];
    case 'call':
      return [...allowed(node, node.args[0], celSubset.functions), ...below(node, names)];
    case 'rcall':
      return [...allowed(node, node.args[0], celSubset.methods), ...methodIssues(node, names)];
    case 'map':
      return node.args.length === 0 ? [] : [issue(node, 'no map but the empty one')];
    default:
      return [...allowed(node, node.op, celSubset.operators), ...below(node, names)];
  }
}

function below(node: ASTNode, names: Names): SubsetIssue[] {
  return childrenOf(node).flatMap((child) => issuesOf(child, names));
}

type Literal = Extract<ASTNode, { readonly op: 'value' }>;
type MethodCall = Extract<ASTNode, { readonly op: 'rcall' }>;

function literalIssues(node: Literal): SubsetIssue[] {
  const isKnown = node.args === null || ['string', 'boolean', 'bigint'].includes(typeof node.args);
  return isKnown ? [] : [issue(node, 'a text, a whole number, true, false or null')];
}

function methodIssues(node: MethodCall, names: Names): SubsetIssue[] {
  const [method, receiver, args] = node.args;
  if (method === 'matches') return [...issuesOf(receiver, names), ...regexIssues(node, args[0])];
  const [item, body] = args;
  if (!comprehensions.includes(method)) return below(node, names);
  if (args.length !== 2 || item?.op !== 'id' || body === undefined) {
    return [issue(node, `${method}(name, expression)`)];
  }
  const shadowing = names.has(item.args) ? [issue(item, 'a name that is not taken')] : [];
  return [...shadowing, ...issuesOf(receiver, names), ...issuesOf(body, new Set([...names, item.args]))];
}

function regexIssues(node: MethodCall, pattern: ASTNode | undefined): SubsetIssue[] {
  if (pattern?.op !== 'value' || typeof pattern.args !== 'string') return [issue(node, 'a literal pattern')];
  return foreignRegex.test(pattern.args) ? [issue(pattern, 'a pattern that RE2 and JavaScript read alike')] : [];
}

function allowed(node: ASTNode, name: string, known: readonly string[]): SubsetIssue[] {
  return known.includes(name) ? [] : [issue(node, `one of ${known.join(' ')}`)];
}

function issue(node: ASTNode, expected: string): SubsetIssue {
  return { found: node.input.slice(node.range.start, node.range.end), expected };
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? '';
}
