// The page on which one session can be watched. Its link carries a ticket behind the "#", which no server sees.
import { SessionStream } from '/assets/relay-client/session-stream.js';

const element = (id) => document.getElementById(id);

/** `#/sessions/<id>?ticket=…&client=…` */
function readLink() {
  const match = /^#\/sessions\/([0-9a-f-]+)\?(.*)$/.exec(location.hash);
  if (match === null) return undefined;
  const query = new URLSearchParams(match[2]);
  return { id: match[1], ticket: query.get('ticket') ?? '', client: query.get('client') ?? '' };
}

function streamUrl() {
  return `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/api/v1/stream`;
}

function showSession(session) {
  const reason = session.reason === undefined ? '' : `: ${session.reason.message}`;
  element('summary').textContent = `${session.type} on ${session.project} is ${session.state}${reason}`;
  element('workers').replaceChildren(...session.workers.map(workerRow));
}

function workerRow(worker) {
  const row = document.createElement('tr');
  for (const text of [worker.id, worker.state, worker.node ?? '']) {
    row.insertCell().textContent = text;
  }
  const cell = row.insertCell();
  if (worker.progress !== undefined) {
    const bar = document.createElement('progress');
    bar.value = worker.progress.fraction;
    cell.append(bar, ` ${worker.progress.text}`);
  }
  return row;
}

function showPicture(bytes) {
  const image = element('frame');
  const before = image.src;
  image.src = URL.createObjectURL(new Blob([bytes], { type: 'image/png' }));
  if (before.startsWith('blob:')) URL.revokeObjectURL(before);
}

function showSpectrum({ frequenciesHz, magnitudes }) {
  if (!Array.isArray(frequenciesHz) || !Array.isArray(magnitudes)) return;
  const canvas = element('spectrum');
  canvas.hidden = false;
  const context = canvas.getContext('2d');
  context.clearRect(0, 0, canvas.width, canvas.height);
  context.strokeStyle = getComputedStyle(document.body).color;
  const highest = Math.max(...magnitudes);
  context.beginPath();
  magnitudes.forEach((magnitude, index) => {
    const x = (index / (magnitudes.length - 1)) * canvas.width;
    const y = canvas.height * (1 - (0.95 * magnitude) / highest);
    if (index === 0) context.moveTo(x, y);
    else context.lineTo(x, y);
  });
  context.stroke();
}

function showResult({ resonanceHz }) {
  if (typeof resonanceHz === 'number')
    element('result').textContent = `Resonance: ${(resonanceHz / 1e9).toFixed(3)} GHz`;
}

function watch({ ticket, client }) {
  document.querySelector('main').hidden = false;
  new SessionStream({
    connect: () => Promise.resolve({ url: streamUrl(), ticket, client }),
    onSession: showSession,
    onMessage: (message) => {
      if (message.type === 'frame') showPicture(message.bytes);
      if (message.type === 'spectrum') showSpectrum(message.data ?? {});
      if (message.type === 'result') showResult(message.data ?? {});
    },
    onGap: () => undefined,
    onProblem: (problem) => {
      element('summary').textContent = `${problem.detail} ${problem.remedy ?? ''}`;
    },
    onClosed: () => undefined,
  });
}

const link = readLink();
if (link !== undefined) watch(link);
addEventListener('hashchange', () => location.reload());
