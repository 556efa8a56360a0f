import type { Issue } from '../../../../../infra/model/check.ts';
import { checkPlatform, ModelError, showIssue } from '../../../../../infra/model/platform.ts';

/** The wrong places of a model that is refused; none where it is accepted. */
export function issuesOf(model: unknown): readonly Issue[] {
  try {
    checkPlatform(model);
    return [];
  } catch (error) {
    if (error instanceof ModelError) return error.issues;
    throw error;
  }
}

/** Each issue as the line that a reader gets. */
export function linesOf(model: unknown): readonly string[] {
  return issuesOf(model).map((issue) => showIssue(issue).trim());
}
