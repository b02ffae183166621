// Our mark: a wheel of eight, one spoke for each principle, with a bright centre. Drawn here, ours alone.

import { html, type Html } from './html.ts'

const SPOKES = 'M16 4v24M4 16h24M7.5 7.5l17 17M24.5 7.5l-17 17'

/** The mark in the colour of the words beside it. Decorative: the name is always written next to it. */
export function mark(size = 28): Html {
  return html`<svg class="ws-mark" width="${size}" height="${size}" viewBox="0 0 32 32" aria-hidden="true" focusable="false"><circle cx="16" cy="16" r="14" fill="none" stroke="currentColor" stroke-width="2.5"/><path d="${SPOKES}" fill="none" stroke="currentColor" stroke-width="1.75"/><circle class="ws-mark__centre" cx="16" cy="16" r="5" fill="#ffd23f" stroke="currentColor" stroke-width="1.5"/></svg>`
}

/** The mark as a file of its own, for the browser's tab and the installed application. */
export function markFile(): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="6" fill="#0d3841"/><circle cx="16" cy="16" r="12" fill="none" stroke="#fff" stroke-width="2.25"/><path d="${SPOKES}" fill="none" stroke="#fff" stroke-width="1.5" transform="translate(2.25 2.25) scale(.86)"/><circle cx="16" cy="16" r="4.75" fill="#ffd23f" stroke="#fff" stroke-width="1.25"/></svg>`
}
