import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { admissionObjects } from '../../policies/adapters/admission.ts';
import { compose, type NamedExpression } from '../../policies/cel/compose.ts';
import { podVariables } from '../../policies/cel/variables.ts';
import { factsOf, podKinds, type KindName } from '../../policies/kinds.ts';
import { defaultParameters } from '../../policies/parameters.ts';
import {
  expectOk,
  listAt,
  valueAt,
  type ApiAnswer,
  type KubernetesObject,
} from '../support/control-plane/api-client.ts';
import { untilPoliciesInForce } from '../support/admission-in-force.ts';
import { controlPlane } from '../support/control-plane/control-plane.ts';
import { untilPriorityClassesKnown } from '../support/control-plane/priority-classes.ts';
import { eventually } from '../support/eventually.ts';
import { applyAll, namespaceObjects, policyText, removeAll } from '../support/policies/in-cluster.ts';
import { onlyRules } from '../support/policies/only-rules.ts';
import type { Row } from '../support/policies/row.ts';
import { lenientParameters, table, tableParameters } from '../support/policies/table.ts';
import { tableAccounts, tableNamespace, tablePrefix, tableSelector } from '../support/policies/subjects.ts';
import { expectedText, ruleOf, titled } from '../support/policies/verdict.ts';

const cluster = await controlPlane();
const policyKind = 'ValidatingAdmissionPolicy';

/** The rows with lenient parameters are judged in a namespace of their own, by policies with those. */
const lenientNamespace = `${tableNamespace}-lenient`;
const lenientSelector = { ...tableSelector, 'app.kubernetes.io/instance': lenientNamespace };
const lenientRules = new Set(table.filter(({ lenient }) => lenient).map(({ rule }) => rule));

const policies = [
  ...admissionObjects({ parameters: tableParameters }, { prefix: tablePrefix, selector: tableSelector }),
  ...onlyRules(
    admissionObjects({ parameters: lenientParameters }, { prefix: lenientNamespace, selector: lenientSelector }),
    lenientRules,
  ),
];

/** What the objects of the table need to be accepted. */
const surroundings: readonly KubernetesObject[] = [
  ...namespaceObjects(tableNamespace, tableSelector),
  ...namespaceObjects(lenientNamespace, lenientSelector),
  ...tableAccounts.map((name) => ({
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name, namespace: tableNamespace },
  })),
  ...['table-core', 'table-other'].map((name) => ({
    apiVersion: 'scheduling.k8s.io/v1',
    kind: 'PriorityClass',
    metadata: { name },
    value: 1,
  })),
  {
    apiVersion: 'node.k8s.io/v1',
    kind: 'RuntimeClass',
    metadata: { name: 'table-windows-2022' },
    handler: 'runhcs-wcow-process',
  },
];

/** What is made of a row here: the same object, in the namespace whose policies have its parameters. */
function subjectOf({ object, lenient }: Row): KubernetesObject {
  const subject = object as KubernetesObject;
  if (lenient !== true) return subject;
  return { ...subject, metadata: { ...subject.metadata, namespace: lenientNamespace } };
}

function tryToCreate(row: Row): Promise<ApiAnswer> {
  return cluster.create(subjectOf(row), { dryRun: true });
}

function isJudgedHere(row: Row): boolean {
  return (ruleOf(row).gates?.includes('admission') ?? true) && row.server === undefined;
}

