import { parse, type ASTNode } from '@marcbachmann/cel-js';

/** The syntax tree of an expression.
 * @throws ParseError of the library where the text is no CEL */
export function parseCel(text: string): ASTNode {
  return parse(text).ast;
}

/** The nodes directly below a node, in the order of the text. */
export function childrenOf(node: ASTNode): readonly ASTNode[] {
  switch (node.op) {
    case 'value':
    case 'id':
      return [];
    case '.':
    case '.?':
      return [node.args[0]];
    case 'call':
      return node.args[1];
    case 'rcall':
      return [node.args[1], ...node.args[2]];
    case 'list':
      return node.args;
    case 'map':
      return node.args.flat();
    case '!_':
    case '-_':
      return [node.args];
    default:
      return node.args;
  }
}

/** A node and all below it. */
export function nodesOf(node: ASTNode): readonly ASTNode[] {
  // Collected in one list: joining a list at every level is most of the time that composing rules takes.
  const nodes: ASTNode[] = [];
  const visit = (each: ASTNode): void => {
    nodes.push(each);
    childrenOf(each).forEach(visit);
  };
  visit(node);
  return nodes;
}

/** The names `x` of all `variables.x` in an expression, each once. */
export function variablesIn(text: string): readonly string[] {
  const names = nodesOf(parseCel(text)).flatMap((node) =>
    node.op === '.' && isIdentifier(node.args[0], 'variables') ? [node.args[1]] : [],
  );
  return [...new Set(names)];
}

/** Writes another expression in the place of an identifier. Strings and fields of that name stay as they are. */
export function replaceIdentifier(text: string, name: string, by: string): string {
  return nodesOf(parseCel(text))
    .filter((node) => isIdentifier(node, name))
    .toSorted((a, b) => b.range.start - a.range.start)
    .reduce((result, { range }) => `${result.slice(0, range.start)}${by}${result.slice(range.end)}`, text);
}

function isIdentifier(node: ASTNode, name: string): boolean {
  return node.op === 'id' && node.args === name;
}
