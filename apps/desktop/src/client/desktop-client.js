/**
 * The script of the desktop page: runs the timer, loads the queues, and changes the state without a new page. Plain
 * JavaScript with checked types, because it is served as it is; everything but timer and queues works without it.
 */
import { formatDuration } from './format-duration.js';

/**
 * @typedef {{ name: string, callsWaiting: number, longestWaitMs: number }} QueueFigures
 * @typedef {{ state: string, label: string, reason: string, elapsedMs: number, since: number,
 *   hub: 'answers' | 'unreachable', queues: QueueFigures[] | null }} DesktopSnapshot
 */

const POLL_MS = 10_000;

/** @param {string} id */
const element = (id) => {
  const found = document.getElementById(id);
  if (found === null) {
    throw new Error(`the page has no element ${id}`);
  }
  return found;
};

const stateButton = element('state-button');
const stateForm = element('state-menu');
const csrfToken = stateForm.dataset.token ?? '';

/** The page's clock reading at which the present state began. */
let startedAt = performance.now() - Number(stateButton.dataset.elapsedMs);

const showTimer = () => {
  element('timer').textContent = formatDuration(performance.now() - startedAt);
};

/**
 * Tells a screen reader what the timer shows, as a time of the day, which does not change.
 *
 * @param {number} since Epoch milliseconds.
 */
const showSince = (since) => {
  const time = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' }).format(since);
  element('state-since').textContent = `since ${time}`;
};

/** @param {string} text */
const showProblem = (text) => {
  const problem = element('problem');
  if (problem.textContent !== text) {
    problem.textContent = text;
  }
};

/** @param {DesktopSnapshot} snapshot */
const showState = (snapshot) => {
  const before = stateButton.dataset.state;
  stateButton.dataset.state = snapshot.state;
  startedAt = performance.now() - snapshot.elapsedMs;
  element('state-label').textContent = snapshot.label;
  element('state-reason').textContent = snapshot.reason;
  showSince(snapshot.since);
  if (before !== snapshot.state) {
    element('state-news').textContent = `${snapshot.label} ${snapshot.reason}`.trim();
  }
  for (const option of stateForm.querySelectorAll('button')) {
    option.setAttribute('aria-pressed', String(option.value === snapshot.state));
  }
  showTimer();
};

/** @param {readonly (string | number)[]} cells */
const row = (cells) => {
  const line = document.createElement('tr');
  cells.forEach((text, index) => {
    const cell = document.createElement(index === 0 ? 'th' : 'td');
    if (index === 0) {
      cell.setAttribute('scope', 'row');
    }
    cell.textContent = String(text);
    line.append(cell);
  });
  return line;
};

/** @param {QueueFigures[] | null} queues */
const showQueues = (queues) => {
  const note = element('queues-note');
  element('queues').replaceChildren(
    ...(queues ?? []).map((queue) =>
      row([queue.name, queue.callsWaiting, queue.callsWaiting === 0 ? '–' : formatDuration(queue.longestWaitMs)]),
    ),
  );
  const text =
    queues === null
      ? 'The report cannot be loaded at the moment. Trying again.'
      : 'No data available. Queues appear here when calls wait.';
  if (note.textContent !== text) {
    note.textContent = text;
  }
  note.hidden = queues !== null && queues.length > 0;
};

/** @param {DesktopSnapshot} snapshot */
const show = (snapshot) => {
  showState(snapshot);
  showQueues(snapshot.queues);
  showProblem(
    snapshot.hub === 'answers' ? '' : 'The sign-on service does not answer. You can go on working; trying again.',
  );
};

/** @param {RequestInit} [init] @param {string} [path] */
const load = async (init = {}, path = '/api/desktop') => {
  const response = await fetch(path, { ...init, headers: { accept: 'application/json', ...init.headers } });
  if (response.status === 401 || response.status === 409) {
    const answer = await response.json();
    location.assign(answer.location);
    return;
  }
  if (!response.ok) {
    throw new Error(`HTTP status ${response.status}`);
  }
  show(await response.json());
};

/** @param {RequestInit} [init] @param {string} [path] */
const loadOrSay = async (init, path) => {
  try {
    await load(init, path);
  } catch (error) {
    console.warn(error);
    showProblem('No connection to the desktop. Trying again.');
  }
};

stateForm.addEventListener('submit', (event) => {
  const { submitter } = event;
  if (!(submitter instanceof HTMLButtonElement)) {
    return;
  }
  event.preventDefault();
  stateForm.hidePopover();
  stateButton.focus();
  void loadOrSay(
    {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token: csrfToken, state: submitter.value }),
    },
    '/api/state',
  );
});

document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') {
    void loadOrSay();
  }
});

showTimer();
showSince(Number(stateButton.dataset.since));
setInterval(showTimer, 1000);
setInterval(() => void loadOrSay(), POLL_MS);
void loadOrSay();