describe('the policies', () => {
  beforeAll(async () => {
    await applyAll(cluster, [...surroundings, ...policies]);
    for (const namespace of [tableNamespace, lenientNamespace]) await untilPoliciesInForce(cluster, namespace);
    await untilPriorityClassesKnown(
      cluster,
      surroundings.filter(({ kind }) => kind === 'PriorityClass'),
    );
  });

  afterAll(() => removeAll(cluster, policies));

  describe('the API server', () => {
    const judged = table.filter(isJudgedHere);

    test.each(judged.filter(({ broken }) => broken !== undefined).map(titled))('says that %s', async (_title, row) => {
      const answer = await tryToCreate(row);
      expect(policyText(answer)).toBe(expectedText(row));
      expect(answer.status).toBe(ruleOf(row).severity === 'mandatory' ? 422 : 201);
    });

    test.each(judged.filter(({ broken }) => broken === undefined).map(titled))(
      'admits because %s',
      async (_title, row) => {
        const answer = await tryToCreate(row);
        expect(policyText(answer)).toBe('');
        expect(answer.status).toBe(201);
      },
    );

    test.each(table.filter(({ server }) => server?.does === 'refuses').map(titled))(
      'refuses by itself where %s',
      async (_title, row) => {
        const answer = await tryToCreate(row);
        expect(answer.status).toBe(422);
        expect(policyText(answer)).toBe('');
      },
    );

    test.each(
      table
        .filter((row) => row.server?.does === 'completes' || !(ruleOf(row).gates?.includes('admission') ?? true))
        .map(titled),
    )('does not judge whether %s', async (_title, row) => {
      const answer = await tryToCreate(row);
      expect(answer.status).toBe(201);
    });
  });

  describe('the types', () => {
    const noRule = {
      id: 'none',
      title: 'None',
      reason: 'None.',
      remedy: 'None.',
      severity: 'advisory',
      matches: [],
    } as const;

    /** What the API server's type checker says of a policy, once it has looked at it. */
    async function warningsOf(policy: KubernetesObject): Promise<readonly unknown[]> {
      let status: unknown;
      await eventually(async () => {
        const read = await expectOk(cluster.read(policy));
        status = read['status'];
        expect(valueAt(status, 'observedGeneration')).toBe(valueAt(read, 'metadata', 'generation'));
      });
      return listAt(status, 'typeChecking', 'expressionWarnings');
    }

    const typed = policies.filter(({ kind }) => kind === policyKind) as unknown as readonly KubernetesObject[];

    test.each(typed.map((policy) => [String(policy.metadata.name), policy] as const))(
      'of %s are right for all of its kinds',
      async (_name, policy) => {
        expect(await warningsOf(policy)).toEqual([]);
      },
    );

    test.each(podKinds)('of the derived variables are right for a %s', async (kind) => {
      // Through a variable the types of texts and tables are kept; its own text is only checked as a condition.
      const variables = derivedVariables(factsOf(kind).pod);
      const conditions = variables.map(({ expression }) => `size([${expression}]) == 1`);
      const policy = unboundPolicy(`${tablePrefix}-${kind.toLowerCase()}-variables`, kind, conditions, variables);
      await expectOk(cluster.apply(policy));
      try {
        expect(await warningsOf(policy)).toEqual([]);
      } finally {
        await cluster.remove(policy);
      }
    });

    test('of a misspelt field are wrong', async () => {
      const policy = unboundPolicy(`${tablePrefix}-misspelt`, 'Pod', ['!has(object.spec.hostNetwrok)']);
      await expectOk(cluster.apply(policy));
      try {
        expect(JSON.stringify(await warningsOf(policy))).toContain("undefined field 'hostNetwrok'");
      } finally {
        await cluster.remove(policy);
      }
    });

    function derivedVariables(pod: string | undefined): readonly NamedExpression[] {
      const reads = Object.keys(podVariables).map((name) => `variables.${name} == variables.${name}`);
      return compose({ ...noRule, expression: reads.join(' && ') }, pod, defaultParameters).variables;
    }

    function unboundPolicy(
      name: string,
      kind: KindName,
      expressions: readonly string[],
      variables: readonly NamedExpression[] = [],
    ): KubernetesObject {
      const { apiGroup, apiVersion, resource } = factsOf(kind);
      return {
        apiVersion: 'admissionregistration.k8s.io/v1',
        kind: policyKind,
        metadata: { name },
        spec: {
          matchConstraints: {
            resourceRules: [
              { apiGroups: [apiGroup], apiVersions: [apiVersion], operations: ['CREATE'], resources: [resource] },
            ],
          },
          variables,
          validations: expressions.map((expression) => ({ expression })),
        },
      };
    }
  });
});
