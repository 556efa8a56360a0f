import type { Healthcheck } from './compose-file.ts';
import type { Probe } from '../model/probe.ts';
import { durationMs } from '../model/quantity.ts';

const patience = {
  interval: '10s',
  timeout: '3s',
  retries: 3,
  start_period: '60s',
  start_interval: '1s',
} as const;

/** A health check that runs this command in the container. */
export function commandCheck(command: readonly string[], more: Partial<Healthcheck> = {}): Healthcheck {
  return { test: ['CMD', ...command], ...patience, ...more };
}

/** An image of a distribution connects to a port of its own; a few milliseconds, where its own tools take seconds. */
export function bashCheck(port: number): Healthcheck {
  return commandCheck(['bash', '-c', `</dev/tcp/127.0.0.1/${port}`]);
}

/** An image with Node.js asks itself by HTTP, on whichever of its addresses it listens. */
export function httpCheck(port: number, path: string): Healthcheck {
  const ask = `fetch('http://'+h+':${port}${path}').then(r=>{if(!r.ok)throw r})`;
  return nodeCheck(`Promise.any(${addresses}.map(h=>${ask}))`);
}

/** An image with Node.js connects to all of these ports of its own. */
export function tcpCheck(ports: readonly number[]): Healthcheck {
  const ask = `new Promise((y,n)=>require('net').connect(p,h).on('connect',y).on('error',n))`;
  return nodeCheck(`Promise.all([${ports.join(',')}].map(p=>Promise.any(${addresses}.map(h=>${ask}))))`);
}

const addresses = `Object.values(require('os').networkInterfaces()).flat().filter(i=>i.family==='IPv4').map(i=>i.address)`;

function nodeCheck(promise: string): Healthcheck {
  return commandCheck(['node', '-e', `${promise}.then(()=>process.exit(0),()=>process.exit(1))`]);
}

/**
 * An image of which nobody knows what is in it: the first of these tools that it has asks. Without any of them nothing is
 * found out, and it counts as well.
 */
export function unknownImageCheck({ http, tcp }: Probe): Healthcheck {
  const ways = http === undefined ? waysToConnect(tcp?.port ?? 0) : waysToAsk(http.port, http.path);
  const choices = ways.map(({ tool, command }) => `command -v ${tool} >/dev/null; then ${command}`);
  return { test: ['CMD-SHELL', `if ${choices.join('; elif ')}; else exit 0; fi`], ...patience };
}

interface Way {
  readonly tool: string;
  readonly command: string;
}

function waysToAsk(port: number, path: string): readonly Way[] {
  const url = `http://127.0.0.1:${port}${encodeURI(path).replaceAll("'", '%27')}`;
  return [
    { tool: 'wget', command: `wget -q -O /dev/null '${url}'` },
    { tool: 'curl', command: `curl -fsS -o /dev/null '${url}'` },
    { tool: 'node', command: `node -e "fetch('${url}').then(r=>process.exit(r.ok?0:1),()=>process.exit(1))"` },
    bashConnection(port),
  ];
}

function waysToConnect(port: number): readonly Way[] {
  const connect = `require('net').connect(${port},'127.0.0.1').on('connect',()=>process.exit(0)).on('error',()=>process.exit(1))`;
  return [
    { tool: 'nc', command: `nc -z 127.0.0.1 ${port}` },
    { tool: 'node', command: `node -e "${connect}"` },
    bashConnection(port),
  ];
}

/** Most images of distributions have it. */
function bashConnection(port: number): Way {
  return { tool: 'bash', command: `bash -c '</dev/tcp/127.0.0.1/${port}'` };
}

/** The check of a service of the application, with the probe's own patience. */
export function probeCheck(probe: Probe, { hasNode }: { readonly hasNode: boolean }): Healthcheck {
  const check = hasNode ? knownImageCheck(probe) : unknownImageCheck(probe);
  return {
    ...check,
    ...(probe.period !== undefined && { interval: showDuration(probe.period) }),
    ...(probe.timeout !== undefined && { timeout: showDuration(probe.timeout) }),
    ...(probe.failures !== undefined && { retries: probe.failures }),
  };
}

function knownImageCheck({ http, tcp }: Probe): Healthcheck {
  return http === undefined ? tcpCheck([tcp?.port ?? 0]) : httpCheck(http.port, http.path);
}

/** A process is started for each look: more often than every second makes no sense. */
const leastMs = 1000;

function showDuration(duration: string): string {
  return `${Math.max(leastMs, durationMs(duration))}ms`;
}
