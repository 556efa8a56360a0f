import { join } from 'node:path';
import ts from 'typescript';
import { Environment } from '../../infra/model/environment.ts';
import { Gpu } from '../../infra/model/hardware.ts';
import { Job } from '../../infra/model/job.ts';
import { NodePool } from '../../infra/model/node-pool.ts';
import { Platform } from '../../infra/model/platform.ts';
import { Probe, Probes } from '../../infra/model/probe.ts';
import { Service } from '../../infra/model/service.ts';
import { SessionType } from '../../infra/model/session-type.ts';
import { Worker } from '../../infra/model/worker.ts';
import { interfaceOf, keyOf, type NamedSchemas, type Schema } from './schema-type.ts';

interface ModelPart {
  readonly name: string;
  readonly schema: Schema;
  /** Where it is written, in infra/model. */
  readonly file: string;
  readonly isExported: boolean;
}

const modelParts: readonly ModelPart[] = [
  { name: 'Platform', schema: Platform, file: 'platform.ts', isExported: true },
  { name: 'SessionType', schema: SessionType, file: 'session-type.ts', isExported: true },
  { name: 'Worker', schema: Worker, file: 'worker.ts', isExported: true },
  { name: 'Service', schema: Service, file: 'service.ts', isExported: true },
  { name: 'Job', schema: Job, file: 'job.ts', isExported: true },
  { name: 'NodePool', schema: NodePool, file: 'node-pool.ts', isExported: true },
  { name: 'Environment', schema: Environment, file: 'environment.ts', isExported: true },
  { name: 'Gpu', schema: Gpu, file: 'hardware.ts', isExported: false },
  { name: 'Probes', schema: Probes, file: 'probe.ts', isExported: false },
  { name: 'Probe', schema: Probe, file: 'probe.ts', isExported: false },
];

/** `model.d.ts`: the types of the schemas, written out, and what the model exports beside them. */
export function modelDeclarations(root: string): string {
  const folder = join(root, 'infra/model');
  const declared = declarationsOf([join(folder, 'index.ts')]);
  const named: NamedSchemas = new Map(modelParts.map(({ name, schema }) => [keyOf(schema), name]));
  const interfaces = modelParts.map(({ name, schema, file, isExported }) => {
    const comment = commentOf(declared, join(folder, file), name);
    return `${comment}\n${isExported ? 'export ' : ''}${interfaceOf(name, schema, named)}\n`;
  });
  const others = [
    statementOf(declared, join(folder, 'check.ts'), 'Issue'),
    statementOf(declared, join(folder, 'platform.ts'), 'ModelError'),
    statementOf(declared, join(folder, 'platform.ts'), 'definePlatform'),
  ];
  // Without the last line everything here would count as exported.
  return [...interfaces, ...others, 'export {};\n'].join('\n');
}

/** `worker.d.ts`: what a worker in TypeScript is written with, in one file. */
export function workerDeclarations(root: string): string {
  const folder = join(root, 'services/worker-sdk');
  const declared = declarationsOf([join(folder, 'index.ts')]);
  const context = fileOf(declared, join(folder, 'context.ts')).statements.map((statement) => textOf(statement));
  const run = statementOf(declared, join(folder, 'run-worker.ts'), 'runWorker');
  return ['/// <reference types="node" />\n', ...context, run].join('\n');
}

type Declarations = ReadonlyMap<string, ts.SourceFile>;

/** The declarations of files and of everything they import, as TypeScript writes them, by the path of their source. */
function declarationsOf(files: readonly string[]): Declarations {
  const found = new Map<string, ts.SourceFile>();
  const program = ts.createProgram(files, {
    target: ts.ScriptTarget.ES2024,
    module: ts.ModuleKind.NodeNext,
    types: ['node'],
    strict: true,
    declaration: true,
    emitDeclarationOnly: true,
    allowImportingTsExtensions: true,
    skipLibCheck: true,
  });
  const write: ts.WriteFileCallback = (...[, text, , , sources]) => {
    const [source] = sources ?? [];
    if (source === undefined) return;
    found.set(source.fileName, ts.createSourceFile(source.fileName, text, ts.ScriptTarget.ES2024, true));
  };
  program.emit(undefined, write);
  return found;
}

function statementOf(declared: Declarations, path: string, name: string): string {
  return textOf(findStatement(declared, path, name));
}

/** The comment before a declaration. */
function commentOf(declared: Declarations, path: string, name: string): string {
  const statement = findStatement(declared, path, name);
  return statement.getFullText().slice(0, statement.getLeadingTriviaWidth()).trim();
}

function findStatement(declared: Declarations, path: string, name: string): ts.Statement {
  const statement = fileOf(declared, path).statements.find((each) => namesOf(each).includes(name));
  if (statement === undefined) throw new Error(`${path} declares no ${name}`);
  return statement;
}

function fileOf(declared: Declarations, path: string): ts.SourceFile {
  const file = declared.get(path.replaceAll('\\', '/'));
  if (file === undefined) throw new Error(`no declarations were written for ${path}`);
  return file;
}

function namesOf(statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.map(({ name }) => name.getText());
  if (ts.isClassDeclaration(statement) || ts.isFunctionDeclaration(statement)) return [statement.name?.text ?? ''];
  return ts.isInterfaceDeclaration(statement) ? [statement.name.text] : [];
}

/** With its comment. */
function textOf(statement: ts.Statement): string {
  return `${statement.getFullText().trim()}\n`;
}
