/** The few icons of the desktop, drawn for it. They carry no meaning alone: words always stand beside them. */
import { type Html, html } from '@cordboard/page-server/html';

const icon = (paths: Html): Html =>
  html`<svg class="icon" viewBox="0 0 20 20" width="20" height="20" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">${paths}</svg>`;

const HANDSET = html`<path d="M6.6 3.2 4.4 3.6c-.8.2-1.3.8-1.2 1.6.5 6 5.2 10.7 11.6 11.6.8.1 1.4-.4 1.6-1.2l.4-2.2-3.3-1.7-1.6 1.6c-2-.9-3.5-2.4-4.4-4.4l1.6-1.6Z"/>`;

export const handsetIcon = (): Html => icon(HANDSET);

export const handsetOffIcon = (): Html => icon(html`${HANDSET}<path d="M3 17 17 3"/>`);

export const checkIcon = (): Html => icon(html`<path d="m4 10.5 4 4 8-9"/>`);

export const alertIcon = (): Html => icon(html`<circle cx="10" cy="10" r="7.5"/><path d="M10 6.2v4.6M10 13.7v.1"/>`);

export const chevronIcon = (): Html => icon(html`<path d="m5.5 8 4.5 4.5L14.5 8"/>`);

export const personIcon = (): Html =>
  icon(html`<circle cx="10" cy="6.8" r="3.3"/><path d="M3.8 17c.6-3.2 3-5 6.2-5s5.6 1.8 6.2 5"/>`);

/** The mark of Cordboard: a board of jacks, two of them joined by a cord. */
export const logo = (): Html =>
  html`<svg class="logo" viewBox="0 0 32 32" width="36" height="36" aria-hidden="true" focusable="false"><rect width="32" height="32" rx="8" fill="#1f5fb8"/><g fill="#fff"><g opacity=".5"><circle cx="16" cy="8" r="1.75"/><circle cx="24" cy="8" r="1.75"/><circle cx="8" cy="16" r="1.75"/><circle cx="16" cy="16" r="1.75"/></g><path d="M8 8v6c0 15 16 15 16 2" fill="none" stroke="#fff" stroke-width="2.5" stroke-linecap="round"/><circle cx="8" cy="8" r="3.25"/><circle cx="24" cy="16" r="3.25"/></g></svg>`;
