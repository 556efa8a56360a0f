import { createInterface } from 'node:readline';

/** Says a line of JSON to the bench that started this process (`child.ts`). */
export function say(message: object): void {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}

/** Takes what the bench says. When the bench is gone, this process ends. */
export function onTold(take: (message: unknown) => void, onGone: () => void = () => process.exit(0)): void {
  createInterface({ input: process.stdin })
    .on('line', (line) => take(JSON.parse(line)))
    .on('close', onGone);
}
