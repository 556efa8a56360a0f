import { describe, expect, test } from '@jest/globals';
import Type from 'typebox';
import { interfaceOf, keyOf } from '../../../../tools/pack/schema-type.ts';

const Size = Type.Object({ cells: Type.Integer() });

describe('interfaceOf', () => {
  test('writes a schema as a reader would', () => {
    const schema = Type.Object({
      name: Type.String({ description: 'a name' }),
      kind: Type.Union([Type.Literal('box'), Type.Literal(2)]),
      tags: Type.Array(Type.Union([Type.String(), Type.Number()])),
      size: Type.Optional(Size),
      retries: Type.Optional(Type.Integer({ description: 'Attempts. @default 3' })),
      labels: Type.Record(Type.String(), Type.Boolean()),
      at: Type.Object({ x: Type.Optional(Type.Number()) }),
      value: Type.Unknown({ description: 'anything' }),
      parameters: Type.Record(Type.String(), Type.Unknown()),
      'device-plugin': Type.Optional(Type.String()),
    });
    expect(interfaceOf('Body', schema, new Map([[keyOf(Size), 'Size']]))).toBe(
      `interface Body {
  /** A name */
  name: string;
  kind: 'box' | 2;
  tags: Array<string | number>;
  size?: Size;
  /**
   * Attempts.
   * @default 3
   */
  retries?: number;
  labels: Record<string, boolean>;
  at: {
    x?: number;
  };
  /** Anything */
  value: unknown;
  parameters: Record<string, unknown>;
  'device-plugin'?: string;
}`,
    );
  });

  test('lets no description end its comment', () => {
    const schema = Type.Object({ glob: Type.String({ description: 'such as **/*.stl or */' }) });
    expect(interfaceOf('A', schema, new Map())).toContain('/** Such as **\\/*.stl or *\\/ */');
  });

  test('refuses a schema that it does not know', () => {
    const schema = { properties: { when: { type: 'date' } } };
    expect(() => interfaceOf('A', schema, new Map())).toThrow('no declaration is known');
  });
});
