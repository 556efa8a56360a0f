import type { ASTNode } from '@marcbachmann/cel-js';
import { childrenOf, parseCel, variablesIn } from '../../../policies/cel/ast.ts';
import { isPodVariable, podVariables, type PodVariable } from '../../../policies/cel/variables.ts';
import type { Each, Rule } from '../../../policies/rule.ts';

/** A rule with a part taken away. */
export interface Mutant {
  /** What is different, for a reader. */
  readonly what: string;
  readonly rule: Rule;
}

/** The rule without each part of its condition, each of its kinds, each list of items and each limit of one. */
export function mutantsOf(rule: Rule): readonly Mutant[] {
  return [
    ...shorterTexts(rule.expression).map(({ what, text }) => ({ what, rule: { ...rule, expression: text } })),
    ...rule.matches.flatMap(({ kinds }) => kinds).map((kind) => ({ what: kind, rule: withoutKind(rule, kind) })),
    ...(rule.each === undefined ? [] : fewerItems(rule.each)).map(({ what, each }) => ({
      what,
      rule: { ...rule, each },
    })),
  ];
}

/** Rules that read a derived variable, with each of its parts taken away: one list for each such part. */
export function mutantsOfVariable(name: PodVariable, rules: readonly Rule[]): readonly (readonly Mutant[])[] {
  return shorterTexts(podVariables[name].expression).map(({ what, text }) =>
    rules
      .map((rule) => ({ rule, expression: withVariable(rule.expression, name, text) }))
      .filter(({ rule, expression }) => expression !== rule.expression)
      .map(({ rule, expression }) => ({ what, rule: { ...rule, expression } })),
  );
}

function withoutKind(rule: Rule, kind: string): Rule {
  return { ...rule, matches: rule.matches.map(({ kinds }) => ({ kinds: kinds.filter((each) => each !== kind) })) };
}

function fewerItems(each: Each): readonly { readonly what: string; readonly each: Each }[] {
  return each.lists.flatMap((list) => {
    const others = each.lists.filter((other) => other !== list);
    const unlimited = { ...list, where: 'true' };
    return [
      ...(others.length === 0 ? [] : [{ what: `without ${list.in}`, each: { ...each, lists: others } }]),
      ...(list.where === undefined
        ? []
        : [{ what: `all of ${list.in}`, each: { ...each, lists: [...others, unlimited] } }]),
    ];
  });
}

/** A text with another one in the place of a variable, also where it is read through others. */
function withVariable(text: string, name: PodVariable, by: string): string {
  const changed = variablesIn(text)
    .filter(isPodVariable)
    .map((read) => [read, read === name ? by : withVariable(podVariables[read].expression, name, by)] as const)
    .filter(([read, instead]) => instead !== podVariables[read].expression);
  return changed.length === 0 ? text : write(parseCel(text), new Map(changed));
}

/** An expression, and what was taken away from it. */
interface Shorter {
  readonly what: string;
  readonly text: string;
}

/** Every text that an expression becomes when one part of it is taken away. */
function shorterTexts(text: string): readonly Shorter[] {
  const node = parseCel(text);
  return [...withoutOnePart(node), ...withShorterParts(node)];
}

function withShorterParts(node: ASTNode): Shorter[] {
  const parts = childrenOf(node);
  const texts = parts.map((part) => write(part));
  return parts.flatMap((part, index) => {
    const shorter = isTable(part) ? [] : [...withoutOnePart(part), ...withShorterParts(part)];
    return shorter.map(({ what, text }) => ({ what, text: rebuild(node, texts.with(index, text)) }));
  });
}

/** `… ? table : {}`, as in `limitsOf`, which has tests of its own. */
function isTable(node: ASTNode): boolean {
  return node.op === '?:' && node.args[2].op === 'map';
}

/** What becomes of the node itself. */
function withoutOnePart(node: ASTNode): readonly Shorter[] {
  const texts = childrenOf(node).map((part) => write(part));
  const whole = write(node);
  switch (node.op) {
    case '&&':
    case '||':
    case '+':
      return texts.map((text, index) => ({ what: `${texts[1 - index]} ${node.op}`, text }));
    case '!_':
      return texts.map((text) => ({ what: `! of ${whole}`, text }));
    case '?:':
      return texts.slice(1).map((text) => ({ what: `all but ${text} of ${whole}`, text }));
    case 'list':
      return texts.map((item, index) => ({
        what: `${item} of ${whole}`,
        text: rebuild(node, texts.toSpliced(index, 1)),
      }));
    default:
      return [];
  }
}

const noVariables: ReadonlyMap<string, string> = new Map();

/** The text of a node, with other texts in the place of some variables. */
function write(node: ASTNode, variables = noVariables): string {
  const [of, name] = node.op === '.' ? node.args : [];
  const instead = of?.op === 'id' && of.args === 'variables' ? variables.get(name ?? '') : undefined;
  if (instead !== undefined) return `(${instead})`;
  return rebuild(
    node,
    childrenOf(node).map((part) => write(part, variables)),
  );
}

/** The text of a node whose parts are texts already. */
function rebuild(node: ASTNode, parts: readonly string[]): string {
  const [first = '', ...others] = parts;
  switch (node.op) {
    case 'value':
      return node.input.slice(node.range.start, node.range.end);
    case 'id':
      return node.args;
    case '.':
      return `${first}.${node.args[1]}`;
    case '[]':
      return `${first}[${others.join()}]`;
    case 'call':
      return `${node.args[0]}(${parts.join()})`;
    case 'rcall':
      return `${first}.${node.args[0]}(${others.join()})`;
    case 'list':
      return `[${parts.join()}]`;
    case 'map':
      return '{}';
    case '!_':
      return `!${first}`;
    case '?:':
      return `(${first} ? ${others.join(' : ')})`;
    default:
      return `(${parts.join(` ${node.op} `)})`;
  }
}
