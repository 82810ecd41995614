/**
 * Tells Stryker which parts of the kernel are texts for people: what an error expected and received, and its hint. They
 * decide nothing, so that a changed one is no forged message let through. The code of an error, its first argument, is
 * mutated like everything else.
 */

/** As much of a node of the syntax tree as is looked at. */
interface SyntaxNode {
  readonly type: string;
  readonly key?: SyntaxNode;
  readonly callee?: SyntaxNode;
  readonly arguments?: readonly SyntaxNode[];
  readonly name?: string;
}

interface SyntaxPath {
  readonly node: SyntaxNode;
  readonly parent?: SyntaxNode;
  readonly key?: string | number | null;
}

const TEXT_PROPERTIES: ReadonlySet<string> = new Set(['expected', 'received', 'hint']);

const isTextProperty = ({ parent, key }: SyntaxPath): boolean =>
  parent?.type === 'ObjectProperty' && key === 'value' && TEXT_PROPERTIES.has(parent.key?.name ?? '');

const isErrorText = ({ node, parent }: SyntaxPath): boolean => {
  const name = parent?.type === 'NewExpression' ? (parent.callee?.name ?? '') : '';
  const position = parent?.arguments?.indexOf(node) ?? -1;
  return name === 'SamlError' ? position > 0 : name.endsWith('Error') && position >= 0;
};

/** Why this node and all below it are left as they are, or undefined. */
export const shouldIgnore = (path: SyntaxPath): string | undefined =>
  isTextProperty(path) || isErrorText(path) ? 'a text for people' : undefined;

/** What Stryker looks for in a plug-in. */
export const strykerPlugins: readonly unknown[] = [{ kind: 'Ignore', name: 'texts', value: { shouldIgnore } }];
