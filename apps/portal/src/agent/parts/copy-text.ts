/** Copies a text to the clipboard, or selects it where the browser does not allow that. */

/** What the browser offers for it. */
export interface CopyTools {
  /** `navigator.clipboard`; undefined on pages without https. */
  readonly clipboard: Pick<Clipboard, 'writeText'> | undefined;
  /** Selects the shown text, so that the person can copy it with the keyboard. */
  readonly select: () => void;
}

/** Copies; `selected` means that the person still has to press the keys for it. */
export async function copyText(text: string, tools: CopyTools): Promise<'copied' | 'selected'> {
  if (tools.clipboard !== undefined) {
    try {
      await tools.clipboard.writeText(text);
      return 'copied';
    } catch {
      // The browser or a policy refuses: selecting still works.
    }
  }
  tools.select();
  return 'selected';
}
