/**
 * The windows that tests were opened in, by test: the result page asks whether one is still there. Only a hint: the
 * hub knows how a test stands.
 */

export interface TestWindow {
  /** Works once. */
  readonly url: string;
  /** Null when the browser blocked the window. */
  readonly window: Window | null;
}

const windows = new Map<string, TestWindow>();

/** Kept for as long as the page of the portal is open. */
export const rememberTestWindow = (test: string, opened: TestWindow): void => {
  windows.set(test, opened);
};

export const testWindowOf = (test: string): TestWindow | undefined => windows.get(test);

const FEATURES = 'popup,width=520,height=720';

/**
 * Opens an empty window at once, while the click still counts. The page that comes into it cannot reach back here.
 * Null when the browser does not allow it.
 */
export const openTestWindow = (waiting: string): Window | null => {
  const opened = window.open('about:blank', '_blank', FEATURES);
  if (opened === null || opened.closed) {
    return null;
  }
  opened.opener = null;
  opened.document.title = waiting;
  opened.document.body.textContent = waiting;
  return opened;
};
