import type { Issue } from '../../model/check.ts';
import { showValue } from '../../model/check.ts';
import { escapePointer } from '../../model/near.ts';
import { labelKeyRule, labelValueRule } from './names.ts';
import type { PathedObject } from './pathed-object.ts';
import { podTemplateOf } from './pod-template.ts';

interface Labelled {
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** Labels and annotations, of an object and of the template of its pods, are such as the API server takes. */
export function labelIssues({ path, object }: PathedObject): Issue[] {
  const template = podTemplateOf(object);
  return [
    ...metadataIssues(object.metadata, `${path}: /metadata`),
    ...metadataIssues(template?.template.metadata ?? {}, `${path}: ${template?.pointer ?? ''}/metadata`),
  ];
}

function metadataIssues({ labels = {}, annotations = {} }: Labelled, place: string): Issue[] {
  const issues: Issue[] = [];
  for (const [key, value] of Object.entries(labels)) {
    const expected = labelKeyRule(key) ?? labelValueRule(value);
    if (expected !== undefined)
      issues.push(wrong(`${place}/labels/${escapePointer(key)}`, `${key}: ${value}`, expected));
  }
  for (const key of Object.keys(annotations)) {
    // Unlike those of labels, the domains of annotations may have capitals.
    const expected = labelKeyRule(key.toLowerCase());
    if (expected !== undefined) issues.push(wrong(`${place}/annotations/${escapePointer(key)}`, key, expected));
  }
  return issues;
}

function wrong(path: string, value: string, expected: string): Issue {
  return { path, value: showValue(value), expected, remedy: 'Shorten or rename it.' };
}
