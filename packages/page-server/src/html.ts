/** HTML that cannot be mixed up with text: whatever is put into a template is escaped unless it is HTML already. */

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);

/** A piece of HTML whose values were escaped when it was made. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What a template takes: text and numbers are escaped, absent values leave nothing. */
export type HtmlValue = string | number | Html | readonly Html[] | undefined;

const render = (value: HtmlValue): string => {
  if (value === undefined) {
    return '';
  }
  if (value instanceof Html) {
    return value.text;
  }
  return typeof value === 'object' ? value.map((part) => part.text).join('') : escapeHtml(String(value));
};

/** Template tag: `` html`<p>${name}</p>` ``. Attribute values have to stand in quotes. */
export const html = (strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html =>
  new Html(String.raw({ raw: strings }, ...values.map(render)));
